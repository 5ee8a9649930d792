"""When and on what ground a scene is looked at: options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from machimori.cli.options import Day, file_option, option
from machimori.formats.scene_file import read_scene
from machimori.language import Text
from machimori.scene import Scene
from machimori.scene.growth import before_pruning, grown
from machimori.scene.model import Season
from machimori.scene.reading.header import SEASONS, SNOW_LIMIT_M

F = TypeVar("F", bound=Callable[..., Any])
Number = Callable[[str], float]

NEXT_PRUNING = "pruning"

terrain_option = file_option(
    "--terrain",
    Text(
        ja="地形の標高（GeoTIFF）。場面ファイルに書かれたものの代わりに使います。"
        "省略し、場面にも書かれていなければ平らな地面とします。",
        en="Heights of the ground (GeoTIFF), instead of those that the scene names. "
        "Where neither names any, the ground is flat.",
    ),
)
"""The ground that the scene stands on."""


class DayOrPruning(Day):
    """A day, or the word for each plant's next pruning."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read a date or the word."""
        return value if value == NEXT_PRUNING else super().convert(value, param, ctx)


_OPTIONS = (
    terrain_option,
    option(
        "--season",
        type=click.Choice(SEASONS),
        says=Text(
            ja="季節。冬には落葉樹の葉がありません。省略すると場面ファイルのとおり。",
            en="Season; in winter deciduous plants are bare. As the scene says if left "
            "out.",
        ),
    ),
    option(
        "--snow-depth-m",
        "snow_depth_m",
        type=click.FloatRange(0.0, SNOW_LIMIT_M),
        metavar="M",
        says=Text(
            ja="積雪の深さ（m）。省略すると場面ファイルのとおり。",
            en="Depth of lying snow (m); as the scene says if left out.",
        ),
    ),
    option(
        "--night/--day",
        "is_night",
        default=None,
        says=Text(
            ja="夜（22時から6時）に見る人と、見えるだけの明るさのある所だけを数えます。"
            "省略すると場面ファイルのとおり（書かれていなければ昼）。",
            en="Count only who watches at night, from 22 to 6 o'clock, and what is lit "
            "well enough to be seen. As the scene says if left out, else by day.",
        ),
    ),
    option(
        "--grown-until",
        "grown_until",
        type=DayOrPruning(),
        metavar="DATE|pruning",
        says=Text(
            ja="植物がこの日まで（pruning なら次の剪定の直前まで）"
            "伸びたとして計算します。",
            en="Let plants grow until this day, or until just before their next "
            "pruning.",
        ),
    ),
)


def conditions_options(command: F) -> F:
    """Let the user choose ground, season, snow, time of day and growth."""
    return reduce(lambda decorated, add: add(decorated), reversed(_OPTIONS), command)


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What the user chose; None for what stays as the scene says.

    Parameters
    ----------
    terrain : Path or None
    season : str or None
    snow_depth_m : float or None
        [m]
    is_night : bool or None
    grown_until : date, "pruning" or None
    """

    terrain: Path | None = None
    season: str | None = None
    snow_depth_m: float | None = None
    is_night: bool | None = None
    grown_until: date | str | None = None

    @classmethod
    def chosen_among(cls, options: dict[str, Any]) -> Conditions:
        """Take the conditions out of all that was chosen."""
        return cls(**{f.name: options.pop(f.name, None) for f in fields(cls)})

    def read_scene(
        self, path: Path, number: Number, *, on: date | None = None
    ) -> Scene:
        """Read a scene as it is under these conditions.

        Plants whose height was seen on a stated day have grown since then until ``on``.
        """
        scene = read_scene(path, terrain=self.terrain)
        if self.season is not None:
            scene = replace(scene, season=cast(Season, self.season))
        if self.snow_depth_m is not None:
            scene = replace(scene, snow_depth_m=self.snow_depth_m)
        if self.is_night is not None:
            scene = replace(scene, time_of_day="night" if self.is_night else "day")
        return self._grown(scene, number, on)

    def _grown(self, scene: Scene, number: Number, on: date | None) -> Scene:
        if self.grown_until == NEXT_PRUNING:
            return before_pruning(scene, every_months=number("pruning-interval"))
        if isinstance(self.grown_until, date):
            return grown(scene, self.grown_until)
        return scene if on is None else grown(scene, on, since_pruning=False)
