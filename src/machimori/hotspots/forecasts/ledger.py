"""A ledger of forecasts: sealed before their time, opened after it, misses included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from machimori.errors import NotItsTime
from machimori.language import Text

BEGINNING = "0" * 64
"""What the first entry follows."""


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Where incidents are expected, and of what this was concluded.

    Parameters
    ----------
    first_on, last_on : date
        The days forecast, both included.
    kinds : tuple of str
        Kinds of incidents; all of them where empty.
    rule : str
        By which the places were named, with its numbers.
    seen_until : date
        The last day of which the rule knew anything.
    places : tuple of str
        Ids of all places that could have been named.
    named : tuple of str
        Ids of those that were, in the order of `places`.
    """

    first_on: date
    last_on: date
    kinds: tuple[str, ...]
    rule: str
    seen_until: date
    places: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A forecast that can no longer be changed unnoticed.

    Parameters
    ----------
    number : int
        From 1.
    sealed_at : datetime
        Knows its offset.
    forecast : Forecast
    follows : str
        SHA-256 of the entry before; `BEGINNING` for the first.
    sha256 : str
        Of all of the above.
    """

    number: int
    sealed_at: datetime
    forecast: Forecast
    follows: str
    sha256: str


def seal(forecast: Forecast, ledger: Sequence[Entry], *, now: datetime) -> Entry:
    """Make the next entry of a ledger.

    Parameters
    ----------
    forecast : Forecast
    ledger : sequence of Entry
        All entries so far.
    now : datetime
        Knows its offset, by which the days of the forecast are those of the place.

    Returns
    -------
    Entry

    Raises
    ------
    NotItsTime
        The days forecast have begun, or the rule knew of them.
    """
    if (
        now >= _begins(forecast.first_on, now)
        or forecast.seen_until >= forecast.first_on
    ):
        raise NotItsTime(
            what=_SEALED.format(first_on=forecast.first_on, now=now.isoformat())
        )
    follows = ledger[-1].sha256 if ledger else BEGINNING
    number = len(ledger) + 1
    digest = _digest(number, now, forecast, follows)
    return Entry(number, now, forecast, follows, digest)


def is_intact(ledger: Sequence[Entry]) -> tuple[bool, ...]:
    """Tell of each entry whether it, and all before it, are as they were sealed.

    Parameters
    ----------
    ledger : sequence of Entry

    Returns
    -------
    tuple of bool
    """
    follows, holds, told = BEGINNING, True, []
    for number, entry in enumerate(ledger, 1):
        own = _digest(entry.number, entry.sealed_at, entry.forecast, entry.follows)
        holds &= own == entry.sha256 and entry.follows == follows
        holds &= entry.number == number
        follows = entry.sha256
        told.append(holds)
    return tuple(told)


def is_due(forecast: Forecast, *, now: datetime) -> bool:
    """Whether the days forecast are over, the last one included.

    Parameters
    ----------
    forecast : Forecast
    now : datetime
        Knows its offset.

    Returns
    -------
    bool
    """
    return now >= _begins(forecast.last_on + timedelta(days=1), now)


def require_due(forecast: Forecast, *, now: datetime) -> None:
    """Refuse to look at a forecast whose time has not come.

    Parameters
    ----------
    forecast : Forecast
    now : datetime

    Raises
    ------
    NotItsTime
    """
    if not is_due(forecast, now=now):
        raise NotItsTime(what=_OPENED.format(last_on=forecast.last_on))


def entry_document(entry: Entry) -> dict[str, Any]:
    """Write an entry as plain values.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    dict
        That JSON can hold.
    """
    return {
        **_content(entry.number, entry.sealed_at, entry.forecast, entry.follows),
        "sha256": entry.sha256,
    }


def _begins(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=now.tzinfo or UTC)


def _content(
    number: int, sealed_at: datetime, forecast: Forecast, follows: str
) -> dict[str, Any]:
    said = asdict(forecast)
    for name in ("first_on", "last_on", "seen_until"):
        said[name] = said[name].isoformat()
    for name in ("kinds", "places", "named"):
        said[name] = list(said[name])
    at = sealed_at.isoformat()
    return {"number": number, "sealed_at": at, "forecast": said, "follows": follows}


def _digest(number: int, sealed_at: datetime, forecast: Forecast, follows: str) -> str:
    content = _content(number, sealed_at, forecast, follows)
    plain = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(plain.encode()).hexdigest()


_SEALED = Text(
    ja="{first_on} からの予測は、その日より前に、前の日までの記録だけで封をしてください"
    "（今は {now}）",
    en="a forecast from {first_on} is sealed before that day, from what was known "
    "until the day before (it is now {now})",
)
_OPENED = Text(
    ja="この予測は {last_on} が終わるまで採点できません",
    en="this forecast is not scored before {last_on} is over",
)
