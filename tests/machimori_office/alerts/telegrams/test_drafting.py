"""Which telegrams become drafts, of what, and why the others do not."""

from __future__ import annotations

import tarfile
from collections import Counter
from dataclasses import replace

import pytest

from machimori_office.alerts.fact_sheet import written_in
from machimori_office.alerts.telegrams import (
    Action,
    AlertDraft,
    NoDraft,
    WeatherRule,
    read_telegram,
    to_draft,
)
from machimori_office.alerts.telegrams.drafting import shipped_warnings
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import VARIETIES
from tests.machimori_office.alerts.telegrams.test_jma import REALDATA
from tests.machimori_office.alerts.telegrams.weather import Made

RULE = example_rule("weather", WeatherRule)


def draft(made: Made) -> AlertDraft:
    found = to_draft(made.read(), RULE)
    assert isinstance(found, AlertDraft)
    return found


def reason(made: Made) -> str:
    found = to_draft(made.read(), RULE)
    assert isinstance(found, NoDraft)
    assert found.why.ja != found.why.en
    return found.code


def in_city(*states: tuple[str, str]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(("市町村等", "1321000", name, change) for name, change in states)


def test_a_warning_for_the_city_becomes_a_draft_in_all_varieties() -> None:
    found = draft(Made())
    assert (found.action, found.severity) == (Action.NEW, "warning")
    assert found.sheet.what.ja == "大雨警報"
    assert found.sheet.category == "general/weather"
    assert written_in(found.sheet) == VARIETIES
    assert found.sheet.to_do


@pytest.mark.parametrize("status", ["訓練", "試験"])
@pytest.mark.parametrize("info_type", ["発表", "訂正", "取消"])
def test_training_and_tests_never_become_a_real_alert(
    status: str, info_type: str
) -> None:
    assert reason(Made(status=status, info_type=info_type)) == "not_real"


def test_other_areas_make_no_draft() -> None:
    assert reason(Made(states=(("市町村等", "3520100", "大雨警報", "発表"),))) == (
        "other_area"
    )


def test_what_the_city_does_not_send_makes_no_draft() -> None:
    assert reason(Made(states=in_city(("雷注意報", "発表")))) == "not_wanted"


def test_a_warning_that_nobody_knows_is_never_passed_over_in_silence() -> None:
    assert reason(Made(states=in_city(("砂嵐警報", "発表")))) == "unknown_warning"


def test_a_mere_continuation_makes_no_draft() -> None:
    assert reason(Made(states=in_city(("大雨警報", "継続")))) == "nothing_new"


def test_a_withdrawal_refers_to_its_alert_by_the_event() -> None:
    first = draft(Made(event_id="20260622"))
    withdrawal = draft(Made(event_id="20260622", info_type="取消", states=()))
    other = draft(Made(event_id="20260623", info_type="取消", states=()))
    assert withdrawal.action is Action.WITHDRAWAL
    assert withdrawal.thread == first.thread != other.thread


def test_a_correction_replaces_the_alert_of_its_thread() -> None:
    made = Made(event_id="20260622")
    correction = draft(replace(made, info_type="訂正"))
    assert correction.action is Action.CORRECTION
    assert correction.thread == draft(made).thread


def test_when_all_is_lifted_it_is_an_all_clear() -> None:
    found = draft(Made(states=in_city(("大雨警報", "解除"), ("洪水警報", "解除"))))
    assert found.action is Action.ALL_CLEAR
    assert "解除" in found.sheet.what.ja


def test_when_some_is_lifted_or_added_it_is_an_update_with_what_stands() -> None:
    found = draft(Made(states=in_city(("大雨警報", "解除"), ("洪水警報", "継続"))))
    assert (found.action, found.sheet.what.ja) == (Action.UPDATE, "洪水警報")
    grown = draft(Made(states=in_city(("大雨特別警報", "発表"), ("洪水警報", "継続"))))
    assert (grown.action, grown.severity) == (Action.UPDATE, "emergency")


def test_a_withdrawal_of_a_title_with_braces_is_worded() -> None:
    found = draft(Made(info_type="取消", title="{0.__class__}", states=()))
    assert "{0.__class__}" in found.sheet.what.ja


def test_the_example_city_wants_only_what_exists() -> None:
    known = {kind.id for kind in shipped_warnings()}
    assert known >= RULE.wanted
    kinds = example_rule("kinds", Kinds)
    assert {RULE.category, *RULE.categories.values()} <= set(kinds.categories())


def test_every_known_warning_is_worded_in_all_varieties_and_named_once() -> None:
    for kind in shipped_warnings():
        for variety in VARIETIES:
            assert kind.says.in_(variety)
            assert kind.to_do.in_(variety)
    names = Counter(name for kind in shipped_warnings() for name in kind.names)
    assert not [name for name, times in names.items() if times > 1]


@pytest.mark.skipif(not REALDATA.exists(), reason="shared/realdata is absent")
def test_of_the_official_samples_the_city_gets_its_own() -> None:
    outcomes: Counter[str] = Counter()
    with tarfile.open(REALDATA / "jma-xml" / "sample_xmls.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                found = to_draft(read_telegram(file.read(), file=member.name), RULE)
                is_draft = isinstance(found, AlertDraft)
                outcomes[found.action if is_draft else found.code] += 1
    assert outcomes == {
        "other_area": 491,
        "withdrawal": 21,
        "not_real": 20,
        "not_wanted": 10,
        "new": 4,
    }
