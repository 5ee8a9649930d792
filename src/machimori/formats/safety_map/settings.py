"""The keys of an editor's file, checked one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from machimori.errors import InvalidInput, did_you_mean
from machimori.formats.key_reader import KeyReader
from machimori.formats.safety_map.furigana import (
    NOTATION,
    has_stray_mark,
    without_furigana,
)
from machimori.formats.shapes.mapping import LayerRule
from machimori.formats.tables.days import read_day
from machimori.formats.watch_plan.settings import LayerSettings
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.publication import Audience, why_unpublishable
from machimori.strict_yaml import Path, StrictDocument, load_strict

AUDIENCES: Mapping[Audience, Text] = {
    "own_children": Text(ja="この学校の子ども", en="the school's own children"),
    "open_data": Text(ja="だれでも", en="everybody"),
}

KEYS = (
    *("title", "made_by", "made_on", "audience", "of", "school_route", "refuges"),
    *("consents", "blocks", "names", "places", "advice"),
)
"""What an editor's file may say."""
_PLACE = ("at", "name", "enter", "hide", "says", "photo", "alt")
_LAYER = ("file", "where", "crs", "encoding", "layer", "name")


@dataclass(frozen=True, kw_only=True)
class PlaceSettings:
    """One place that the editors chose or found.

    Parameters
    ----------
    at : str or (float, float)
        Id of a place, or longitude and latitude.
    name : str
        With readings; empty takes the place's own.
    enter, hide : tuple of str
        What the editors saw, with readings.
    says : str
        What they advise, with readings.
    photo : str
        A file beside the editor's; empty for none.
    alt : str
        What the photo shows, for those who do not see it.
    path : tuple
        Where it stands in the file.
    """

    at: str | tuple[float, float]
    name: str = ""
    enter: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    says: str = ""
    photo: str = ""
    alt: str = ""
    path: Path = ()


@dataclass(frozen=True, kw_only=True)
class RefugeSettings:
    """The list of refuges: its file, and which columns tell of homes and consent."""

    layer: LayerSettings
    home: str | None = None
    consent: str | None = None


@dataclass(frozen=True, kw_only=True)
class MapSettings:
    """All that an editor's file says, before any of its files is opened."""

    title: Text
    made_by: Text
    on: date
    audience: Audience
    of: str
    school_route: LayerSettings | None
    refuges: RefugeSettings | None
    consents: tuple[str, ...]
    blocks: LayerSettings | None
    names: Mapping[str, Text]
    places: tuple[PlaceSettings, ...]
    advice: tuple[str, ...]
    document: StrictDocument


def parse_editors_file(text: str, *, file: str) -> MapSettings:
    """Read an editor's file.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Named in messages.

    Returns
    -------
    MapSettings

    Raises
    ------
    InvalidInput
        With every problem, each with its line.
    """
    reader = _Reader(load_strict(text, file=file))
    settings = reader.settings()
    if reader.problems:
        raise InvalidInput(reader.problems)
    return settings


class _Reader(KeyReader):
    see_guide = Text(
        ja="手引き「地域安全マップ」の例にならって直してください。",
        en="See the example in the guide on the safety map.",
    )

    def settings(self) -> MapSettings:
        top = self.mapping(self.document.value, (), allowed=KEYS)
        return MapSettings(
            title=self.both(top.get("title"), ("title",)),
            made_by=self.both(top.get("made_by", "-"), ("made_by",)),
            on=self.day(top.get("made_on"), ("made_on",)),
            audience=self.audience(top.get("audience", "open_data")),
            of=self.text(top.get("of"), ("of",)),
            school_route=self.layer(top, "school_route"),
            refuges=self.refuges(top),
            consents=self.listed(top.get("consents", ()), ("consents",)),
            blocks=self.layer(top, "blocks"),
            names=self.names(top.get("names", {})),
            places=self.places(top.get("places", ())),
            advice=self.sentences(top.get("advice", ()), ("advice",)),
            document=self.document,
        )

    def both(self, value: Any, path: Path) -> Text:
        """Take words of one language for both, or of each its own."""
        if not isinstance(value, Mapping):
            return Text.same(self.read(value, path))
        given = self.mapping(value, path, allowed=("ja", "en"))
        ja, en = (self.read(given.get(key), (*path, key)) for key in ("ja", "en"))
        return Text(ja=ja, en=en)

    def read(self, value: Any, path: Path) -> str:
        """Take text whose readings belong to something."""
        text = self.text(value, path)
        if has_stray_mark(text):
            self.complain(path, text, NOTATION)
        refused = why_unpublishable(without_furigana(text))
        if refused is not None:
            self.complain(path, text, refused)
        return text

    def optionally(self, given: Mapping[str, Any], key: str, path: Path) -> str:
        return self.read(given[key], (*path, key)) if key in given else ""

    def sentences(self, value: Any, path: Path) -> tuple[str, ...]:
        """Take one sentence, or a list of some."""
        if not isinstance(value, tuple):
            return (self.read(value, path),)
        return tuple(self.read(one, (*path, n)) for n, one in enumerate(value))

    def listed(self, value: Any, path: Path) -> tuple[str, ...]:
        listed = value if isinstance(value, tuple) else (value,)
        return tuple(self.text(one, (*path, n)) for n, one in enumerate(listed))

    def day(self, value: Any, path: Path) -> date:
        day = None if value is None else read_day(value)
        if day is None:
            self.complain(path, value, _A_DAY)
        return day or date.min

    def audience(self, value: Any) -> Audience:
        if value not in AUDIENCES:
            hint = did_you_mean(str(value), AUDIENCES)
            self.complain(("audience",), value, _AN_AUDIENCE, hint)
        return cast(Audience, value)

    def names(self, value: Any) -> dict[str, Text]:
        if not isinstance(value, Mapping):
            self.complain(("names",), value, _SOME_NAMES)
            return {}
        return {str(key): self.both(value[key], ("names", key)) for key in value}

    def places(self, value: Any) -> tuple[PlaceSettings, ...]:
        if not isinstance(value, tuple):
            self.complain(("places",), value, _SOME_PLACES)
            return ()
        return tuple(self.place(one, ("places", n)) for n, one in enumerate(value))

    def place(self, value: Any, path: Path) -> PlaceSettings:
        given = self.mapping(value, path, allowed=_PLACE)
        if "photo" in given and "alt" not in given:
            self.complain((*path, "photo"), given["photo"], _WITH_WORDS)
        return PlaceSettings(
            at=self.spot(given.get("at"), (*path, "at")),
            name=self.optionally(given, "name", path),
            enter=self.sentences(given.get("enter", ()), (*path, "enter")),
            hide=self.sentences(given.get("hide", ()), (*path, "hide")),
            says=self.optionally(given, "says", path),
            photo=self.optional(given, "photo", path) or "",
            alt=self.optionally(given, "alt", path),
            path=path,
        )

    def spot(self, value: Any, path: Path) -> str | tuple[float, float]:
        if isinstance(value, str) and value.strip():
            return value
        west, south, east, north = JAPAN_BOUNDS
        if isinstance(value, tuple) and len(value) == 2 and all(map(_is_number, value)):
            lon, lat = value
            if west <= lon <= east and south <= lat <= north:
                return float(lon), float(lat)
        self.complain(path, value, _A_SPOT)
        return ""

    def refuges(self, top: Mapping[str, Any]) -> RefugeSettings | None:
        if "refuges" not in top:
            return None
        path: Path = ("refuges",)
        value = top["refuges"]
        given = {"file": value} if isinstance(value, str) else value
        if not isinstance(given, Mapping):
            self.complain(path, value, _A_FILE)
            return None
        own = {k: v for k, v in given.items() if k in ("home", "consent")}
        others = {k: v for k, v in given.items() if k not in own}
        layer = self.layer({"refuges": others}, "refuges")
        if layer is None:
            return None
        return RefugeSettings(
            layer=layer,
            home=self.optional(own, "home", path),
            consent=self.optional(own, "consent", path),
        )

    def layer(self, top: Mapping[str, Any], name: str) -> LayerSettings | None:
        if name not in top:
            return None
        path: Path = (name,)
        value = top[name]
        given = {"file": value} if isinstance(value, str) else value
        given = self.mapping(given, path, allowed=_LAYER)
        return LayerSettings(
            files=(self.text(given.get("file"), (*path, "file")),),
            rule=LayerRule(
                match="*",
                kind="place",
                prefix="",
                where=self.where(given.get("where", {}), (*path, "where")),
                crs=self.crs(given, path),
                encoding=self.encoding(given, path),
                layer=self.optional(given, "layer", path),
            ),
            name=self.optional(given, "name", path),
            path=path,
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_A_DAY = Text(ja="作った日（例 2026-11-20）", en="the day it was made (2026-11-20)")
_AN_AUDIENCE = Text(
    ja="own_children（この学校の子どもだけ）か open_data（だれでも）",
    en="own_children (only the school's own) or open_data (everybody)",
)
_SOME_NAMES = Text(
    ja="「id: 名前《なまえ》」の組", en="ids with names and their readings"
)
_SOME_PLACES = Text(ja="場所の一覧", en="a list of places")
_A_SPOT = Text(
    ja="場所のid、または日本国内の [経度, 緯度]",
    en="the id of a place, or [lon, lat] in Japan",
)
_A_FILE = Text(ja="ファイルの名前", en="the name of a file")
_WITH_WORDS = Text(
    ja="写真に写っているものを言葉で書いた alt:",
    en="alt: with what the photo shows, in words",
)
