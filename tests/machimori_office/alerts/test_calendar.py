"""Whether a mail goes now, later or never, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

pytest.importorskip("jpholiday", reason="needs the extra office")

from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.alerts.calendar import (
    Closure,
    Goes,
    Hours,
    SendingRule,
    when_it_goes,
)
from machimori_office.rules.documents import example_rule, read_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.holidays import national_holiday
from machimori_office.web.words import JST

RULE = example_rule("sending", SendingRule)
CATEGORIES = example_rule("kinds", Kinds).categories()
ALWAYS = [c for c in CATEGORIES if RULE.goes_always(c)]
IN_HOURS = [c for c in CATEGORIES if not RULE.goes_always(c)]
LASTING = replace(RULE, stale_after_h={})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def goes(category: str, asked: str, rule: SendingRule = RULE) -> Goes:
    return when_it_goes(category, at(asked), rule)


@pytest.mark.parametrize(
    ("asked", "goes_at"),
    [
        ("2026-11-20T09:00", "2026-11-20T09:00"),
        ("2026-11-20T16:59", "2026-11-20T16:59"),
        ("2026-11-20T08:59", "2026-11-20T09:00"),
        ("2026-11-20T17:00", "2026-11-24T09:00"),
        ("2026-11-21T12:00", "2026-11-24T09:00"),
        ("2026-09-18T17:00", "2026-09-24T09:00"),
        ("2026-05-01T17:00", "2026-05-07T09:00"),
        ("2026-12-28T17:00", "2027-01-04T09:00"),
        ("2025-12-31T12:00", "2026-01-05T09:00"),
    ],
)
def test_weekdays_from_nine_to_five_but_for_holidays_and_the_years_end(
    asked: str, goes_at: str
) -> None:
    assert goes("city/crime/burglary", asked, LASTING).at == at(goes_at)


@pytest.mark.parametrize("category", ALWAYS)
def test_some_kinds_go_at_any_hour(category: str) -> None:
    found = goes(category, "2027-01-01T03:00")
    assert (found.how, found.code) == ("now", "always")


def test_the_example_city_always_sends_weather_j_alert_fugitives_and_the_missing() -> (
    None
):
    assert set(ALWAYS) == {
        "general/weather",
        "general/earthquake",
        "general/j-alert",
        "city/crime/fugitive",
        "outside/crime/fugitive",
        "city/missing",
    }


def test_the_wait_is_explained_by_what_is_closed() -> None:
    found = goes("city/crime/burglary", "2026-11-20T18:00")
    assert found.how == "at"
    assert "11月24日（火）午前9時" in found.why.ja
    assert "勤労感謝の日" in found.why.ja
    assert "Labour Thanksgiving Day" in found.why.en


def test_what_would_be_stale_is_discarded_and_said() -> None:
    found = goes("city/phone/card", "2026-11-20T18:00")
    assert (found.how, found.at, found.code) == ("discarded", None, "stale")
    assert "配信されません" in found.why.ja
    assert "72 hours" in found.why.en


def test_even_what_always_goes_is_not_sent_once_stale() -> None:
    asked = at("2026-11-22T12:00")
    old = when_it_goes(
        "general/weather", asked, RULE, written_at=asked - timedelta(hours=7)
    )
    assert old.code == "stale"


def test_the_closest_kind_says_how_long_an_alert_lasts() -> None:
    rule = replace(RULE, stale_after_h={"": 1, "city": 2, "city/phone": 3})
    hours = [
        rule.lasts(c) for c in ("city/phone/card", "city/missing", "general/other")
    ]
    assert hours == [timedelta(hours=n) for n in (3, 2, 1)]
    assert LASTING.lasts("city/missing") is None


def test_a_closure_is_named() -> None:
    name = Text(ja="庁舎の停電", en="power cut at the office")
    day = date(2026, 11, 24)
    rule = replace(LASTING, closed=(Closure(first_on=day, last_on=day, name=name),))
    found = goes("city/crime/other", "2026-11-24T10:00", rule)
    assert found.at == at("2026-11-25T09:00")
    assert name.ja in found.why.ja


def test_a_rule_that_never_opens_says_so() -> None:
    found = goes("city/crime/other", "2026-11-24T10:00", replace(RULE, hours={}))
    assert (found.how, found.code) == ("discarded", "never_open")


def test_an_instant_of_another_offset_is_the_same_instant() -> None:
    asked = datetime.fromisoformat("2026-11-20T00:00:00+00:00")
    assert when_it_goes("city/phone/card", asked, RULE).how == "now"


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(InvalidInput):
        when_it_goes("city/phone/card", datetime(2026, 11, 20, 9), RULE)  # noqa: DTZ001


def test_a_rule_of_wrong_words_is_refused_with_its_lines() -> None:
    text = 'hours: {someday: {opens: "09:00"}}\nalways: []\nstale_after: {}\n'
    with pytest.raises(InvalidInput) as refused:
        read_rule(text, SendingRule, file="sending.yaml")
    assert len(refused.value.problems) >= 3
    assert all(p.file == "sending.yaml" for p in refused.value.problems)


instants = st.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2035, 12, 31),  # noqa: DTZ001
    timezones=st.just(JST),
)


@given(st.sampled_from(IN_HOURS), instants)
def test_nothing_goes_outside_the_hours(category: str, asked: datetime) -> None:
    found = when_it_goes(category, asked, LASTING)
    assert found.at is not None
    assert time(9) <= found.at.time() < time(17)
    assert found.at.weekday() < 5
    assert national_holiday(found.at.date()) is None
    assert not (found.at.month, found.at.day) >= (12, 29)
    assert not (found.at.month, found.at.day) <= (1, 3)


@given(st.sampled_from(CATEGORIES), instants, st.floats(0, 500))
def test_nothing_goes_in_the_past_or_stale_and_all_is_explained(
    category: str, asked: datetime, age_h: float
) -> None:
    written = asked - timedelta(hours=age_h)
    found = when_it_goes(category, asked, RULE, written_at=written)
    assert (found.at is None) == (found.how == "discarded")
    assert "" != found.why.ja != found.why.en != ""
    if found.at is not None:
        assert found.at >= asked
        assert found.at - written <= RULE.lasts(category)
        assert (found.at == asked) == (found.how == "now")


@given(st.sampled_from(CATEGORIES), instants, st.timedeltas(timedelta(0)))
def test_who_asks_later_is_not_served_earlier(
    category: str, asked: datetime, later: timedelta
) -> None:
    after = asked + min(later, timedelta(days=30))
    first = when_it_goes(category, asked, LASTING).at
    second = when_it_goes(category, after, LASTING).at
    assert first is not None
    assert second is not None
    assert first <= second


@given(st.sampled_from(CATEGORIES), instants)
def test_when_its_hour_has_come_it_goes(category: str, asked: datetime) -> None:
    waiting = when_it_goes(category, asked, LASTING)
    assert waiting.at is not None
    assert when_it_goes(category, waiting.at, LASTING).how == "now"


@given(instants, st.times(), st.times())
def test_any_hours_are_kept(asked: datetime, one: time, other: time) -> None:
    opens, closes = sorted((one, other))
    hours = dict.fromkeys(RULE.hours, Hours(opens=opens, closes=closes))
    found = when_it_goes("city/crime/other", asked, replace(LASTING, hours=hours))
    assert found.at is None or opens <= found.at.time() < closes
