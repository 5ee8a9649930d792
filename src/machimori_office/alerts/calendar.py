"""The sending calendar: a city's own rule, and what it makes of an alert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Literal

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori_office.subscriptions.kinds import is_below
from machimori_office.web.holidays import national_holiday
from machimori_office.web.words import JST, worded_day, worded_instant

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

HORIZON_DAYS = 400
"""A rule under which nothing goes for so long never sends."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From when and until when mails go; at `closes` itself they no longer do."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class YearlyClosure:
    """Days closed each year, both ends included; they may span the year's end."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    first: str
    last: str
    name: Text

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        on = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= on <= self.last
        return on >= self.first or on <= self.last


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Days closed once, both ends included."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    first_on: date
    last_on: date
    name: Text

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, kw_only=True)
class SendingRule:
    """When a city's mails go.

    Parameters
    ----------
    hours : mapping
        By weekday; a weekday that is left out has none.
    always : frozenset of str
        Kinds that go at any hour.
    stale_after_h : mapping
        Hours after which an alert of a kind says nothing any more; the closest kind
        counts, ``""`` is for all others.
    closed_on_holidays : bool
    closed_every_year : tuple of YearlyClosure
    closed : tuple of Closure
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    hours: Mapping[Weekday, Hours]
    always: frozenset[str]
    stale_after_h: Mapping[str, float]
    closed_on_holidays: bool = True
    closed_every_year: tuple[YearlyClosure, ...] = ()
    closed: tuple[Closure, ...] = field(default=())

    def goes_always(self, category: str) -> bool:
        """Whether a category goes at any hour."""
        return is_below(category, self.always)

    def lasts(self, category: str) -> timedelta | None:
        """Return how long an alert is worth sending; None means for ever."""
        kinds = [k for k in self.stale_after_h if k == "" or is_below(category, [k])]
        if not kinds:
            return None
        return timedelta(hours=self.stale_after_h[max(kinds, key=len)])

    def closed_because(self, day: date) -> Text | None:
        """Say why nothing goes on a day; None where it has hours."""
        closures: tuple[Closure | YearlyClosure, ...]
        closures = (*self.closed, *self.closed_every_year)
        named = next((c.name for c in closures if c.holds(day)), None)
        holiday = national_holiday(day) if self.closed_on_holidays else None
        weekday = WEEKDAYS[day.weekday()]
        return named or holiday or (None if weekday in self.hours else _WEEKDAY_OFF)

    def opening(self, day: date) -> tuple[datetime, datetime] | None:
        """Return from when and until when mails go on a day."""
        hours = self.hours.get(WEEKDAYS[day.weekday()])
        if hours is None or hours.closes <= hours.opens or self.closed_because(day):
            return None
        return (
            datetime.combine(day, hours.opens, JST),
            datetime.combine(day, hours.closes, JST),
        )


@dataclass(frozen=True, kw_only=True)
class Goes:
    """What becomes of an alert, to be said before the button is pressed.

    Parameters
    ----------
    how : str
        ``now``, ``at`` (later) or ``discarded`` (never: it would be stale).
    at : datetime or None
        When it goes, in Japan's time; None where it is discarded.
    code : str
    why : Text
    """

    how: Literal["now", "at", "discarded"]
    at: datetime | None
    code: Literal["always", "open", "waits", "stale", "never_open"]
    why: Text


def when_it_goes(
    category: str,
    asked_at: datetime,
    rule: SendingRule,
    *,
    written_at: datetime | None = None,
) -> Goes:
    """Say whether an alert goes now, later or never.

    Parameters
    ----------
    category : str
        A path of the city's kinds.
    asked_at : datetime
        With its offset: now, where a screen asks.
    rule : SendingRule
    written_at : datetime, optional
        From when the alert ages; it is as fresh as can be without.

    Returns
    -------
    Goes

    Raises
    ------
    InvalidInput
        Where an instant lacks its offset.
    """
    asked = _in_japan(asked_at, "asked_at")
    goes_at = asked if rule.goes_always(category) else _next_open(asked, rule)
    if goes_at is None:
        return Goes(how="discarded", at=None, code="never_open", why=_NEVER_OPEN)
    written = asked if written_at is None else _in_japan(written_at, "written_at")
    lasts = rule.lasts(category)
    if lasts is not None and goes_at - written > lasts:
        return _stale(goes_at, lasts, asked, rule)
    if goes_at == asked:
        return _now(category, asked, rule)
    why = _WAITS.format(at=_worded(goes_at), because=_because(asked, goes_at, rule))
    return Goes(how="at", at=goes_at, code="waits", why=why)


def _now(category: str, asked: datetime, rule: SendingRule) -> Goes:
    if rule.goes_always(category):
        return Goes(how="now", at=asked, code="always", why=_ALWAYS)
    return Goes(how="now", at=asked, code="open", why=_OPEN)


def _stale(
    goes_at: datetime, lasts: timedelta, asked: datetime, rule: SendingRule
) -> Goes:
    hours = f"{lasts / timedelta(hours=1):g}"
    because = _because(asked, goes_at, rule) if goes_at > asked else Text("", "")
    values = {"at": _worded(goes_at), "hours": hours, "because": because}
    return Goes(how="discarded", at=None, code="stale", why=_STALE.format(**values))


def _next_open(asked: datetime, rule: SendingRule) -> datetime | None:
    for day in _days_from(asked.date()):
        hours = rule.opening(day)
        if hours and asked < hours[1]:
            return max(asked, hours[0])
    return None


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in range(HORIZON_DAYS))


def _because(asked: datetime, goes_at: datetime, rule: SendingRule) -> Text:
    """Name what is closed between two instants, each reason once with its first day."""
    reasons: dict[Text, date] = {}
    for day in _days_from(asked.date()):
        if day >= goes_at.date():
            break
        reasons.setdefault(rule.closed_because(day) or _OUT_OF_HOURS, day)
    if not reasons:
        reasons[_OUT_OF_HOURS] = asked.date()
    named = [_NAMED.format(day=_day(day), reason=r) for r, day in reasons.items()]
    return Text(ja="、".join(n.ja for n in named), en=", ".join(n.en for n in named))


def _day(day: date) -> Text:
    words = worded_day(datetime.combine(day, time(), JST))
    return Text(ja=words.ja, en=words.en)


def _worded(instant: datetime) -> Text:
    words = worded_instant(instant)
    return Text(ja=words.ja, en=words.en)


def _in_japan(instant: datetime, name: str) -> datetime:
    if instant.tzinfo is not None:
        return instant.astimezone(JST)
    problem = Problem(
        file="",
        where=Text.same(name),
        found=str(instant),
        expected=Text(ja="時差つきの日時", en="an instant with its offset"),
        remedy=Text(ja="時差を付けてください。", en="Add its offset."),
    )
    raise InvalidInput([problem])


_WEEKDAY_OFF = Text(ja="配信しない曜日", en="a weekday without sending")
_OUT_OF_HOURS = Text(ja="配信時間外", en="outside the hours of sending")
_NAMED = Text(ja="{day}は{reason}", en="{day}: {reason}")
_ALWAYS = Text(
    ja="この種別はいつでも配信します。いますぐ配信されます。",
    en="This kind goes at any hour: it goes now.",
)
_OPEN = Text(
    ja="配信時間内です。いますぐ配信されます。",
    en="Within the hours of sending: it goes now.",
)
_WAITS = Text(
    ja="{at}に配信されます（{because}）。",
    en="It goes at {at} ({because}).",
)
_STALE = Text(
    ja="配信できるのは{at}ですが、この種別の情報は{hours}時間で古くなるので、配信されません。{because}",
    en="It could go at {at}, but what this kind says is stale after {hours} hours: it "
    "will not be sent. {because}",
)
_NEVER_OPEN = Text(
    ja="配信できる日が1年以内にないので、配信されません。配信の決まりを確かめてください。",
    en="No day of sending within a year: it will not be sent. Check the rule.",
)
