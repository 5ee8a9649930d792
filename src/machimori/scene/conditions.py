"""Under which conditions a scene is looked at, in words: for every report of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from machimori.geometry import Terrain
from machimori.language import Text
from machimori.scene.model import Scene, Season

SEASON_NAMES: dict[Season, Text] = {
    "spring": Text(ja="春", en="spring"),
    "summer": Text(ja="夏", en="summer"),
    "autumn": Text(ja="秋", en="autumn"),
    "winter": Text(
        ja="冬（落葉樹に葉がない）", en="winter (deciduous plants are bare)"
    ),
}
_GROUND = Text(ja="地面", en="Ground")
_SEASON = Text(ja="季節", en="Season")
_SNOW = Text(ja="積雪", en="Lying snow")
_TIME = Text(ja="時刻", en="Time of day")
_PLANTS = Text(ja="植物の伸びた日", en="plants grown until")
_PRUNING = Text(ja="次の剪定の直前", en="just before the next pruning")
_FLAT = Text(
    ja="平らとした（地形の指定なし）", en="taken as flat (no terrain was given)"
)
_NIGHT = Text(
    ja="夜（22時から6時に見る人と、明るい所だけ）",
    en="night (only who watches from 22 to 6 o'clock, and what is lit)",
)


def scene_conditions(scene: Scene) -> Iterator[tuple[Text, Text]]:
    """Say on what ground, in which season, snow and time of day, and how overgrown.

    Parameters
    ----------
    scene : Scene

    Yields
    ------
    pairs of Text
        What, and how it is. Of the ground always; of the rest where the scene says.
    """
    yield _GROUND, _FLAT if scene.terrain is None else _of_ground(scene.terrain)
    if scene.season is not None:
        yield _SEASON, SEASON_NAMES[scene.season]
    if scene.snow_depth_m > 0:
        yield _SNOW, Text.same(f"{scene.snow_depth_m:g} m")
    if scene.time_of_day == "night":
        yield _TIME, _NIGHT
    if scene.grown_until is not None:
        is_day = isinstance(scene.grown_until, date)
        yield _PLANTS, Text.same(str(scene.grown_until)) if is_day else _PRUNING


def _of_ground(terrain: Terrain) -> Text:
    name = terrain.source.replace("\\", "/").rpartition("/")[2]
    spacing = f"{terrain.lattice.spacing_m:.3g} m"
    if not terrain.filled_share:
        return Text(ja=f"{name}（{spacing}格子）", en=f"{name} ({spacing} cells)")
    missing = f"{terrain.filled_share:.1%}"
    return Text(
        ja=f"{name}（{spacing}格子、値のない{missing}は最寄りの高さ）",
        en=f"{name} ({spacing} cells; {missing} of them as high as the nearest)",
    )
