"""The rule of three days, on examples and on any history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox.stopping import (
    Counting,
    DomainDay,
    Event,
    Happening,
    State,
    StoppingRule,
    days_of_outage,
    standing,
)

RULE = StoppingRule()
IN_A_ROW = StoppingRule(counting=Counting.DAYS_IN_A_ROW)
START = date(2026, 6, 1)
DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days=days))
HISTORIES = st.lists(st.builds(Event, DAYS, st.sampled_from(Happening)), max_size=40)
RULES = st.builds(
    StoppingRule,
    days=st.integers(2, 5),
    counting=st.sampled_from(Counting),
    forgotten_after_days=st.none() | st.integers(1, 400),
)


def failures(*days: int) -> list[Event]:
    return [Event(START + timedelta(days=day), Happening.PERMANENT) for day in days]


def success(day: int) -> Event:
    return Event(START + timedelta(days=day), Happening.SUCCESS)


def test_three_days_stop() -> None:
    assert standing(failures(0, 10, 40), RULE).state is State.STOPPED


def test_three_mails_on_one_day_are_one_day() -> None:
    where = standing(failures(0, 0, 0), RULE)
    assert (where.state, where.failed_on) == (State.COUNTING, (START,))


def test_a_success_between_clears() -> None:
    assert standing([*failures(0, 1, 3), success(2)], RULE).failed_on == (
        START + timedelta(days=3),
    )


def test_a_success_on_the_same_day_clears() -> None:
    assert standing([*failures(0, 1, 2), success(2)], RULE).state is State.ACTIVE


def test_passing_failures_neither_count_nor_clear() -> None:
    passing = [Event(START + timedelta(days=d), Happening.TEMPORARY) for d in (1, 2, 3)]
    assert standing(passing, RULE).state is State.ACTIVE
    assert standing([*failures(0, 2, 4), *passing], RULE).state is State.STOPPED


def test_a_city_may_ask_for_days_in_a_row() -> None:
    assert standing(failures(0, 1, 3), IN_A_ROW).state is State.COUNTING
    assert standing(failures(3, 4, 5), IN_A_ROW).state is State.STOPPED


def test_forty_mails_a_year_are_seldom_in_a_row_but_count_as_days_of_sending() -> None:
    assert standing(failures(0, 9, 18, 27), IN_A_ROW).state is State.COUNTING
    assert standing(failures(0, 9, 18, 27), RULE).state is State.STOPPED


def test_a_failure_of_more_than_a_year_ago_is_forgotten() -> None:
    assert standing(failures(0, 1, 400), RULE).state is State.COUNTING
    keeps = StoppingRule(forgotten_after_days=None)
    assert standing(failures(0, 1, 400), keeps).state is State.STOPPED


def test_a_whole_domain_that_fails_freezes_the_count() -> None:
    outage = {START + timedelta(days=2)}
    where = standing(failures(0, 1, 2), RULE, outages=outage)
    assert where.state is State.FROZEN
    assert len(where.failed_on) == 2
    assert standing(failures(0, 1, 2, 3), RULE, outages=outage).state is State.STOPPED


def test_an_outage_does_not_break_a_row() -> None:
    outage = {START + timedelta(days=2)}
    where = standing(failures(0, 1, 2, 3), IN_A_ROW, outages=outage)
    assert where.state is State.STOPPED


@pytest.mark.parametrize(
    ("tried", "failed", "is_outage"),
    [(100, 60, True), (100, 50, False), (4, 4, False), (5, 5, True), (0, 0, False)],
)
def test_more_than_half_of_a_domain_and_five_addresses_are_an_outage(
    tried: int, failed: int, is_outage: bool
) -> None:
    assert bool(days_of_outage([DomainDay(START, tried, failed)], RULE)) is is_outage


def test_a_stopped_address_is_resumed_by_somebody_not_by_time() -> None:
    history = [*failures(0, 1, 2), success(5)]
    assert standing(history, RULE).state is State.STOPPED
    resumed = Event(START + timedelta(days=6), Happening.RESUMED)
    assert standing([*history, resumed], RULE).state is State.ACTIVE


@pytest.mark.parametrize("state", list(State))
def test_every_standing_says_why_in_both_languages(state: State) -> None:
    histories = {
        State.ACTIVE: [],
        State.COUNTING: failures(0),
        State.FROZEN: failures(0, 2),
        State.STOPPED: failures(0, 1, 3),
    }
    where = standing(histories[state], RULE, outages={START + timedelta(days=2)})
    assert where.state is state
    assert "{" not in where.reason.ja + where.reason.en
    assert where.reason.ja != where.reason.en


def test_a_rule_that_stops_on_one_days_evidence_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="one day"):
        StoppingRule(days=1)
    with pytest.raises(ValueError, match="outage"):
        StoppingRule(outage_share=1.0)
    with pytest.raises(ValueError, match="forgotten"):
        StoppingRule(forgotten_after_days=0)


@given(st.lists(st.sampled_from(Happening), max_size=30), RULES)
def test_no_single_day_stops_whatever_happens_on_it(
    happenings: list[Happening], rule: StoppingRule
) -> None:
    history = [Event(START, what) for what in happenings]
    assert standing(history, rule).state is not State.STOPPED


@given(HISTORIES, RULES, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter(
    history: list[Event], rule: StoppingRule, rnd: object
) -> None:
    told = list(history)
    rnd.shuffle(told)  # type: ignore[attr-defined]
    assert standing(told, rule) == standing(history, rule)


@given(HISTORIES, RULES)
def test_telling_an_event_twice_changes_nothing(
    history: list[Event], rule: StoppingRule
) -> None:
    assert standing(history * 2, rule) == standing(history, rule)


@given(HISTORIES, RULES)
def test_a_success_after_all_clears_unless_it_was_stopped(
    history: list[Event], rule: StoppingRule
) -> None:
    before = standing(history, rule).state
    after = standing([*history, success(61)], rule).state
    assert after is (State.STOPPED if before is State.STOPPED else State.ACTIVE)


@given(HISTORIES, RULES, st.frozensets(DAYS))
def test_stopped_is_exactly_when_enough_days_count_and_never_on_an_outage(
    history: list[Event], rule: StoppingRule, outages: frozenset[date]
) -> None:
    where = standing(history, rule, outages=outages)
    assert (where.state is State.STOPPED) is (len(where.failed_on) >= rule.days)
    assert not outages & set(where.failed_on)
    assert list(where.failed_on) == sorted(set(where.failed_on))


@given(HISTORIES, RULES)
def test_an_address_that_never_failed_for_good_is_active(
    history: list[Event], rule: StoppingRule
) -> None:
    harmless = [event for event in history if event.what is not Happening.PERMANENT]
    assert standing(harmless, rule).state is State.ACTIVE


@given(HISTORIES)
def test_in_a_row_never_stops_what_days_of_sending_do_not(history: list[Event]) -> None:
    if standing(history, IN_A_ROW).state is State.STOPPED:
        assert standing(history, RULE).state is State.STOPPED
