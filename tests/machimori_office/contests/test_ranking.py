from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from machimori_office.contests.ranking import Given, awarded, ranked

CRITERIA = ("message", "memorable", "original")


def marks(entry: str, *by_judge: tuple[int, ...]) -> list[Given[str]]:
    return [
        Given(entry=entry, judge=f"judge {n}", criterion=criterion, points=points)
        for n, given in enumerate(by_judge)
        for criterion, points in zip(CRITERIA, given, strict=True)
    ]


def places(given: list[Given[str]], **how: object) -> dict[str, int]:
    found = ranked(given, CRITERIA, **how)  # type: ignore[arg-type]
    return {s.entry: s.place for s in found}


def test_the_sum_of_the_means_decides() -> None:
    given = marks("a", (5, 5, 5), (4, 4, 4)) + marks("b", (5, 5, 4), (5, 4, 5))
    found = ranked(given, CRITERIA)
    assert [(s.entry, s.total, s.place) for s in found] == [
        ("b", Fraction(14), 1),
        ("a", Fraction(27, 2), 2),
    ]


def test_who_is_judged_by_fewer_is_at_no_disadvantage() -> None:
    given = marks("a", (4, 4, 4)) + marks("b", (4, 4, 4), (3, 4, 4), (4, 4, 4))
    assert places(given) == {"a": 1, "b": 2}


def test_thirds_are_exact() -> None:
    given = marks("a", (1, 2, 2), (1, 2, 2), (2, 1, 2))
    given += marks("b", (1, 2, 2), (2, 1, 2), (1, 2, 2))
    found = ranked(given, CRITERIA)
    assert [s.place for s in found] == [1, 1]
    assert found[0].means == (Fraction(4, 3), Fraction(5, 3), Fraction(2))


def test_equals_are_told_apart_by_the_criteria_in_their_order() -> None:
    given = marks("a", (3, 5, 4)) + marks("b", (4, 3, 5)) + marks("c", (3, 4, 5))
    assert places(given) == {"b": 1, "a": 2, "c": 3}


def test_what_is_equal_in_all_shares_a_place_until_somebody_decides() -> None:
    given = marks("a", (3, 3, 3)) + marks("b", (3, 3, 3)) + marks("c", (1, 1, 1))
    found = ranked(given, CRITERIA)
    assert [(s.place, s.is_tied) for s in found] == [(1, True), (1, True), (3, False)]
    assert places(given, decided={"b": 1, "a": 2}) == {"b": 1, "a": 2, "c": 3}


def test_a_decision_moves_nobody_but_equals() -> None:
    given = marks("a", (5, 5, 5)) + marks("b", (3, 3, 3))
    assert places(given, decided={"b": 1, "a": 2}) == {"a": 1, "b": 2}


def test_a_tie_matters_only_where_an_award_ends() -> None:
    equal = marks("a", (3, 3, 3)) + marks("b", (3, 3, 3)) + marks("c", (1, 1, 1))
    assert awarded(ranked(equal, CRITERIA), [2]) == ([["a", "b"]], [])
    winners, open_ = awarded(ranked(equal, CRITERIA), [1, 2])
    assert (winners, open_) == ([["a"], ["b", "c"]], ["a", "b"])


def test_fewer_entries_than_awards_leave_awards_unfilled() -> None:
    found = ranked(marks("a", (3, 3, 3)), CRITERIA)
    assert awarded(found, [1, 2]) == ([["a"], []], [])
    assert awarded(ranked([], CRITERIA), [1, 2]) == ([[], []], [])


POINTS = st.tuples(*[st.integers(1, 5)] * 3)


@given(st.lists(st.lists(POINTS, min_size=1, max_size=4), max_size=8))
def test_a_better_mark_never_costs_a_place(sheets: list[list[tuple[int, ...]]]) -> None:
    given_ = [m for n, by in enumerate(sheets) for m in marks(f"e{n}", *by)]
    before = places(given_)
    raised = [
        Given(entry=m.entry, judge=m.judge, criterion=m.criterion, points=m.points + 1)
        if m.entry == "e0"
        else m
        for m in given_
    ]
    assert places(raised).get("e0", 1) <= before.get("e0", 1)
    assert sorted(before) == sorted(places(raised))
