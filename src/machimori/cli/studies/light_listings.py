"""What ``machimori light`` tells beside the areas when it is asked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from machimori.assessment.lux_survey import LuxReading
from machimori.cli.studies.listings import Listing
from machimori.language import Text
from machimori.lighting import (
    ISOLUX_LEVELS_LX,
    IlluminanceMap,
    LampEffect,
    RoadVertical,
    SurveyComparison,
)
from machimori.scene import Scene

WITHIN = 0.2
"""Readings that differ from the computed value by this share at most agree with it."""

_AREA = Text(ja="範囲", en="area")
_LAMP = Text(ja="照明", en="lamp")


def isolux_listing(maps: Mapping[str, IlluminanceMap]) -> Listing:
    """List the isolux lines, by area and level."""
    found = [(area, map_, line) for area, map_ in maps.items() for line in map_.lines()]
    return Listing(
        name="isolux",
        title=Text(ja="等照度線", en="Isolux lines"),
        headings={
            "area": _AREA,
            "level_lx": Text.same("lx"),
            "brighter_m2": Text(ja="これ以上明るい m²", en="at least so bright, m²"),
            "brighter_share": Text(ja="割合", en="share"),
        },
        formats={"level_lx": "g", "brighter_m2": ",.1f", "brighter_share": ".1%"},
        rows=[
            {"area": area, "level_lx": line.level, **_brighter(map_, line.level)}
            for area, map_, line in found
        ],
        geometries=[line.geometry for _, _, line in found],
    )


def _brighter(map_: IlluminanceMap, level_lx: float) -> dict[str, float]:
    bands = map_.bands((0.0, *ISOLUX_LEVELS_LX))
    brighter_m2 = sum(b.geometry.area for b in bands if b.low >= level_lx)
    share = brighter_m2 / map_.ground.area
    return {"brighter_m2": float(brighter_m2), "brighter_share": float(share)}


def vertical_listing(roads: Mapping[str, RoadVertical], scene: Scene) -> Listing:
    """List the roads with the light on upright planes across them."""
    return Listing(
        name="vertical",
        title=Text(
            ja="道の軸を横切る鉛直面の照度",
            en="Illuminance on upright planes across roads",
        ),
        headings={
            "id": Text(ja="道", en="road"),
            "min_lx": Text(ja="最小 lx", en="min lx"),
            "mean_lx": Text(ja="平均 lx", en="mean lx"),
            "height_m": Text(ja="高さ m", en="height m"),
            "points": Text(ja="点数", en="points"),
        },
        formats={"points": ",d", "height_m": "g"},
        rows=[
            {
                "id": id_,
                "min_lx": upright.min_lx,
                "mean_lx": upright.mean_lx,
                "height_m": float(upright.points[0, 2]),
                "points": len(upright.points),
                "lamps": upright.lamps,
            }
            for id_, upright in roads.items()
        ],
        geometries=[scene.by_id[id_].geometry for id_ in roads],
    )


def effects_listing(
    effects: Mapping[str, Sequence[LampEffect]], scene: Scene
) -> Listing:
    """List what each lamp gives each area, and what dirt and plants take."""
    found = [(area, effect) for area, each in effects.items() for effect in each]
    return Listing(
        name="effects",
        title=Text(ja="照明ごとの寄与", en="What each lamp means"),
        headings={
            "area": _AREA,
            "lamp": _LAMP,
            "share_of_mean": Text(ja="寄与", en="share"),
            "mean_without_lx": Text(ja="消えたら lx", en="without it, lx"),
            "mean_clean_lx": Text(ja="清掃したら lx", en="if clean, lx"),
            "mean_trimmed_lx": Text(ja="木を払ったら lx", en="if trimmed, lx"),
        },
        formats={"share_of_mean": ".1%"},
        rows=[
            {
                "area": area,
                "lamp": effect.lamp,
                "share_of_mean": effect.share_of_mean,
                "mean_without_lx": effect.mean_without_lx,
                "mean_clean_lx": effect.mean_clean_lx,
                "mean_trimmed_lx": effect.mean_trimmed_lx,
            }
            for area, effect in found
        ],
        geometries=[scene.by_id[effect.lamp].geometry for _, effect in found],
    )


def survey_listing(
    readings: Sequence[LuxReading], comparison: SurveyComparison
) -> Listing:
    """List readings beside what was computed at their points."""
    median, share = comparison.median_ratio, comparison.within_share(WITHIN)
    return Listing(
        name="survey",
        title=Text(ja="測定と計算の比較", en="Measured beside computed"),
        headings={
            "point": Text(ja="測定点", en="point"),
            "measured_lx": Text(ja="測定 lx", en="measured lx"),
            "computed_lx": Text(ja="計算 lx", en="computed lx"),
            "ratio": Text(ja="測定／計算", en="measured ÷ computed"),
        },
        rows=list(_compared(readings, comparison)),
        geometries=[shapely.Point(r.x_m, r.y_m) for r in readings],
        summary={
            "median_ratio": float(median) if np.isfinite(median) else None,
            "within_share": float(share) if np.isfinite(share) else None,
            "within": WITHIN,
        },
        says=Text(
            ja=f"測定／計算の中央値 {median:.2f}、"
            f"差が{WITHIN:.0%}以内の点 {share:.0%}。",
            en=f"Median of measured ÷ computed {median:.2f}; {share:.0%} of the points "
            f"differ by {WITHIN:.0%} at most.",
        ),
    )


def _compared(
    readings: Sequence[LuxReading], comparison: SurveyComparison
) -> Iterator[dict[str, Any]]:
    for number, reading in enumerate(readings):
        ratio = float(comparison.ratio[number])
        yield {
            "point": reading.subject or str(number + 1),
            "height_m": reading.height_m,
            "measured_lx": float(comparison.measured_lx[number]),
            "computed_lx": float(comparison.computed_lx[number]),
            "ratio": ratio if np.isfinite(ratio) else None,
        }
