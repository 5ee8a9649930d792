from __future__ import annotations

from dataclasses import replace

import pytest

from machimori.assessment import Finding, Outcome
from machimori.guidelines.checks import Check
from machimori.language import Text
from machimori.reports import wording
from machimori.reports.digest import fixes_of, numbers_of, remedy_of, roll_up_by_place
from machimori.reports.digest.quantities import shortfall
from machimori.reports.digest.themes import THEMES, theme_of
from tests.machimori.reports.judged import (
    FENCES,
    PATHS,
    TOILETS,
    dark,
    finding,
)
from tests.machimori.reports.town import town

FIRST, SECOND = (town().by_id[id_] for id_ in ("path-1", "path-2"))


def fixed(*findings: Finding) -> list[str]:
    return [fix.lead.criterion.id for fix in fixes_of(roll_up_by_place(findings))]


def test_the_stronger_clause_comes_first() -> None:
    weak = finding(Outcome.NOT_SATISFIED, of=TOILETS)
    strong = finding(Outcome.NOT_SATISFIED, of=PATHS)
    assert fixed(weak, strong) == [PATHS.id, TOILETS.id]


def test_at_equal_strength_more_elements_come_first() -> None:
    other = replace(FENCES, id="jp-00/test/other")
    few = [finding(Outcome.NOT_SATISFIED, of=FENCES)]
    many = [
        finding(Outcome.NOT_SATISFIED, of=other, element=e) for e in (FIRST, SECOND)
    ]
    assert fixed(*few, *many) == [other.id, FENCES.id]


def test_what_is_law_comes_before_all_else() -> None:
    by_law = replace(TOILETS, law=Text("駐車場法施行令", "Parking order"))
    strong = finding(Outcome.NOT_SATISFIED, of=PATHS)
    assert fixed(strong, finding(Outcome.NOT_SATISFIED, of=by_law))[0] == by_law.id


def test_only_what_falls_short_is_to_be_fixed() -> None:
    others = [o for o in Outcome if o is not Outcome.NOT_SATISFIED]
    assert not fixed(*(finding(outcome) for outcome in others))


def test_two_guidelines_that_ask_the_same_are_one_thing_to_fix() -> None:
    twin = replace(PATHS, id="jp-01/test/paths")
    first = dark(FIRST, 0.5)
    fixes = fixes_of(roll_up_by_place([first, replace(first, criterion=twin)]))
    assert len(fixes) == 1
    assert numbers_of(fixes) == {PATHS.id: 1, twin.id: 1}
    assert len(fixes[0].failing) == 1


def test_the_shortfall_is_relative_to_what_is_asked() -> None:
    assert shortfall(dark(FIRST, 0.9)) == pytest.approx(0.7)
    assert shortfall(dark(FIRST, float("nan"))) == 0.0
    assert shortfall(finding(Outcome.NOT_SATISFIED)) == 0.0


def test_what_it_takes_names_the_value_to_reach() -> None:
    (rollup,) = roll_up_by_place([dark(FIRST, 0.9)])
    assert "3 lx 以上" in remedy_of(rollup, "ja")
    assert "at least 3 lx" in remedy_of(rollup, "en")


def test_what_the_plan_can_show_comes_before_a_stronger_remark_on_paper() -> None:
    weak = replace(PATHS, strength="desirable")
    shown = replace(dark(FIRST, 0.9), criterion=weak, strength="desirable")
    assert fixed(finding(Outcome.NOT_SATISFIED, of=FENCES), shown)[0] == PATHS.id


def test_the_first_things_to_fix_are_of_different_themes() -> None:
    again = replace(PATHS, id="jp-00/test/again")
    lit = [dark(FIRST, 0.9), replace(dark(SECOND, 0.9), criterion=again)]
    looked_at = finding(Outcome.NOT_SATISFIED, of=TOILETS)
    fixes = fixes_of(roll_up_by_place([*lit, looked_at]))
    assert [theme_of(fix.failing[0]) for fix in fixes] == ["light", "upkeep", "light"]


def test_every_check_has_a_theme() -> None:
    names = {vars(kind)["check"] for kind in Check.__subclasses__()}
    assert names <= set(THEMES)
    assert set(THEMES.values()) == set(wording.THEMES)
