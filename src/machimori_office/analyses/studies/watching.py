"""Safety maps and the watch gap: what the editor's files of a school make."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from machimori.formats.safety_map import SafetyMap, read_safety_map
from machimori.formats.scene_file import encode_json
from machimori.formats.watch_plan import WatchPlan, read_watch_plan
from machimori.language import Language, Text
from machimori.reports.safety_map import (
    compose_safety_map,
    safety_map_document,
    safety_map_page,
    safety_map_pdf,
)
from machimori.reports.watch import gap_features, gap_page, gap_pdf, signs_page
from machimori.watch import (
    Assumptions,
    SeenByWindows,
    Signed,
    WatchGap,
    place_signs,
    propose_posts,
    seen_by_windows,
    segment_facts,
    street_signs,
    watch_gap,
)
from machimori_office.analyses.material import unpacked
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.publishing import PAGE
from machimori_office.analyses.studies.made import (
    GEOJSON,
    HTML,
    JSON,
    LANGUAGES,
    PDF,
    Found,
    Made,
    Tell,
    on_day,
)


def safety_map(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Make a community safety map, to print and to read."""
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        tell(0, 3)
        read = read_safety_map(unpacked(bytes(analysis.material), Path(folder), "map"))
    tell(1, 3)
    signed = _signed(read)
    tell(2, 3)
    sheets = {to: compose_safety_map(read, signed, language=to) for to in LANGUAGES}
    files = [
        Made(f"report.{to}.html", HTML, safety_map_page(sheet).encode(), leaves=True)
        for to, sheet in sheets.items()
    ]
    is_public = read.audience == "open_data"
    files += [
        Made(
            f"safety-map.{to}.pdf",
            PDF,
            safety_map_pdf(sheet),
            leaves=True,
            is_public=is_public,
        )
        for to, sheet in sheets.items()
    ]
    if is_public:
        said = {to: safety_map_document(sheet) for to, sheet in sheets.items()}
        content = json.dumps(said, ensure_ascii=False).encode()
        files.append(Made(PAGE, JSON, content, leaves=True, is_public=True))
    notes = list(read.notes)
    if any(spot.photo for spot in read.spots):
        notes.append(_LOOK_AT_PHOTOS)
    if read.audience == "own_children":
        notes.append(_SHOWS_HOMES)
    return Found(tuple(files), tuple(notes), shows_homes=not is_public)


def _signed(read: SafetyMap) -> tuple[Signed, ...]:
    signed: tuple[Signed, ...] = ()
    plan = read.plan
    if plan is not None:
        gap = watch_gap(plan.neighbourhood, plan.assumptions)
        signed += _street_signs(plan, gap)
    if read.scene is not None:
        ours = Assumptions() if plan is None else plan.assumptions
        signed += place_signs(read.scene, ours)
    return signed


def watch_gap_of(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Find where children walk and nobody watches."""
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        plan = read_watch_plan(
            unpacked(bytes(analysis.material), Path(folder), "watch")
        )
    windows = None
    if plan.scene is not None:
        graph = plan.neighbourhood.graph
        windows = seen_by_windows(graph, plan.scene, plan.assumptions)
    gap = watch_gap(plan.neighbourhood, plan.assumptions, windows=windows, tell=tell)
    posts = propose_posts(gap, _POSTS)
    signed = _street_signs(plan, gap, windows)
    pages = [
        Made(
            f"report.{to}.html", HTML, gap_page(plan, gap, posts, language=to).encode()
        )
        for to in LANGUAGES
    ]
    pages += [
        Made(f"signs.{to}.html", HTML, _signs_page(plan, signed, to).encode())
        for to in LANGUAGES
    ]
    pages += [
        Made(
            f"watch-gap.{to}.pdf",
            PDF,
            gap_pdf(plan, gap, posts, on=on_day(at), language=to),
        )
        for to in LANGUAGES
    ]
    features = encode_json(gap_features(gap)).encode()
    return Found((*pages, Made("watch-gap.geojson", GEOJSON, features)))


def _signs_page(plan: WatchPlan, signed: Sequence[Signed], to: Language) -> str:
    return signs_page(signed, None, plan.assumptions, title=plan.title, language=to)


def _street_signs(
    plan: WatchPlan, gap: WatchGap, windows: SeenByWindows | None = None
) -> tuple[Signed, ...]:
    """Look for signs of the streets along which children walk."""
    place = plan.neighbourhood
    refuges = [w.geometry for w in place.watchers if w.kind in ("refuge", "police")]
    facts = segment_facts(
        gap,
        refuges=refuges if refuges or "refuge" in place.surveyed else None,
        accidents=plan.accidents,
        lamps=plan.lamps,
    )
    walked = (gap.flow.sum(axis=1) > _WALKED).nonzero()[0]
    return street_signs(gap, facts, walked, windows=windows)


_POSTS = 10
"""So many places to stand are proposed."""
_WALKED = 1e-3
"""Fewer children a day do not walk along a street. [child]"""


_LOOK_AT_PHOTOS = Text(
    ja="写真に、人の顔、表札、車の番号が写っていないか、目で確かめてください。",
    en="See for yourself that no face, name plate or number plate shows on a photo.",
)
_SHOWS_HOMES = Text(
    ja="同意したこども110番の家の位置が出ます。この学校の子どもと見守る人だけに渡し、"
    "ホームページには載せないでください。",
    en="It shows homes that agreed. Give it only to the school's own children and "
    "those who guard them; never put it on a web site.",
)
