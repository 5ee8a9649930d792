from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox.lanes import AtTheHour, Lane, Lanes, Pace, Retries
from machimori_office.rules.services import rule

PACE = Pace(starts_at_a_minute=60, doubles_every_min=1, at_most_a_minute=600)


def test_the_example_gives_docomo_a_hundred_recipients_a_session(db: None) -> None:
    lanes = rule(Lanes, on=date(2026, 4, 1))
    (docomo,) = [lane for lane in lanes if lane.name == lanes.of("docomo.ne.jp")]
    assert docomo.recipients_a_session == 100
    assert docomo.pace
    assert docomo.pace.starts_at_a_minute < docomo.pace.at_most_a_minute


def test_a_subdomain_goes_with_its_domain_and_a_lookalike_does_not() -> None:
    lanes = Lanes(lanes=(Lane(name="au", domains=("ezweb.ne.jp",)),))
    assert lanes.of("ezweb.ne.jp") == lanes.of("x.ezweb.ne.jp") == "au"
    assert lanes.of("notezweb.ne.jp") == lanes.of("ezweb.ne.jp.example") == "others"


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_pace_never_falls_and_never_passes_its_ceiling(
    a_s: float, b_s: float
) -> None:
    slow, fast = sorted(PACE.a_second(timedelta(seconds=s)) for s in (a_s, b_s))
    assert 1 <= slow <= fast <= 10
    later, sooner = max(a_s, b_s), min(a_s, b_s)
    assert PACE.a_second(timedelta(seconds=later)) >= PACE.a_second(
        timedelta(seconds=sooner)
    )


def test_a_pace_starts_gently_and_doubles() -> None:
    assert PACE.a_second(timedelta()) == 1
    assert PACE.a_second(timedelta(minutes=2)) == 4
    assert PACE.a_second(timedelta(hours=2)) == 10


def test_at_the_full_hour_only_part_of_a_pace_counts() -> None:
    at_the_hour = AtTheHour(minutes=3, share=0.25)
    assert at_the_hour.factor(datetime(2026, 4, 1, 3, 2, 59, tzinfo=UTC)) == 0.25
    assert at_the_hour.factor(datetime(2026, 4, 1, 3, 3, tzinfo=UTC)) == 1


@given(st.integers(0, 10_000))
def test_waits_double_up_to_their_limit(attempts: int) -> None:
    retries = Retries(first_after_s=60, at_most_min=60)
    assert timedelta(minutes=1) <= retries.wait(attempts) <= timedelta(hours=1)
    assert retries.wait(attempts) <= retries.wait(attempts + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Pace(starts_at_a_minute=9, doubles_every_min=1, at_most_a_minute=3),
        lambda: Pace(starts_at_a_minute=1, doubles_every_min=0, at_most_a_minute=3),
        lambda: Lane(name="x", pace=PACE),
        lambda: Lane(name="x", recipients_a_session=0),
        lambda: Lanes(lanes=(Lane(name="others"),)),
        lambda: Lanes(others=Lane(name="rest")),
        lambda: AtTheHour(share=0),
    ],
)
def test_what_no_receiver_could_mean_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()  # type: ignore[operator]
