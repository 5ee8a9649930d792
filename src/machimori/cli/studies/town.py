"""What ``machimori town`` says of a town: a document, and a table of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table

from machimori.cli.printing import as_json
from machimori.cli.speaking import say
from machimori.scene import Scene
from machimori.town import TownPlan, ZoneResult

_DIGITS = 4


def town_document(
    plan: TownPlan,
    results: Sequence[ZoneResult],
    town: Scene,
    parameters: list[dict[str, Any]],
) -> str:
    """Word the results as JSON."""
    return as_json(
        {
            "scene": {"file": town.source, "sha256": town.sha256},
            "is_terrain_left_out": town.terrain is not None,
            "cell_m": plan.lattice.cell_m,
            "extent_m": [round(float(edge), 3) for edge in plan.lattice.whole.bounds],
            "eyes": len(plan.eyes),
            "lamps": len(plan.lamps),
            "unknown_lamps": [lamp.id for lamp in plan.unknown_lamps],
            "dark_below_lx": plan.settings.dark_below_lx,
            "parameters": parameters,
            "streets": _worded(results, "street"),
            "parks": _worded(results, "park"),
            "routes": _worded(results, "route"),
        }
    )


def _worded(results: Iterable[ZoneResult], kind: str) -> list[dict[str, Any]]:
    return [_one(result) for result in results if result.zone.kind == kind]


def _one(result: ZoneResult) -> dict[str, Any]:
    zone = result.zone
    numbers = {
        "length_m": zone.length_m,
        "area_m2": zone.area_m2,
        "mean_lx": result.mean_lx,
        "min_lx": result.min_lx,
        "dark_share": result.dark_share,
        "seen_share": result.seen_share,
        "mean_watchers": result.mean_watchers,
        "uncertain_share": result.uncertain_share,
    }
    return {
        "id": zone.id,
        "name": zone.name,
        "is_light_certain": result.is_light_certain,
        "is_width_assumed": zone.is_width_assumed,
        "cells": result.cells,
        **{k: None if v is None else round(v, _DIGITS) for k, v in numbers.items()},
    }


def town_table(plan: TownPlan, results: Sequence[ZoneResult]) -> Table:
    """Set the numbers of all streets, all parks and all routes."""
    unknown = len(plan.unknown_lamps)
    table = Table(
        title=say("町全体", "The whole town"),
        caption=say(
            f"視点 {len(plan.eyes):,}、照明 {len(plan.lamps):,}、光の分からない照明 "
            f"{unknown:,}（その近くの照度は「少なくとも」）",
            f"{len(plan.eyes):,} eyes, {len(plan.lamps):,} lamps, {unknown:,} lamps of "
            "unknown light (about them: at least that bright)",
        ),
    )
    for heading in (
        say("種類", "kind"),
        say("数", "number"),
        say("面積 m²", "area m²"),
        say("平均 lx", "mean lx"),
        say("暗い割合", "dark"),
        say("見える割合", "seen"),
        say("照度が不確か", "light uncertain"),
    ):
        table.add_column(heading, justify="right")
    for kind, words in (
        ("street", say("道路・通路", "streets and paths")),
        ("park", say("公園", "parks")),
        ("route", say("通学路", "school routes")),
    ):
        some = [r for r in results if r.zone.kind == kind]
        if some:
            table.add_row(words, *_row(plan, some))
    return table


def _row(plan: TownPlan, results: Sequence[ZoneResult]) -> tuple[str, ...]:
    cells = sum(r.cells for r in results)
    area_m2 = cells * plan.lattice.cell_m**2
    if not cells:
        return f"{len(results):,}", "0", "–", "–", "–", "–"

    def mean(values: Iterable[float | None]) -> float:
        pairs = zip(values, results, strict=True)
        return sum((value or 0.0) * r.cells for value, r in pairs) / cells

    return (
        f"{len(results):,}",
        f"{area_m2:,.0f}",
        f"{mean(r.mean_lx for r in results):.2f}",
        f"{mean(r.dark_share for r in results):.1%}",
        f"{mean(r.seen_share for r in results):.1%}",
        f"{mean(r.uncertain_share for r in results):.1%}",
    )
