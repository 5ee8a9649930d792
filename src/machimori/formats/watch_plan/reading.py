"""Read a plan of watching, and every file that it names."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_bytes
from machimori.formats.scene_file import read_scene
from machimori.formats.shapes.mapping import LayerRule
from machimori.formats.streets import StreetsRead, read_streets
from machimori.formats.watch_plan.rows import (
    PlacedRow,
    RowReader,
    amount_of,
    hours_of,
    name_of,
    placed,
)
from machimori.formats.watch_plan.settings import (
    LayerSettings,
    PlanSettings,
    parse_plan,
)
from machimori.geometry import PlaneFrame
from machimori.language import Text
from machimori.scene import Scene
from machimori.watch import (
    Assumptions,
    Block,
    Destination,
    GroupWalk,
    Neighbourhood,
    Standing,
    Watcher,
    WatcherKind,
    Window,
)

Floats = NDArray[np.float64]
Rows = list[tuple[PlacedRow, LayerSettings]]


@dataclass(frozen=True)
class WatchPlan:
    """A plan, read with all its files.

    Parameters
    ----------
    title : str
    neighbourhood : Neighbourhood
    assumptions : Assumptions
        With the city's own numbers.
    scene : Scene or None
        With buildings, in the plane of the streets.
    accidents, lamps : (k, 2) arrays or None
        [m]; None where the plan names no file.
    files : tuple of str
    sha256 : str
        Of all that was read.
    notes : tuple of Text
        What could not be used.
    """

    title: str
    neighbourhood: Neighbourhood
    assumptions: Assumptions
    scene: Scene | None
    accidents: Floats | None
    lamps: Floats | None
    files: tuple[str, ...]
    sha256: str
    notes: tuple[Text, ...]


def read_watch_plan(path: Path) -> WatchPlan:
    """Read a plan of watching.

    Parameters
    ----------
    path : Path
        YAML; the guide on the watch gap explains it. Files are named as seen from its
        folder.

    Returns
    -------
    WatchPlan

    Raises
    ------
    InvalidInput
        With every problem of the plan, or of all the files that it names.
    """
    written = read_bytes(path)
    settings = parse_plan(decode(written, file=str(path)), file=str(path))
    reader = RowReader(path.parent, str(path))
    reader.content.append(written)
    scene = _scene(settings, reader)
    streets = _streets(settings, reader, scene)
    rows = {
        name: [(row, layer) for layer in layers for row in reader.rows(layer)]
        for name, layers in (*settings.layers.items(), ("watchers", settings.watchers))
    }
    if streets is None or reader.problems:
        raise InvalidInput(reader.problems)
    builder = _Builder(settings, reader, streets, rows)
    plan = builder.plan(scene)
    if reader.problems:
        raise InvalidInput(reader.problems)
    return plan


def read_lines(path: Path, frame: PlaneFrame) -> tuple[BaseGeometry, ...]:
    """Read lines of any vector file.

    Parameters
    ----------
    path : Path
    frame : PlaneFrame
        Into whose metres they are laid.

    Returns
    -------
    tuple of shapely geometries

    Raises
    ------
    InvalidInput
        It cannot be read, or holds no line.
    """
    reader = RowReader(path.parent, str(path))
    rule = LayerRule(match="*", kind="road", prefix="")
    rows = reader.rows(LayerSettings(files=(path.name,), rule=rule))
    if reader.problems:
        raise InvalidInput(reader.problems)
    lines = [row for row in rows if row.geometry.geom_type.endswith("LineString")]
    if not lines:
        raise InvalidInput([_no_line(path)])
    return tuple(row.geometry for row in placed(lines, frame))


def _no_line(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="図形", en="shapes"),
        found="0",
        expected=Text(ja="線（LineString）", en="lines (LineString)"),
        remedy=Text(
            ja="道を線として描いたファイルを指定してください。",
            en="Give a file in which the way is drawn as a line.",
        ),
    )


def _scene(settings: PlanSettings, reader: RowReader) -> Scene | None:
    if settings.scene is None:
        return None
    try:
        (path,) = reader.paths((settings.scene,))
        return read_scene(path)
    except InvalidInput as error:
        reader.problems += error.problems
        return None


def _streets(
    settings: PlanSettings, reader: RowReader, scene: Scene | None
) -> StreetsRead | None:
    try:
        frame = None if scene is None else scene.frame
        read = read_streets(reader.paths(settings.streets), frame=frame)
    except InvalidInput as error:
        reader.problems += error.problems
        return None
    reader.content.append(read.sha256.encode())
    if read.skipped:
        reader.notes.append(_SKIPPED.format(count=len(read.skipped)))
    return read


class _Builder:
    """Makes the neighbourhood of rows."""

    def __init__(
        self,
        settings: PlanSettings,
        reader: RowReader,
        streets: StreetsRead,
        rows: dict[str, Rows],
    ) -> None:
        self.settings, self.reader, self.streets = settings, reader, streets
        self.rows = {name: self._laid(listed) for name, listed in rows.items()}

    def _laid(self, rows: Rows) -> Rows:
        laid = placed([row for row, _ in rows], self.streets.graph.frame)
        return [(row, layer) for row, (_, layer) in zip(laid, rows, strict=True)]

    def plan(self, scene: Scene | None) -> WatchPlan:
        neighbourhood = Neighbourhood(
            graph=self.streets.graph,
            schools=self.schools(),
            clubs=tuple(self.destinations("clubs")),
            nurseries=tuple(self.destinations("nurseries")),
            blocks=tuple(self.blocks()),
            school_routes=self.shapes("school_routes", "LineString"),
            parks=self.shapes("parks", "Polygon", "Point"),
            nursery_walks=tuple(self.walks()),
            standing=tuple(self.standing()),
            watchers=tuple(self.watchers()),
            surveyed=self.settings.surveyed,
        )
        digest = hashlib.sha256(b"".join(self.reader.content)).hexdigest()
        return WatchPlan(
            title=self.settings.title,
            neighbourhood=neighbourhood,
            assumptions=self.settings.assumptions,
            scene=scene,
            accidents=self.spots("accidents"),
            lamps=self.spots("lamps"),
            files=tuple(dict.fromkeys(self.reader.files)),
            sha256=digest,
            notes=tuple(self.reader.notes),
        )

    def destinations(self, name: str) -> Iterator[Destination]:
        for row, layer in self.rows[name]:
            children = amount_of(row, layer.children, self.reader)
            point = row.geometry.representative_point()
            yield Destination(row.id, name_of(row, layer), point, children=children)

    def schools(self) -> tuple[Destination, ...]:
        districts = [(name_of(row, la), row) for row, la in self.rows["districts"]]
        schools = list(self.destinations("schools"))
        if not districts:
            return tuple(schools)
        found = [_district(school, districts) for school in schools]
        lost = [s.name for s, area in zip(schools, found, strict=True) if area is None]
        if lost:
            self.reader.notes.append(_NO_DISTRICT.format(names="、".join(lost)))
        return tuple(
            Destination(s.id, s.name, s.point, area or shapely.Polygon(), s.children)
            for s, area in zip(schools, found, strict=True)
        )

    def blocks(self) -> Iterator[Block]:
        for row, layer in self.rows["blocks"]:
            children = amount_of(row, layer.children, self.reader)
            yield Block(name_of(row, layer), row.geometry, children)

    def walks(self) -> Iterator[GroupWalk]:
        usual = (
            Window(
                self.settings.assumptions["nursery-walk-from"],
                self.settings.assumptions["nursery-walk-to"],
            ),
        )
        for row, layer in self.rows["nursery_walks"]:
            hours = hours_of(row, layer, self.reader) or usual
            children = amount_of(row, layer.children, self.reader)
            name = name_of(row, layer)
            yield GroupWalk(row.id, name, row.geometry, hours, children)

    def standing(self) -> Iterator[Standing]:
        for row, layer in self.rows["standing"]:
            yield Standing(
                row.id,
                name_of(row, layer),
                row.geometry.representative_point(),
                hours_of(row, layer, self.reader),
                amount_of(row, layer.children, self.reader),
            )

    def watchers(self) -> Iterator[Watcher]:
        for row, layer in self.rows["watchers"]:
            yield Watcher(
                row.id,
                cast(WatcherKind, layer.kind),
                row.geometry,
                hours_of(row, layer, self.reader),
                amount_of(row, layer.people, self.reader),
                name_of(row, layer),
            )

    def shapes(self, name: str, *types: str) -> tuple[BaseGeometry, ...]:
        shapes = [row.geometry for row, _ in self.rows[name]]
        kept = [s for s in shapes if s.geom_type.removeprefix("Multi") in types]
        if len(kept) < len(shapes):
            count = len(shapes) - len(kept)
            self.reader.notes.append(_OTHER_SHAPES.format(name=name, count=count))
        return tuple(kept)

    def spots(self, name: str) -> Floats | None:
        if not self.settings.layers[name]:
            return None
        spots = [row.geometry.representative_point() for row, _ in self.rows[name]]
        xy = np.array([(p.x, p.y) for p in spots], dtype=np.float64)
        return xy.reshape(-1, 2)


def _district(
    school: Destination, districts: list[tuple[str, PlacedRow]]
) -> BaseGeometry | None:
    """Find a school's district by its name, else by where the school stands."""
    own = _plain(school.name)
    for name, row in districts:
        if _plain(name) == own:
            return row.geometry
    holding = [row for _, row in districts if row.geometry.contains(school.point)]
    return holding[0].geometry if len(holding) == 1 else None


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKC", name).replace(" ", "")
    return bare.removesuffix("区").removesuffix("学校").removesuffix("小")


_SKIPPED = Text(
    ja="道路のファイルのうち{count}件は、線でないか途切れているため、使えません。",
    en="{count} rows of the street files are no lines, or are cut off.",
)
_NO_DISTRICT = Text(
    ja="学区が見つからない学校：{names}。児童を数えていません。",
    en="No district was found for {names}: their pupils are not counted.",
)
_OTHER_SHAPES = Text(
    ja="{name} の{count}件は図形の種類が違うため使いません。",
    en="{count} rows of {name} draw something else and are not used.",
)
