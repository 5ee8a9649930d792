"""Lanes: how much mail which receiving domains are handed, and how fast.

The carriers accept mail to their customers in sessions of limited length, look askance
at a source that begins at full speed, and at bursts at the full hour, when everybody's
scheduled mails leave. What each wants is data of the city; here is the arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from machimori_office.web.words import JST

__all__ = ["AtTheHour", "Lane", "Lanes", "Pace", "Retries"]

CONVERSATION, OTHERS = "conversation", "others"


@dataclass(frozen=True, kw_only=True)
class Pace:
    """A gentle start, and a ceiling.

    Parameters
    ----------
    starts_at_a_minute : float
        So many mails a minute after a rest.
    doubles_every_min : float
        After so many minutes twice as many, and so on.
    at_most_a_minute : float
        Never more than this.
    """

    starts_at_a_minute: float
    doubles_every_min: float
    at_most_a_minute: float

    def __post_init__(self) -> None:
        if not 0 < self.starts_at_a_minute <= self.at_most_a_minute:
            raise ValueError("0 < starts_at_a_minute <= at_most_a_minute")
        if self.doubles_every_min <= 0:
            raise ValueError("doubles_every_min > 0")

    def a_second(self, running: timedelta) -> float:
        """How many mails a second, so long after the start."""
        doublings = min(running.total_seconds() / 60 / self.doubles_every_min, 64.0)
        a_minute = self.starts_at_a_minute * math.exp2(max(doublings, 0.0))
        return min(a_minute, self.at_most_a_minute) / 60


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The domains of one receiver, and what it accepts.

    Parameters
    ----------
    name : str
        A stable word.
    domains : tuple of str
        With all their subdomains.
    sessions : int or None
        Connections at the same time, by all workers together; None does not limit.
    recipients_a_session : int
        After so many the connection is closed and opened anew.
    pace : Pace or None
        None does not limit.
    """

    name: str
    domains: tuple[str, ...] = ()
    sessions: int | None = None
    recipients_a_session: int = 1000
    pace: Pace | None = None

    def __post_init__(self) -> None:
        if self.recipients_a_session < 1 or (self.sessions or 1) < 1:
            raise ValueError("a session takes one recipient or more")
        if self.pace and self.sessions is None:
            raise ValueError("a lane with a pace says how many sessions share it")


@dataclass(frozen=True, kw_only=True)
class AtTheHour:
    """No burst when everybody's scheduled mails leave.

    Parameters
    ----------
    minutes : int
        So long after each full hour a pace counts only in part.
    share : float
        That part.
    """

    minutes: int = 3
    share: float = 0.25

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError("0 < share <= 1")

    def factor(self, at: datetime) -> float:
        """By how much a pace counts now."""
        return self.share if at.astimezone(JST).minute < self.minutes else 1.0


@dataclass(frozen=True, kw_only=True)
class Retries:
    """When a mail that a server put off is tried again.

    Parameters
    ----------
    first_after_s : float
        After the first refusal for now; then twice as long each time.
    at_most_min : float
        Never longer than this.
    give_up_after_h : float
        So long after it could first leave, it counts as refused.
    """

    first_after_s: float = 60
    at_most_min: float = 60
    give_up_after_h: float = 72

    def __post_init__(self) -> None:
        if self.first_after_s < 1 or self.at_most_min <= 0:
            raise ValueError("first_after_s >= 1, at_most_min > 0")

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts."""
        wait_s = self.first_after_s * math.exp2(min(max(attempts - 1, 0), 32))
        return timedelta(seconds=min(wait_s, self.at_most_min * 60))

    @property
    def most_attempts(self) -> int:
        """After so many attempts in vain it counts as refused."""
        return _most_attempts(self)


@lru_cache(maxsize=8)
def _most_attempts(retries: Retries) -> int:
    attempts, waited = 1, timedelta()
    while waited < timedelta(hours=retries.give_up_after_h):
        waited += retries.wait(attempts)
        attempts += 1
    return attempts


@dataclass(frozen=True, kw_only=True)
class Lanes:
    """The city's document on handing mail over.

    Parameters
    ----------
    lanes : tuple of Lane
        The first that names a domain has it.
    others : Lane
        For all domains that none names.
    conversation : Lane
        Answers and confirmations, to whatever domain; they wait for no mass mail.
    at_the_hour : AtTheHour
    retries : Retries
    """

    lanes: tuple[Lane, ...] = ()
    others: Lane = Lane(name=OTHERS)
    conversation: Lane = Lane(name=CONVERSATION)
    at_the_hour: AtTheHour = AtTheHour()
    retries: Retries = Retries()

    def __post_init__(self) -> None:
        names = [lane.name for lane in self]
        if len(set(names)) != len(names):
            raise ValueError("each lane has a name of its own")
        if self.others.name != OTHERS or self.conversation.name != CONVERSATION:
            raise ValueError(f"others is {OTHERS}, conversation is {CONVERSATION}")

    def __iter__(self) -> Iterator[Lane]:
        """Go through all lanes, that of conversations first."""
        return iter((self.conversation, *self.lanes, self.others))

    def of(self, domain: str) -> str:
        """Return the name of the lane that a domain's mass mail goes by."""
        return _lane_of(self, domain)


@lru_cache(maxsize=65536)
def _lane_of(lanes: Lanes, domain: str) -> str:
    for lane in lanes.lanes:
        if any(domain == d or domain.endswith(f".{d}") for d in lane.domains):
            return lane.name
    return OTHERS
