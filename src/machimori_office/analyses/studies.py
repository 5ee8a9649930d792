"""What each kind of analysis computes: files, and what to know before they leave."""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput
from machimori.formats.release_file import read_release, release_csv, release_geojson
from machimori.formats.safety_map import SafetyMap, read_safety_map
from machimori.formats.scene_file import encode_json
from machimori.formats.watch_plan import WatchPlan, read_watch_plan
from machimori.incidents import Incidents, incident_vocabulary
from machimori.language import Language, Text
from machimori.publication import Row, Window, publish
from machimori.reports.hotspots import Sheet, blocks_sheet, sheet_features, sheet_page
from machimori.reports.release import release_page
from machimori.reports.safety_map import (
    compose_safety_map,
    safety_map_page,
    safety_map_pdf,
)
from machimori.reports.watch import gap_features, gap_page, signs_page
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
from machimori_office.analyses.models import Analysis, Product
from machimori_office.analyses.reading import incidents_of
from machimori_office.web.tables import Column, workbook
from machimori_office.web.tables import Sheet as ExcelSheet

Tell = Callable[[int, int], None]
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""Letters that no sheet of Excel has in its name."""
LANGUAGES: tuple[Language, ...] = ("ja", "en")
HTML, GEOJSON, CSV, PDF = (
    "text/html",
    "application/geo+json",
    "text/csv",
    "application/pdf",
)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELEASE = "counts.csv"


@dataclass(frozen=True)
class Made:
    """One file."""

    name: str
    type: str
    content: bytes
    leaves: bool = False


@dataclass(frozen=True)
class Found:
    """All that an analysis made."""

    files: tuple[Made, ...]
    notes: tuple[Text, ...] = ()


def compute(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Compute an analysis.

    Raises
    ------
    MachimoriError
        What was given cannot be used, or may not be published.
    """
    return _STUDIES[Analysis.Kind(analysis.kind)](analysis, tell, at)


def _hot_blocks(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    tell(0, 3)
    first_on, last_on = _days(analysis)
    chosen = _chosen(analysis).only(lambda one: one.known_by == "reported")
    within = chosen.between(first_on, last_on)
    tell(1, 3)
    sheet = blocks_sheet(within, (first_on, last_on))
    tell(2, 3)
    pages = [
        Made(f"report.{to}.html", HTML, sheet_page(sheet, language=to).encode())
        for to in LANGUAGES
    ]
    features = encode_json(sheet_features(sheet, language="ja")).encode()
    excel = workbook(analysis.title, _excel(sheet), at=at)
    return Found(
        (
            *pages,
            Made("hot-spots.geojson", GEOJSON, features),
            Made("hot-spots.xlsx", EXCEL, excel),
        )
    )


def _excel(sheet: Sheet) -> list[ExcelSheet[Any]]:
    return [
        ExcelSheet(
            _FORBIDDEN.sub(" ", table.title.ja)[:31],
            [
                Column[list[str]](heading.ja, itemgetter(n))
                for n, heading in enumerate(table.headings.values())
            ],
            [table.cells(row, "ja") for row in table.rows],
        )
        for table in sheet.tables
    ]


def _counts(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    tell(0, 2)
    incidents = _chosen(analysis)
    present = {one.kind for one in incidents}
    kinds = [kind for kind in incident_vocabulary().kinds if kind in present]
    tell(1, 2)
    release = publish(
        incidents, kinds, [Window(*_days(analysis))], earlier=_published(analysis)
    )
    blocks, sources = incidents.blocks, list(incidents.sources.values())
    pages = [
        Made(
            f"report.{to}.html",
            HTML,
            release_page(release, blocks, sources, language=to).encode(),
            leaves=True,
        )
        for to in LANGUAGES
    ]
    features = encode_json(release_geojson(release, blocks, sources)).encode()
    table = release_csv(release, blocks).encode()
    return Found(
        (
            *pages,
            Made(RELEASE, CSV, table, leaves=True),
            Made("counts.geojson", GEOJSON, features, leaves=True),
        ),
        tuple(release.reasons),
    )


def _published(analysis: Analysis) -> list[Row]:
    """All that was let out before, or waits to be: the gate attacks it together."""
    out = (Analysis.Outside.OUT, Analysis.Outside.PROPOSED)
    before = Product.objects.filter(name=RELEASE, analysis__outside__in=out)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        for product in before.exclude(analysis=analysis):
            path = Path(folder) / f"{product.pk}.csv"
            path.write_bytes(zlib.decompress(bytes(product.packed)))
            rows += read_release(path)
    return rows


def _safety_map(analysis: Analysis, tell: Tell, at: datetime) -> Found:
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
    files += [
        Made(f"safety-map.{to}.pdf", PDF, safety_map_pdf(sheet), leaves=True)
        for to, sheet in sheets.items()
    ]
    notes = list(read.notes)
    if any(spot.photo for spot in read.spots):
        notes.append(_LOOK_AT_PHOTOS)
    if read.audience == "own_children":
        notes.append(_SHOWS_HOMES)
    return Found(tuple(files), tuple(notes))


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


def _watch_gap(analysis: Analysis, tell: Tell, at: datetime) -> Found:
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


def _chosen(analysis: Analysis) -> Incidents:
    if analysis.incidents is None:
        raise InvalidInput([])
    found = incidents_of(analysis.incidents)
    kinds: Sequence[str] = analysis.asked.get("kinds", ())
    return found.of_kinds(kinds) if kinds else found


def _days(analysis: Analysis) -> tuple[date, date]:
    first, last = analysis.asked["first_on"], analysis.asked["last_on"]
    return date.fromisoformat(first), date.fromisoformat(last)


_STUDIES: Mapping[Analysis.Kind, Callable[[Analysis, Tell, datetime], Found]] = {
    Analysis.Kind.HOT_BLOCKS: _hot_blocks,
    Analysis.Kind.COUNTS: _counts,
    Analysis.Kind.SAFETY_MAP: _safety_map,
    Analysis.Kind.WATCH_GAP: _watch_gap,
}

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
