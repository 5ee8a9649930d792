"""The areas that a command computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from shapely.geometry.base import BaseGeometry

from machimori.cli.printing import progress
from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.language import Text
from machimori.scene import Feature, Scene

T = TypeVar("T")

MOST_CELLS = 2_000_000
"""Most cells that are laid out at once; they take some 2 GB."""


def chosen_areas(
    scene: Scene, ids: Sequence[str], *, spacing_m: float
) -> tuple[Feature, ...]:
    """Return the areas that were named; all areas, or else all places, where none was.

    Raises
    ------
    UnknownName
    InvalidInput
        Where something named covers no ground, nothing does, or the points would be too
        many to compute.
    """
    areas = _named(scene, ids) if ids else _every(scene)
    if not areas:
        raise InvalidInput([_nothing(scene)])
    refuse_too_many(scene, [area.geometry for area in areas], spacing_m)
    return areas


def refuse_too_many(
    scene: Scene, grounds: Iterable[BaseGeometry], spacing_m: float
) -> None:
    """Refuse grounds with too many points to compute at once.

    Raises
    ------
    InvalidInput
    """
    cells = sum(_cells(ground, spacing_m) for ground in grounds)
    if cells > MOST_CELLS:
        raise InvalidInput([_too_many(scene, cells, spacing_m)])


def over(
    areas: Sequence[Feature], what: str, compute: Callable[[Feature], T]
) -> list[T]:
    """Compute something for every area, and tell how far it has come."""
    computed = []
    with progress(what) as told:
        for done, area in enumerate(areas):
            told(done, len(areas))
            computed.append(compute(area))
    return computed


def _cells(ground: BaseGeometry, spacing_m: float) -> float:
    """Count the cells that are laid over the box around an area."""
    west, south, east, north = ground.bounds
    return float(
        np.ceil((east - west) / spacing_m) * np.ceil((north - south) / spacing_m)
    )


def _every(scene: Scene) -> tuple[Feature, ...]:
    areas = tuple(f for f in scene.of_kind("area") if f.is_surface)
    return areas or tuple(p for p in scene.places if p.is_surface)


def _named(scene: Scene, ids: Sequence[str]) -> tuple[Feature, ...]:
    known = [f.id for f in scene.features if f.is_surface]
    for id_ in ids:
        if id_ not in scene.by_id:
            raise UnknownName(Text(ja="範囲", en="area"), id_, known)
    areas = tuple(scene.by_id[id_] for id_ in dict.fromkeys(ids))
    problems = [_no_ground(scene, area) for area in areas if not area.is_surface]
    if problems:
        raise InvalidInput(problems)
    return areas


def _no_ground(scene: Scene, area: Feature) -> Problem:
    return Problem(
        file=scene.source,
        where=Text(ja=f"地物 {area.id}", en=f"feature {area.id}"),
        found=area.geometry.geom_type,
        expected=_GROUND,
        remedy=Text(
            ja="width_m を書くか、面の地物を指定してください。",
            en="Give it a width_m, or name a polygon.",
        ),
    )


def _nothing(scene: Scene) -> Problem:
    return Problem(
        file=scene.source,
        where=Text(ja="ファイル全体", en="the whole file"),
        found="0",
        expected=_GROUND,
        remedy=Text(
            ja="場所か範囲を面として加えるか、--area で選んでください。",
            en="Add a place or an area as a polygon, or choose something with --area.",
        ),
    )


def _too_many(scene: Scene, cells: float, spacing_m: float) -> Problem:
    enough_m = spacing_m * float(np.sqrt(cells / MOST_CELLS))
    wider_m = np.ceil(enough_m * 100) / 100
    return Problem(
        file=scene.source,
        where=Text.same("--area, --spacing-m"),
        found=f"{cells:,.0f}",
        expected=Text(
            ja=f"{MOST_CELLS:,}点以内の計算", en=f"at most {MOST_CELLS:,} points"
        ),
        remedy=Text(
            ja=f"--area で選ぶか、--spacing-m {wider_m:g} 以上にしてください。",
            en=f"Choose areas with --area, or --spacing-m {wider_m:g} or more.",
        ),
    )


_GROUND = Text(ja="面、または幅のある線", en="a polygon, or a line with a width")
