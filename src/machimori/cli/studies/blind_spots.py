"""The blind spots of areas, listed.

Apart from who sees what, because the words of the report need far more code to be
loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from machimori.cli.studies.listings import Listing
from machimori.language import Language, Text
from machimori.reports.content.field_figures import causes_of
from machimori.reports.plan import captions
from machimori.reports.plan.sight import trimmed_to_m
from machimori.scene import Scene
from machimori.sightlines import Blame, Opener


def blind_spots_listing(
    by_area: Mapping[str, Sequence[Blame]], scene: Scene, language: Language
) -> Listing:
    """List the blind spots: how large, what makes each, what would open it."""
    found = [
        (area, number, blamed)
        for area, each in by_area.items()
        for number, blamed in enumerate(each, start=1)
    ]
    rows = [
        {
            "spot": f"{area} {number}",
            "area": area,
            "area_m2": blamed.spot.area_m2,
            "cause": causes_of(blamed, scene, language),
            **_first_opening(blamed, scene),
            "openers": [_opener(opener) for opener in blamed.openers],
            "together": [
                {"obstacle": b.obstacle, "share_of_lines": float(b.share_of_lines)}
                for b in blamed.bystanders
            ],
        }
        for area, number, blamed in found
    ]
    return Listing(
        name="blind_spots",
        title=Text(ja="死角", en="Blind spots"),
        headings={
            "spot": captions.SPOT,
            "area_m2": Text.same("m²"),
            "cause": captions.CAUSE,
            "opened_m2": Text(ja="除くと見える m²", en="opens, m²"),
            "trim_to_m": Text(ja="下げる高さ m", en="cut to, m"),
        },
        formats={"area_m2": ",.1f", "opened_m2": ",.1f"},
        rows=rows,
        geometries=[blamed.spot.polygon for _, _, blamed in found],
        says=captions.TRIM_NOTE if rows else captions.NO_SPOTS,
    )


def _first_opening(blamed: Blame, scene: Scene) -> dict[str, float | None]:
    """What the first obstacle's removal or trimming opens, for the table."""
    if not blamed.openers:
        return {"opened_m2": None, "trim_to_m": None}
    first = blamed.openers[0]
    return {"opened_m2": first.opened_m2, "trim_to_m": trimmed_to_m(first, scene)}


def _opener(opener: Opener) -> dict[str, Any]:
    return {
        "obstacle": opener.obstacle,
        "opened_m2": opener.opened_m2,
        "trim_to_m": opener.trim_to_m,
    }
