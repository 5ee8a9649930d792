"""Telegrams of the Japan Meteorological Agency (気象庁防災情報XML).

Source: 気象庁防災情報XMLフォーマット, schema jmaxml1 1.2 (Control, Head, Body).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from xml.etree.ElementTree import Element

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori_office.alerts.telegrams.hardened_xml import Root, read_hardened

Choice = TypeVar("Choice", bound=StrEnum)

NAMESPACE = "http://xml.kishou.go.jp/jmaxml1/"


class Status(StrEnum):
    """Whether a telegram is meant."""

    REAL = "通常"
    TRAINING = "訓練"
    TEST = "試験"


class InfoType(StrEnum):
    """What a telegram does to those before it."""

    ISSUED = "発表"
    CORRECTED = "訂正"
    WITHDRAWN = "取消"


class Change(StrEnum):
    """What became of a warning since the telegram before."""

    ISSUED = "issued"
    CONTINUED = "continued"
    RAISED = "raised"
    LOWERED = "lowered"
    LIFTED = "lifted"


_LEVELS = (
    "市町村等",
    "市町村等をまとめた地域等",
    "細分区域",
    "一次細分区域等",
    "発表細分",
    "府県予報区等",
    "警報注意報種別毎",
)
"""How telegrams divide the country, narrowest first."""

_CHANGES = {
    "発表": Change.ISSUED,
    "継続": Change.CONTINUED,
    "引上げ": Change.RAISED,
    "引下げ": Change.LOWERED,
    "警報から注意報": Change.LOWERED,
    "特別警報から注意報": Change.LOWERED,
    "特別警報から警報": Change.LOWERED,
    "解除": Change.LIFTED,
}


@dataclass(frozen=True, kw_only=True)
class WarningState:
    """One warning or advisory in one area.

    Parameters
    ----------
    name, code : str
        As the agency has them; the code may be empty.
    change : Change or None
        None where the telegram does not say.
    before : str
        What held there before; empty where the telegram does not say.
    """

    name: str
    code: str
    change: Change | None
    before: str


@dataclass(frozen=True, kw_only=True)
class AreaState:
    """What holds in one area.

    Parameters
    ----------
    name, code : str
        As the agency has them.
    level : str
        How finely the telegram divides the country here, such as 市町村等; empty where
        it divides it in one way only.
    warnings : tuple of WarningState
    """

    name: str
    code: str
    level: str
    warnings: tuple[WarningState, ...]


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """One telegram, as far as a city's mail needs it.

    Parameters
    ----------
    title : str
        What sort of telegram it is (Control/Title).
    heading : str
        What it is about (Head/Title).
    status : Status
    info_type : InfoType
    event_id : str
        Empty where the agency gives none, as for warnings of weather.
    serial : int or None
    reported_at : datetime
        When it was issued.
    valid_until : datetime or None
    office : str
        Who issued it.
    headline : str
    areas : tuple of AreaState
    """

    title: str
    heading: str
    status: Status
    info_type: InfoType
    event_id: str
    serial: int | None
    reported_at: datetime
    valid_until: datetime | None
    office: str
    headline: str
    areas: tuple[AreaState, ...]

    @property
    def thread(self) -> str:
        """Name what corrections and withdrawals share with what they are about.

        One event may have telegrams of several titles: an earthquake has three. Where
        the agency gives no event, as for warnings of weather, the office that keeps
        them up to date stands for it.
        """
        return f"{self.title}/{self.event_id or self.office}"

    def warnings_in(self, codes: Collection[str]) -> tuple[WarningState, ...]:
        """Return what holds in any of these areas, each kind once.

        Where a telegram tells the same by prefecture, region and city, only the
        narrowest counts: a warning for Tokyo may be one for its islands alone.
        """
        levels = {area.level for area in self.areas}
        narrowest = next((level for level in _LEVELS if level in levels), "")
        wider = set(_LEVELS) - {narrowest}
        areas = (a for a in self.areas if a.level not in wider and a.code in codes)
        here = (warning for area in areas for warning in area.warnings)
        by_name: dict[str, WarningState] = {}
        for warning in here:
            by_name[warning.name] = _fresher(by_name.get(warning.name), warning)
        return tuple(by_name.values())


def read_telegram(content: bytes, *, file: str) -> Telegram:
    """Read one telegram.

    Parameters
    ----------
    content : bytes
    file : str
        Named in messages.

    Returns
    -------
    Telegram

    Raises
    ------
    InvalidInput
        With all problems: no or hostile XML, another format, missing or unknown values.
    """
    return _Reading(file).telegram(read_hardened(content, file=file))


class _Reading:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def telegram(self, root: Root) -> Telegram:
        if (root.namespace, root.element.tag) != (NAMESPACE, "Report"):
            found = f"{{{root.namespace}}}{root.element.tag}"
            raise InvalidInput([self.problem("Report", found, _REPORT)])
        read = self.head(root.element)
        if self.problems:
            raise InvalidInput(self.problems)
        return read

    def head(self, report: Element) -> Telegram:
        return Telegram(
            title=self.required(report, "Control/Title"),
            heading=_text(report, "Head/Title"),
            status=self.choice(report, "Control/Status", Status),
            info_type=self.choice(report, "Head/InfoType", InfoType),
            event_id=_text(report, "Head/EventID"),
            serial=_number(_text(report, "Head/Serial")),
            reported_at=self.instant(report, "Head/ReportDateTime"),
            valid_until=self.valid_until(report),
            office=_text(report, "Control/PublishingOffice"),
            headline=_text(report, "Head/Headline/Text"),
            areas=_areas(report),
        )

    def required(self, report: Element, path: str) -> str:
        found = _text(report, path)
        if not found:
            self.problems.append(self.problem(path, "", _SOMETHING))
        return found

    def choice(self, report: Element, path: str, of: type[Choice]) -> Choice:
        found = _text(report, path)
        if found in list(of):
            return of(found)
        expected = Text.same(", ".join(of))
        self.problems.append(self.problem(path, found, expected))
        return next(iter(of))

    def instant(self, report: Element, path: str) -> datetime:
        found = _text(report, path)
        try:
            read = datetime.fromisoformat(found)
            if read.tzinfo:
                return read
        except ValueError:
            pass
        self.problems.append(self.problem(path, found, _INSTANT))
        return datetime.max.replace(tzinfo=UTC)

    def valid_until(self, report: Element) -> datetime | None:
        path = "Head/ValidDateTime"
        return self.instant(report, path) if _text(report, path) else None

    def problem(self, path: str, found: str, expected: Text) -> Problem:
        return Problem(
            file=self.file,
            where=Text.same(path),
            found=found[:80],
            expected=expected,
            remedy=_REMEDY,
        )


def _areas(report: Element) -> tuple[AreaState, ...]:
    names: dict[str, str] = {}
    states: dict[tuple[str, str], dict[str, WarningState]] = {}
    for level, item in _items(report):
        warnings = tuple(_warnings(item))
        for area in (*item.findall("Areas/Area"), *item.findall("Area")):
            code = _text(area, "Code") or _text(area, "Name")
            names.setdefault(code, _text(area, "Name"))
            here = states.setdefault((code, level), {})
            for warning in warnings:
                here[warning.name] = _fresher(here.get(warning.name), warning)
    return tuple(
        AreaState(
            name=names[code], code=code, level=level, warnings=tuple(here.values())
        )
        for (code, level), here in states.items()
    )


def _items(report: Element) -> Iterator[tuple[str, Element]]:
    """Yield what a telegram lists, with the level of its areas."""
    paths = ("Head/Headline/Information", "Body//Warning", "Body/Tsunami/Forecast")
    for path in paths:
        for listing in report.iterfind(path):
            level = listing.get("type", "").partition("（")[2].rstrip("）")
            yield from ((level, item) for item in listing.iterfind("Item"))


def _warnings(item: Element) -> Iterator[WarningState]:
    for kind in (*item.findall("Kind"), *item.findall("Category/Kind")):
        # Some names carry the change: 大津波警報：発表.
        name, _, change = _text(kind, "Name").partition("：")
        if not name:
            continue
        before = _before(item, kind)
        yield WarningState(
            name=name,
            code=_text(kind, "Code"),
            change=_change(kind, change) or _by_comparison(name, before),
            before=before,
        )


def _before(item: Element, kind: Element) -> str:
    paths = ((kind, "LastKind"), (item, "Category/LastKind"), (item, "LastKind"))
    found = (_text(element, f"{path}/Name") for element, path in paths)
    return next((name.partition("：")[0] for name in found if name), "")


def _change(kind: Element, in_name: str) -> Change | None:
    said = (_text(kind, "Status"), _text(kind, "Condition"), in_name)
    return next((_CHANGES[word] for word in said if word in _CHANGES), None)


def _by_comparison(name: str, before: str) -> Change | None:
    if not before:
        return None
    return Change.CONTINUED if name == before else Change.ISSUED


_URGENCY = (None, Change.LIFTED, Change.CONTINUED, Change.LOWERED)


def _fresher(one: WarningState | None, other: WarningState) -> WarningState:
    """Of two statements on one warning keep the one that says more of a change."""
    if one is None:
        return other
    return max(one, other, key=lambda w: _rank(w.change))


def _rank(change: Change | None) -> int:
    return _URGENCY.index(change) if change in _URGENCY else len(_URGENCY)


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


_REPORT = Text(ja="気象庁防災情報XMLの電文", en="a telegram of the agency's XML")
_SOMETHING = Text(ja="値", en="a value")
_INSTANT = Text(
    ja="時差つきの日時（2026-04-01T09:00:00+09:00 の形）",
    en="an instant with its offset, such as 2026-04-01T09:00:00+09:00",
)
_REMEDY = Text(
    ja="この電文からは起案せず、発信元の電文を確かめてください。",
    en="Draft nothing from it, and look at the telegram of its sender.",
)
