"""Opens an editor's file and all the files that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.opening import decode, read_bytes
from machimori.formats.safety_map.photos import Photo, read_photo
from machimori.formats.safety_map.settings import (
    MapSettings,
    PlaceSettings,
    RefugeSettings,
    parse_editors_file,
)
from machimori.formats.scene_file import read_scene
from machimori.formats.shapes.attributes import as_text, is_empty
from machimori.formats.watch_plan import WatchPlan, read_watch_plan
from machimori.formats.watch_plan.rows import PlacedRow, RowReader, name_of, placed
from machimori.formats.watch_plan.settings import LayerSettings
from machimori.geometry import PlaneFrame
from machimori.incidents import Block, Blocks
from machimori.language import Text
from machimori.publication import Audience, GuardedPlace
from machimori.scene import Feature, Scene

PLANS = (".yaml", ".yml")
_YES = ("1", "true", "yes", "はい", "○", "◯", "有", "あり", "同意", "民家", "個人宅")


@dataclass(frozen=True, kw_only=True, eq=False)
class Spot:
    """A place that the editors chose or found.

    Parameters
    ----------
    id : str
        Of a place of the scene or plan; empty for a spot of their own.
    point : shapely point or None
        In plane metres, of a spot of their own.
    name, says : str
        With readings.
    enter, hide : tuple of str
        What they saw, with readings.
    photo : Photo or None
    alt : str
    """

    id: str = ""
    point: BaseGeometry | None = None
    name: str = ""
    says: str = ""
    enter: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    photo: Photo | None = None
    alt: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class SafetyMap:
    """An editor's file, read with all its files.

    Parameters
    ----------
    title, made_by : Text
        With readings.
    on : date
        When it was made.
    audience : "open_data" or "own_children"
    frame : PlaneFrame
        Of all geometries.
    scene : Scene or None
    plan : WatchPlan or None
    school_routes : tuple of shapely geometries
    refuges : tuple of GuardedPlace
    blocks : Blocks
        In which homes are hidden.
    names : mapping
        Names with readings, by id or by plain name.
    spots : tuple of Spot
    advice : tuple of str
        The editors' own, with readings.
    notes : tuple of Text
        What could not be used.
    """

    title: Text
    made_by: Text
    on: date
    audience: Audience
    frame: PlaneFrame
    scene: Scene | None
    plan: WatchPlan | None
    school_routes: tuple[BaseGeometry, ...]
    refuges: tuple[GuardedPlace, ...]
    blocks: Blocks
    names: Mapping[str, Text]
    spots: tuple[Spot, ...]
    advice: tuple[str, ...]
    notes: tuple[Text, ...]


def read_safety_map(path: Path) -> SafetyMap:
    """Read an editor's file of a safety map.

    Parameters
    ----------
    path : Path
        YAML; the guide on the safety map explains it. Files are named as seen from its
        folder.

    Returns
    -------
    SafetyMap

    Raises
    ------
    InvalidInput
        With every problem of the file, or of all the files that it names.
    """
    settings = parse_editors_file(
        decode(read_bytes(path), file=str(path)), file=str(path)
    )
    reader = RowReader(path.parent, str(path))
    scene, plan = _shown(settings, reader)
    photos = dict(_photos(settings, reader))
    if (scene is None and plan is None) or reader.problems:
        raise InvalidInput(reader.problems)
    made = _Builder(settings, reader, scene, plan, photos).map()
    if reader.problems:
        raise InvalidInput(reader.problems)
    return made


def _shown(
    settings: MapSettings, reader: RowReader
) -> tuple[Scene | None, WatchPlan | None]:
    (path,) = reader.paths((settings.of,))
    try:
        if path.suffix.lower() not in PLANS:
            return read_scene(path), None
        plan = read_watch_plan(path)
    except InvalidInput as error:
        reader.problems += error.problems
        return None, None
    return plan.scene, plan


def _photos(
    settings: MapSettings, reader: RowReader
) -> Iterator[tuple[PlaceSettings, Photo]]:
    for place in settings.places:
        if place.photo:
            try:
                yield place, read_photo(reader.folder / place.photo)
            except InvalidInput as error:
                reader.problems += error.problems


class _Builder:
    """Lays everything out in one plane."""

    def __init__(
        self,
        settings: MapSettings,
        reader: RowReader,
        scene: Scene | None,
        plan: WatchPlan | None,
        photos: Mapping[PlaceSettings, Photo],
    ) -> None:
        self.settings, self.reader, self.photos = settings, reader, photos
        self.scene, self.plan = scene, plan
        own = None if scene is None else scene.frame
        self.frame = (
            own or (plan and plan.neighbourhood.graph.frame) or PlaneFrame(None)
        )

    def map(self) -> SafetyMap:
        settings = self.settings
        return SafetyMap(
            title=settings.title,
            made_by=settings.made_by,
            on=settings.on,
            audience=settings.audience,
            frame=self.frame,
            scene=self.scene,
            plan=self.plan,
            school_routes=self.school_routes(),
            refuges=self.refuges(),
            blocks=self.blocks(),
            names=settings.names,
            spots=tuple(self.spot(place) for place in settings.places),
            advice=settings.advice,
            notes=(*self.reader.notes, *(self.plan.notes if self.plan else ())),
        )

    def rows(self, layer: LayerSettings | None) -> list[PlacedRow]:
        if layer is None:
            return []
        return placed(self.reader.rows(layer), self.frame)

    def school_routes(self) -> tuple[BaseGeometry, ...]:
        if self.settings.school_route is not None:
            rows = self.rows(self.settings.school_route)
            return tuple(r.geometry for r in rows if r.geometry.length > 0)
        if self.plan is not None and self.plan.neighbourhood.school_routes:
            return self.plan.neighbourhood.school_routes
        places = () if self.scene is None else self.scene.places
        return tuple(
            p.geometry for p in places if p.get("place_kind") == "school_route"
        )

    def blocks(self) -> Blocks:
        layer = self.settings.blocks
        if layer is None:
            return Blocks((), self.frame)
        rows = [r for r in self.rows(layer) if r.geometry.area > 0]
        named = [(row, name_of(row, layer)) for row in rows]
        items = (Block(id=r.id, name=name, outline=r.geometry) for r, name in named)
        return Blocks(tuple(items), self.frame)

    def refuges(self) -> tuple[GuardedPlace, ...]:
        if self.settings.refuges is not None:
            return tuple(self.listed_refuges(self.settings.refuges))
        found = [] if self.scene is None else self.scene.of_kind("refuge")
        drawn = tuple(self.drawn_refuge(refuge) for refuge in found)
        if drawn or self.plan is None:
            self._check_consents({refuge.id for refuge in found})
            return drawn
        watchers = self.plan.neighbourhood.watchers
        own = [w for w in watchers if w.kind in ("refuge", "police")]
        self._check_consents({watcher.id for watcher in own})
        return tuple(
            GuardedPlace(
                id=w.id,
                kind="police_box" if w.kind == "police" else "refuge",
                at_m=_spot_of(w.geometry),
                is_home=w.kind == "refuge",
                has_consent=w.id in self.settings.consents,
            )
            for w in own
        )

    def listed_refuges(self, settings: RefugeSettings) -> Iterator[GuardedPlace]:
        for row in self.rows(settings.layer):
            yield GuardedPlace(
                id=row.id,
                kind="refuge",
                at_m=_spot_of(row.geometry),
                is_home=self.says(row, settings.home, unknown=True),
                has_consent=self.says(row, settings.consent, unknown=False),
            )

    def says(self, row: PlacedRow, column: str | None, *, unknown: bool) -> bool:
        if column is None:
            return unknown
        if column not in row.cells:
            where = Text.same(row.id)
            self.reader.refuse(self.reader.plan, where, column, _A_COLUMN, _CORRECT)
            return unknown
        cell = row.cells[column]
        if is_empty(cell):
            return unknown
        return as_text(cell).strip().casefold() in _YES

    def drawn_refuge(self, refuge: Feature) -> GuardedPlace:
        type_ = refuge.get("type")
        return GuardedPlace(
            id=refuge.id,
            kind="police_box" if type_ == "police" else "refuge",
            at_m=_spot_of(refuge.geometry),
            is_home=type_ not in ("shop", "police", "public"),
            has_consent=refuge.id in self.settings.consents,
        )

    def _check_consents(self, known: set[str]) -> None:
        for number, id_ in enumerate(self.settings.consents):
            if id_ not in known:
                hint = did_you_mean(id_, known)
                self.complain(("consents", number), id_, _A_REFUGE, hint)

    def spot(self, place: PlaceSettings) -> Spot:
        point = None
        if not isinstance(place.at, str):
            ((x, y),) = self.frame.to_plane(np.array([place.at])).tolist()
            point = shapely.Point(x, y)
        elif place.at not in self.known:
            hint = did_you_mean(place.at, self.known)
            self.complain((*place.path, "at"), place.at, _A_PLACE, hint)
        return Spot(
            id=place.at if isinstance(place.at, str) else "",
            point=point,
            name=place.name,
            says=place.says,
            enter=place.enter,
            hide=place.hide,
            photo=self.photos.get(place),
            alt=place.alt,
        )

    @property
    def known(self) -> list[str]:
        places = [] if self.scene is None else [p.id for p in self.scene.places]
        graph = None if self.plan is None else self.plan.neighbourhood.graph
        return places + ([] if graph is None else list(graph.ids))

    def complain(
        self, path: tuple[str | int, ...], found: str, expected: Text, hint: Text
    ) -> None:
        document = self.settings.document
        self.reader.problems.append(
            Problem(
                file=document.file,
                where=document.where(path),
                found=found,
                expected=expected,
                remedy=hint,
            )
        )


def _spot_of(geometry: BaseGeometry) -> tuple[float, float]:
    point = geometry.representative_point()
    return float(point.x), float(point.y)


_A_COLUMN = Text(ja="表にある列の名前", en="the name of a column of the table")
_CORRECT = Text(ja="編集ファイルの列名を直してください。", en="Correct it there.")
_A_REFUGE = Text(ja="地図にあるこども110番の家のid", en="id of a refuge on the map")
_A_PLACE = Text(ja="場面または道路にある場所のid", en="id of a place or a street")
