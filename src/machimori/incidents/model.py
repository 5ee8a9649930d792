"""What happened, when and where, as precisely as is known and no more.

There is no field for a person: who did it, who suffered it, how anybody looked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from machimori.language import Text

Precision = Literal["point", "block", "municipality", "unknown"]
"""How well a place is known: a real point, a town block (町丁目), or only the city."""

KnownBy = Literal["reported", "found_on_patrol"]
"""How it became known: what patrols find depends on where they walk."""

HOURS = 24

LICENCE_UNKNOWN = Text(
    ja="不明。公表元で確かめてください。", en="Unknown: ask the publisher."
)


@dataclass(frozen=True, kw_only=True)
class When:
    """Days and hours within which something began.

    Parameters
    ----------
    first_on, last_on : date or None
        First and last day on which it may have begun: the same where the day is known,
        a month's ends where only the month is, None where nothing is.
    hour : int or None
        Hour of the day in which it began, 0 to 23; None where it is unknown. Where the
        day is not known exactly it holds for whichever day it was.
    until_hour : int or None
        Where it began at some time between `hour` of the first day and this hour of
        the last: the latter. None where there is no such span.

    Raises
    ------
    ValueError
        Where the days are in the wrong order, or only one is given, an hour is none,
        or a span has no beginning.
    """

    first_on: date | None = None
    last_on: date | None = None
    hour: int | None = None
    until_hour: int | None = None

    def __post_init__(self) -> None:
        if (self.first_on is None) != (self.last_on is None):
            raise ValueError("first_on and last_on are known together or not at all")
        if self.first_on and self.last_on and self.first_on > self.last_on:
            raise ValueError(f"{self.first_on} is after {self.last_on}")
        if any(h is not None and not 0 <= h < HOURS for h in self._hours):
            raise ValueError(f"hours go from 0 to 23, not {self._hours}")
        if self.until_hour is not None and (self.hour is None or not self.first_on):
            raise ValueError("a span needs its first day and hour")

    @property
    def _hours(self) -> tuple[int | None, int | None]:
        return self.hour, self.until_hour

    @property
    def day(self) -> date | None:
        """The day on which it began; None where it is not known exactly."""
        return self.first_on if self.first_on == self.last_on else None

    @property
    def hour_of_day(self) -> int | None:
        """The hour in which it began; None where it is unknown or a span."""
        is_span = self.until_hour is not None
        is_one_hour = self.day is not None and self.hour == self.until_hour
        return self.hour if not is_span or is_one_hour else None


@dataclass(frozen=True, kw_only=True)
class Where:
    """The place of an incident.

    Parameters
    ----------
    prefecture, municipality : str
        Names as published, without spaces; empty where unknown.
    municipality_code : str
        Five digits (JIS X 0402, without the check digit); empty where unknown.
    block_name : str
        The town block as published; empty where it is withheld or unknown.
    block : str or None
        Id of the :class:`~machimori.incidents.Block` that it was joined to.
    lon, lat : float or None
        Only of a real point, never of a block's middle. [deg]
    """

    prefecture: str = ""
    municipality: str = ""
    municipality_code: str = ""
    block_name: str = ""
    block: str | None = None
    lon: float | None = None
    lat: float | None = None

    @property
    def precision(self) -> Precision:
        """How well the place is known."""
        if self.lon is not None and self.lat is not None:
            return "point"
        if self.block is not None or self.block_name:
            return "block"
        return "municipality" if self.municipality else "unknown"


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One thing that happened.

    Parameters
    ----------
    id : str
        Unique in a collection.
    kind : str
        A kind of the vocabulary.
    when : When
    where : Where
    setting : str or None
        A setting of the vocabulary; None where unknown.
    known_by : "reported" or "found_on_patrol"
    is_attempt : bool
        Whether it stayed an attempt.
    was_locked : bool or None
        Whether what was stolen, or stolen from, was locked; None where unknown.
    source : str
        Id of the :class:`Source` that it was read from.
    """

    id: str
    kind: str
    when: When
    where: Where
    setting: str | None = None
    known_by: KnownBy = "reported"
    is_attempt: bool = False
    was_locked: bool | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where incidents come from, and what may be done with them.

    Parameters
    ----------
    id : str
        Within a collection: the name of a file. It is not published.
    title : str
        What its publisher calls it; empty where nobody said.
    publisher : str
        Who publishes it; empty where nobody said.
    licence : Text
        Under which terms, or that these are unknown.
    sha256 : str
        Of the file's content.
    """

    id: str
    title: str = ""
    publisher: str = ""
    licence: Text = LICENCE_UNKNOWN
    sha256: str = ""
