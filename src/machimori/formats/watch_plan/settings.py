"""The keys of a plan, checked one by one, so that all that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

from machimori.errors import InvalidInput, did_you_mean
from machimori.formats.key_reader import KeyReader
from machimori.formats.shapes.mapping import LayerRule
from machimori.language import Text
from machimori.strict_yaml import Path, StrictDocument, load_strict
from machimori.watch import WATCHER_KINDS, Assumptions, Window

T = TypeVar("T")

_ALWAYS = ("always", "24時間", "終日", "常時")
_HOURS = re.compile(
    r"(\d{1,2})(?:[:：](\d{2}))?\s*[-–~〜～]\s*(\d{1,2})(?:[:：](\d{2}))?"
)


@dataclass(frozen=True, kw_only=True)
class LayerSettings:
    """One file, or some alike, and what its rows mean.

    Parameters
    ----------
    files : tuple of str
        Paths beside the plan, with ``*`` and ``?``.
    rule : LayerRule
        Coordinate system, encoding, layer, and rows to keep.
    name : str or None
        Column with names.
    children, people : str, float or None
        A column, or a number that holds for every row.
    hours : tuple of Window or None
        That hold for every row.
    hours_column : str or None
    kind : str
        Of watchers.
    path : tuple
        Where the layer stands in the plan.
    """

    files: tuple[str, ...]
    rule: LayerRule
    name: str | None = None
    children: str | float | None = None
    people: str | float | None = None
    hours: tuple[Window, ...] | None = None
    hours_column: str | None = None
    kind: str = ""
    path: Path = ()


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """All that a plan says, before any of its files is opened."""

    title: str
    streets: tuple[str, ...]
    layers: Mapping[str, tuple[LayerSettings, ...]]
    watchers: tuple[LayerSettings, ...]
    surveyed: frozenset[str]
    assumptions: Assumptions
    scene: str | None
    document: StrictDocument = field(repr=False)


LAYERS = (
    *("schools", "clubs", "nurseries", "districts", "blocks", "school_routes"),
    *("parks", "nursery_walks", "standing", "accidents", "lamps"),
)
"""Keys of a plan that name files, beside ``streets`` and ``watchers``."""

_TOP = (
    *("title", "streets", *LAYERS, "watchers", "surveyed"),
    *("assumptions", "chosen_by", "scene"),
)
_LAYER = ("file", "where", "crs", "encoding", "layer", "name")
_MORE: Mapping[str, tuple[str, ...]] = {
    "schools": ("children",),
    "nurseries": ("children",),
    "blocks": ("children",),
    "nursery_walks": ("children", "hours"),
    "standing": ("children", "hours"),
    "watchers": ("kind", "hours", "people"),
}


def parse_plan(text: str, *, file: str) -> PlanSettings:
    """Read a plan.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Named in messages.

    Returns
    -------
    PlanSettings

    Raises
    ------
    InvalidInput
        With every problem of the plan, each with its line.
    """
    reader = _Reader(load_strict(text, file=file))
    settings = reader.plan()
    if reader.problems:
        raise InvalidInput(reader.problems)
    return settings


def parse_hours(text: str) -> tuple[Window, ...] | None:
    """Read times of the day.

    Parameters
    ----------
    text : str
        Such as ``7:30-8:15, 14:30-16:00``, ``always``, ``24時間``.

    Returns
    -------
    tuple of Window or None
        None where it cannot be read. What ends after midnight is two times.
    """
    if text.strip() in _ALWAYS:
        return (Window(0.0, 24.0),)
    windows: list[Window] = []
    for found in _HOURS.findall(text):
        start, end = _hour(found[:2]), _hour(found[2:])
        if start >= 24.0 or end > 24.0 or start == end:
            return None
        if end > start:
            windows.append(Window(start, end))
        else:
            windows.append(Window(start, 24.0))
            windows += [Window(0.0, end)] if end > 0 else []
    left = re.sub(r"[\s,、，;；/・]|と", "", _HOURS.sub("", text))
    windows.sort()
    apart = all(a.to_h <= b.from_h for a, b in pairwise(windows))
    return tuple(windows) if windows and not left and apart else None


def _hour(found: Sequence[str]) -> float:
    return int(found[0]) + int(found[1] or 0) / 60


class _Reader(KeyReader):
    see_guide = Text(
        ja="手引き「見守りのすき間」の例にならって直してください。",
        en="See the example in the guide on the watch gap.",
    )

    def plan(self) -> PlanSettings:
        top = self.mapping(self.document.value, (), allowed=_TOP)
        if "streets" not in top:
            self.complain(("streets",), None, _FILES)
        layers = {name: self.layers(top, name) for name in LAYERS}
        watchers = self.layers(top, "watchers")
        return PlanSettings(
            title=self.text(top.get("title", "-"), ("title",)),
            streets=self.files(top.get("streets", "-"), ("streets",)),
            layers=layers,
            watchers=watchers,
            surveyed=self.surveyed(top),
            assumptions=self.assumptions(top),
            scene=self.optional(top, "scene", ()),
            document=self.document,
        )

    def layers(self, top: Mapping[str, Any], name: str) -> tuple[LayerSettings, ...]:
        """Read one layer, or a list of some."""
        given = top.get(name, ())
        if isinstance(given, tuple):
            return tuple(
                self.layer(one, (name, number), name)
                for number, one in enumerate(given)
            )
        return (self.layer(given, (name,), name),)

    def layer(self, value: Any, path: Path, name: str) -> LayerSettings:
        if isinstance(value, str):
            value = {"file": value}
        given = self.mapping(value, path, allowed=(*_LAYER, *_MORE.get(name, ())))
        hours, column = self.hours(given, path)
        kind = given.get("kind", "")
        if name == "watchers" and kind not in WATCHER_KINDS:
            hint = did_you_mean(str(kind), WATCHER_KINDS)
            self.complain((*path, "kind"), kind or None, _A_KIND, hint)
        return LayerSettings(
            files=self.files(given.get("file"), (*path, "file")),
            rule=self.rule(given, path),
            name=self.optional(given, "name", path),
            children=self.amount(given, "children", path),
            people=self.amount(given, "people", path),
            hours=hours,
            hours_column=column,
            kind=str(kind),
            path=path,
        )

    def rule(self, given: Mapping[str, Any], path: Path) -> LayerRule:
        return LayerRule(
            match="*",
            kind="place",
            prefix="",
            where=self.where(given.get("where", {}), (*path, "where")),
            crs=self.crs(given, path),
            encoding=self.encoding(given, path),
            layer=self.optional(given, "layer", path),
        )

    def hours(
        self, given: Mapping[str, Any], path: Path
    ) -> tuple[tuple[Window, ...] | None, str | None]:
        stated = given.get("hours")
        if stated is None:
            return None, None
        path = (*path, "hours")
        if isinstance(stated, Mapping):
            keys = self.mapping(stated, path, allowed=("column",))
            return None, self.text(keys.get("column"), (*path, "column"))
        read = parse_hours(stated) if isinstance(stated, str) else None
        if read is None:
            self.complain(path, stated, _SOME_HOURS)
        return read, None

    def amount(
        self, given: Mapping[str, Any], key: str, path: Path
    ) -> str | float | None:
        stated = given.get(key)
        if stated is None or isinstance(stated, str):
            return stated
        if isinstance(stated, bool) or not isinstance(stated, int | float):
            self.complain((*path, key), stated, _COLUMN_OR_NUMBER)
            return None
        if not 0 <= stated < 1e6:
            self.complain((*path, key), stated, _COLUMN_OR_NUMBER)
        return float(stated)

    def surveyed(self, top: Mapping[str, Any]) -> frozenset[str]:
        listed = top.get("surveyed", ())
        words = listed if isinstance(listed, tuple) else (listed,)
        for number, word in enumerate(words):
            if word not in WATCHER_KINDS:
                hint = did_you_mean(str(word), WATCHER_KINDS)
                self.complain(("surveyed", number), word, _A_KIND, hint)
        if "window" in words and "scene" not in top:
            self.complain(("surveyed",), "window", _WITH_A_SCENE)
        return frozenset(map(str, words))

    def assumptions(self, top: Mapping[str, Any]) -> Assumptions:
        ours = Assumptions()
        path: Path = ("assumptions",)
        given = self.mapping(
            top.get("assumptions", {}), path, allowed=tuple(ours.every)
        )
        values = {}
        for name, value in given.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            most = 1.0 if ours.every[name].unit == "1" and "chance" in name else 1e6
            if not is_number or not 0 <= value <= most:
                expected = _A_CHANCE if most == 1.0 else _A_NUMBER
                self.complain((*path, name), value, expected)
            else:
                values[name] = float(value)
        for name in ("piece", "walking-speed-child", "off-route-cost"):
            if values.get(name, 1.0) <= 0:
                self.complain((*path, name), values[name], _ABOVE_ZERO)
        for start in (n for n in ours.every if n.endswith("-from")):
            self._in_order(start, values, ours, path)
        by = self.text(top.get("chosen_by", "-"), ("chosen_by",))
        return ours.laid_over(values, Text.same(by))

    def _in_order(
        self, start: str, values: Mapping[str, float], ours: Assumptions, path: Path
    ) -> None:
        end = f"{start.removesuffix('-from')}-to"
        first = values.get(start, ours[start])
        last = values.get(end, ours[end])
        if not first < last <= 24:
            at = start if start in values else end
            self.complain((*path, at), f"{first:g}-{last:g}", _IN_ORDER)

    def files(self, value: Any, path: Path) -> tuple[str, ...]:
        listed = value if isinstance(value, tuple) else (value,)
        named = tuple(one for one in listed if isinstance(one, str) and one.strip())
        if not named or len(named) < len(listed):
            self.complain(path, value, _FILES)
        return named


_FILES = Text(
    ja="ファイルの名前（一つ、または一覧）", en="the name of a file, or a list"
)
_A_KIND = Text(ja="見守りの種類", en="a kind of watcher")
_SOME_HOURS = Text(
    ja="時刻（例 7:30-8:15）か {column: 列名}",
    en="hours such as 7:30-8:15, or {column: name}",
)
_COLUMN_OR_NUMBER = Text(
    ja="列の名前か、0以上の数", en="the name of a column, or a number from 0"
)
_A_NUMBER = Text(ja="0以上の数", en="a number from 0")
_A_CHANCE = Text(ja="0から1までの数", en="a number from 0 to 1")
_ABOVE_ZERO = Text(ja="0より大きい数", en="a number above 0")
_IN_ORDER = Text(ja="始まりより後の終わり", en="an end after the beginning")
_WITH_A_SCENE = Text(
    ja="scene: のある計算書（窓は場面ファイルから数えます）",
    en="a plan with scene: (windows are counted in a scene file)",
)
