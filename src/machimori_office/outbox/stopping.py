"""When the office stops writing to an address: the city's own rule, as data.

An address is stopped after **days** on which a mail to it failed for good, with no
success between; three by default. Three mails on one day are one day. A city that sends
on most days may want days in a row; one that sends forty mails a year counts days of
sending, or no dead address would ever be found. While a whole domain fails, its
addresses do not count: a server that is down, or that blocks the office, says nothing
about a resident.

docomo answers ``550 Unknown user`` for temporary blocks as well. That is one more
reason why no rule of this kind may stop on the evidence of a single day, and why none
can be written here that does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from machimori.language import Text

__all__ = [
    "Counting",
    "DomainDay",
    "Event",
    "Happening",
    "Standing",
    "State",
    "StoppingRule",
    "days_of_outage",
    "standing",
]


class Happening(StrEnum):
    """What became of a mail, or what somebody did with the address."""

    SUCCESS = "success"
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    RESUMED = "resumed"


@dataclass(frozen=True, order=True)
class Event:
    """One thing that happened to an address.

    Parameters
    ----------
    on : date
        The day on which the mail was *sent*, not that on which the bounce came: late
        reports about the mails of one day are still about one day. For ``resumed``, the
        day on which it was.
    what : Happening
        What happened.
    """

    on: date
    what: Happening


class Counting(StrEnum):
    """Which days make up the count."""

    DAYS_OF_SENDING = "days_of_sending"
    DAYS_IN_A_ROW = "days_in_a_row"


@dataclass(frozen=True, kw_only=True)
class StoppingRule:
    """The rule of one city.

    Parameters
    ----------
    days : int
        So many days with a permanent failure stop an address; at least two.
    counting : Counting
        Days on which a mail was sent and failed, whatever lies between; or days in a
        row, as the calendar has them.
    forgotten_after_days : int or None
        A failure so long before the last one does not count any more; None: never.
    outage_share : float
        A domain fails as a whole on a day when more than this share of the addresses
        written to failed. [0-1]
    outage_addresses : int
        And at least so many of them.

    Raises
    ------
    ValueError
        The rule could stop on one day's evidence, or a number makes no sense.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    days: int = 3
    counting: Counting = Counting.DAYS_OF_SENDING
    forgotten_after_days: int | None = 365
    outage_share: float = 0.5
    outage_addresses: int = 5

    def __post_init__(self) -> None:
        if self.days < 2:
            raise ValueError("an address is never stopped on one day's evidence")
        if self.forgotten_after_days is not None and self.forgotten_after_days < 1:
            raise ValueError("a failure that is forgotten at once never counts")
        if not 0 < self.outage_share < 1 or self.outage_addresses < 2:
            raise ValueError("an outage is a share between 0 and 1 of two or more")


class State(StrEnum):
    """Whether the office writes to an address."""

    ACTIVE = "active"
    COUNTING = "counting"
    FROZEN = "frozen"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an address stands, and why.

    Parameters
    ----------
    state : State
        Active (nothing counts against it), counting, frozen (counting, but its whole
        domain failed on the last of its days), or stopped.
    failed_on : tuple of date
        The days that count, in order.
    reason : Text
        In words.
    """

    state: State
    failed_on: tuple[date, ...]
    reason: Text


@dataclass(frozen=True)
class DomainDay:
    """How a domain took the mails of a day.

    Parameters
    ----------
    on : date
        The day of sending.
    tried : int
        Addresses written to.
    failed : int
        Of these, addresses with a permanent failure.
    """

    on: date
    tried: int
    failed: int


def days_of_outage(days: Iterable[DomainDay], rule: StoppingRule) -> frozenset[date]:
    """Return the days on which a domain failed as a whole.

    Parameters
    ----------
    days : iterable of DomainDay
        Of one domain.
    rule : StoppingRule
        What counts as a whole.
    """
    return frozenset(
        day.on
        for day in days
        if day.failed >= rule.outage_addresses
        and day.failed > rule.outage_share * day.tried
    )


def standing(
    history: Iterable[Event],
    rule: StoppingRule,
    *,
    outages: Collection[date] = (),
) -> Standing:
    """Tell where an address stands.

    Parameters
    ----------
    history : iterable of Event
        All that happened to it, in any order.
    rule : StoppingRule
        The city's rule.
    outages : collection of date
        The days on which its domain failed as a whole (:func:`days_of_outage`).

    Returns
    -------
    Standing
        A stopped address stays so until somebody resumes it.

    Notes
    -----
    A day is one fact: any success on it clears the count, else any permanent failure on
    it counts once. A day with temporary failures alone neither counts nor clears.
    """
    failed: list[date] = []
    frozen_on: date | None = None
    for day, happenings in _by_day(history):
        if {Happening.RESUMED, Happening.SUCCESS} & happenings:
            is_stopped = len(failed) >= rule.days
            if Happening.RESUMED in happenings or not is_stopped:
                failed, frozen_on = [], None
        elif Happening.PERMANENT in happenings and len(failed) < rule.days:
            frozen_on = day if day in outages else None
            if frozen_on is None:
                failed = [*_still_counting(failed, day, rule, outages), day]
    return _worded(failed, frozen_on, rule)


def _by_day(history: Iterable[Event]) -> list[tuple[date, set[Happening]]]:
    days: dict[date, set[Happening]] = {}
    for event in history:
        days.setdefault(event.on, set()).add(event.what)
    return sorted(days.items())


def _still_counting(
    failed: Sequence[date], day: date, rule: StoppingRule, outages: Collection[date]
) -> Sequence[date]:
    if rule.counting is Counting.DAYS_IN_A_ROW:
        return failed if failed and _in_a_row(failed[-1], day, outages) else ()
    if rule.forgotten_after_days is None:
        return failed
    oldest = rule.forgotten_after_days
    return [each for each in failed if (day - each).days <= oldest]


def _in_a_row(last: date, day: date, outages: Collection[date]) -> bool:
    """Tell whether nothing but days of outage lies between two days."""
    gap = (day - last).days
    return all(last + timedelta(days=n) in outages for n in range(1, gap))


def _worded(failed: list[date], frozen_on: date | None, rule: StoppingRule) -> Standing:
    state = State.ACTIVE
    if len(failed) >= rule.days:
        state = State.STOPPED
    elif frozen_on is not None:
        state = State.FROZEN
    elif failed:
        state = State.COUNTING
    days = ", ".join(f"{day:%Y-%m-%d}" for day in failed)
    reason = _REASONS[state].format(
        count=len(failed), needed=rule.days, days=days or "-", day=frozen_on
    )
    return Standing(state=state, failed_on=tuple(failed), reason=reason)


_REASONS = {
    State.ACTIVE: Text(
        ja="届かなかった日はありません。",
        en="No day counts against this address.",
    ),
    State.COUNTING: Text(
        ja="届かなかった日が{needed}日のうち{count}日あります（{days}）。"
        "一度でも届けば数え直します。",
        en="{count} of {needed} days with a failure for good ({days}). One delivery "
        "clears the count.",
    ),
    State.FROZEN: Text(
        ja="{day} は同じドメイン全体に届かなかったため、数えていません"
        "（いま{needed}日のうち{count}日：{days}）。",
        en="On {day} the whole domain failed, so it does not count (now {count} of "
        "{needed} days: {days}).",
    ),
    State.STOPPED: Text(
        ja="届かない日が{count}日になったため、配信を止めました（{days}）。"
        "本人が登録し直すか、職員が再開すると、また送ります。",
        en="Stopped after {count} days with a failure for good ({days}). The resident "
        "can register again, or the staff can resume it.",
    ),
}
