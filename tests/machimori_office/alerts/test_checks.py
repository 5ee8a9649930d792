"""Checks of a fact sheet before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from machimori_office.alerts.checks import (
    CheckRule,
    Finding,
    SentMail,
    Severity,
    check,
    full_width,
)
from machimori_office.alerts.fact_sheet import Description, FactSheet
from machimori_office.alerts.links.judging import Outcome, Seen
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import Words
from tests.machimori_office.alerts.sheets import AT, DESCRIBED, LOOKS, SHEET, changed

KINDS = example_rule("kinds", Kinds)
RULE = example_rule("checks", CheckRule)


def findings(
    sheet: FactSheet, history: tuple[SentMail, ...] = (), left: int | None = None
) -> tuple[Finding, ...]:
    return check(
        sheet,
        kinds=KINDS,
        rule=RULE,
        at=AT,
        history=history,
        left_after_such_a_day=left,
    )


def codes(sheet: FactSheet, *history: SentMail) -> set[str]:
    return {finding.code for finding in findings(sheet, history)}


def saying(ja: str) -> FactSheet:
    return changed(details=replace(SHEET.details, ja=ja))


def test_a_good_sheet_has_no_finding() -> None:
    assert findings(DESCRIBED) == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("山田花子さんが狙われました", "name"),
        ("山田は無事でした", "surname"),
        ("本町1-2-3で", "house_number"),
        ("本町小学校の児童", "school"),
        ("090-1234-5678へ", "phone"),
        ("身長165センチ位の男", "looks_elsewhere"),
    ],
)
def test_what_gives_somebody_away_is_shown_where_it_stands(
    said: str, code: str
) -> None:
    sheet = saying("けさ、" + said)
    (finding,) = (f for f in findings(sheet) if f.code == code)
    assert (finding.place.field, finding.place.variety) == ("details", "ja")
    assert finding.place.span is not None
    assert sheet.details.ja[slice(*finding.place.span)] == finding.excerpt
    assert finding.excerpt in finding.says.ja
    assert finding.excerpt in finding.says.en


@pytest.mark.parametrize("name", ["what", "where", "source"])
def test_a_fact_that_is_missing_stops_the_mail(name: str) -> None:
    found = findings(changed(**{name: Words("")}))
    assert ("missing_" + name, Severity.STOP) in {(f.code, f.severity) for f in found}


def test_a_mail_that_does_not_say_what_to_do_is_stopped() -> None:
    for to_do in ((), (Words(" "),)):
        found = findings(changed(to_do=to_do))
        assert found[0].code == "missing_to_do"
        assert found[0].severity is Severity.STOP


def test_a_variety_that_is_not_written_is_noted_and_japanese_is_needed() -> None:
    only_japanese = changed(what=Words("声かけ"))
    assert {f.severity for f in findings(only_japanese)} == {Severity.NOTE}
    only_english = changed(what=Words("", "", "Stranger"))
    assert findings(only_english)[0].severity is Severity.STOP


def test_unknown_kinds_and_those_with_others_below_are_stopped() -> None:
    for category in ("city", "city/no-such", ""):
        assert "unknown_category" in codes(changed(category=category))


def test_telephones_of_the_office_may_stand_anywhere_others_in_the_contact() -> None:
    assert "phone" not in codes(saying("警察署 042-381-0110 へ"))
    assert "phone" not in codes(changed(contact=Words(*["警察署 03-1234-5678"] * 3)))


def test_a_missing_person_is_named_in_the_description_alone() -> None:
    named = Words(*["山田花子さん"] * 3)
    looks = Description(looks=named, expires_at=AT + timedelta(days=1))
    sheet = changed(category="city/missing", description=looks)
    assert "name" not in codes(sheet)
    assert "name" in codes(replace(sheet, what=named))
    assert "name" in codes(replace(sheet, category="city/crime/other"))


def test_a_search_without_a_description_that_expires_is_stopped() -> None:
    assert "missing_looks" in codes(changed(category="city/missing"))
    assert "missing_looks" not in codes(changed(category="city/crime/other"))


def test_a_link_that_is_known_to_be_dead_stops() -> None:
    linked = saying("https://city.example/gone を見てください")
    gone = Seen(Outcome.GONE)
    found = check(linked, kinds=KINDS, rule=RULE, at=AT, seen=lambda _: gone)
    assert "dead_link" in {f.code for f in found if f.severity == "stop"}
    assert "dead_link" not in codes(linked)


def test_short_names_of_known_schools_are_found() -> None:
    rule = replace(RULE, schools=frozenset({"緑中"}))
    found = check(saying("緑中の生徒"), kinds=KINDS, rule=rule, at=AT)
    assert [f.excerpt for f in found] == ["緑中"]


def test_length_counts_as_phones_show_it() -> None:
    assert full_width("あいうABｱｲ。") == 6
    long = saying("あ" * 300)
    assert "too_long" in codes(long)
    assert "too_long" not in codes(saying("あ" * 50))


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("https://", "bad_link"),
        ("https://localhost/a", "bad_link"),
        ("https://192.168.0.1/", "bad_link"),
        ("https://city@evil.example/", "bad_link"),
        ("https://ｅｘａｍｐｌｅ.jp/", "bad_link"),
        ("https://example.jp:99999/", "bad_link"),
        ("https://[/", "bad_link"),
        ("javascript:alert(1)", "bad_link"),
        ("www.example.jp", "bad_link"),
        ("http://www.city.koganei.lg.jp/a", "plain_link"),
    ],
)
def test_links_that_cannot_be_trusted_are_found(link: str, code: str) -> None:
    assert code in codes(saying(f"詳しくは {link} を"))


def test_a_sound_link_is_left_alone() -> None:
    assert codes(saying("詳しくは「https://www.city.koganei.lg.jp/a?b=1」。")) == set()


@pytest.mark.parametrize(
    ("hours", "code"),
    [(0, "looks_over"), (-1, "looks_over"), (169, "looks_too_long_lived")],
)
def test_a_description_ends_soon_but_not_before_the_mail(hours: int, code: str) -> None:
    ends = Description(looks=LOOKS, expires_at=AT + timedelta(hours=hours))
    assert codes(changed(description=ends)) == {code}


def mails(number: int, *areas: str, hours_ago: float = 0.5) -> tuple[SentMail, ...]:
    sent = SentMail(sent_at=AT - timedelta(hours=hours_ago), areas=frozenset(areas))
    return (sent,) * number


def test_the_fourth_mail_of_a_day_to_the_same_people_is_pointed_out() -> None:
    assert codes(SHEET, *mails(2, "honcho")) == set()
    assert codes(SHEET, *mails(2, "honcho"), *mails(1)) == {"many_today"}
    assert codes(SHEET, *mails(9, "midori")) == set()
    assert codes(SHEET, *mails(9, "honcho", hours_ago=11)) == set()
    assert codes(changed(areas=frozenset()), *mails(3, "midori")) == {"many_today"}


def test_it_says_how_many_left_after_such_a_day() -> None:
    (found,) = findings(SHEET, mails(3), left=212)
    assert "4通目" in found.says.ja
    assert "212" in found.says.ja
    assert "212" in found.says.en


def test_the_gravest_comes_first() -> None:
    found = findings(changed(what=Words("声かけ"), to_do=(), happened_at=None))
    order = [list(Severity).index(f.severity) for f in found]
    assert order == sorted(order)
    assert len(set(order)) == 3
