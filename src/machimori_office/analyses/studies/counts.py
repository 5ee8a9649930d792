"""Counts by block that may be published: through the gate, with all that is public."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from machimori.formats.release_file import read_release, release_csv, release_geojson
from machimori.formats.scene_file import encode_json
from machimori.incidents import incident_vocabulary
from machimori.language import Language
from machimori.publication import Row, Window, publish
from machimori.reports.release import release_content, release_page
from machimori_office.analyses.models import Analysis, Product, known_outside
from machimori_office.analyses.publishing import PAGE
from machimori_office.analyses.studies.made import (
    CSV,
    GEOJSON,
    HTML,
    JSON,
    LANGUAGES,
    RELEASE,
    SVG,
    Found,
    Made,
    Tell,
    chosen,
    days,
)
from machimori_office.web.packing import unpacked


def counts(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Make counts that withstand an attack together with all that is public."""
    tell(0, 2)
    incidents = chosen(analysis)
    present = {one.kind for one in incidents}
    kinds = [kind for kind in incident_vocabulary().kinds if kind in present]
    tell(1, 2)
    knew, earlier = everything_public(but=analysis)
    release = publish(incidents, kinds, [Window(*days(analysis))], earlier=earlier)
    blocks, sources = incidents.blocks, list(incidents.sources.values())
    content = {
        to: release_content(release, blocks, sources, language=to) for to in LANGUAGES
    }
    files = [
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
    files.append(Made(RELEASE, CSV, table, leaves=True, is_public=True))
    files.append(Made("counts.geojson", GEOJSON, features, leaves=True, is_public=True))
    files += _pictures(content)
    files.append(_page(content))
    return Found(tuple(files), tuple(release.reasons), knew)


def _pictures(content: Mapping[Language, Mapping[str, Any]]) -> list[Made]:
    """Write each map as a file of its own."""
    return [
        Made(
            f"map-{number}.{to}.svg",
            SVG,
            one["svg"].encode(),
            leaves=True,
            is_public=True,
        )
        for to in LANGUAGES
        for number, one in enumerate(content[to]["maps"], start=1)
    ]


def _page(content: Mapping[Language, Mapping[str, Any]]) -> Made:
    """Write what the residents' page says; its maps are files of their own."""
    said = {
        to: {**content[to], "maps": [one["title"] for one in content[to]["maps"]]}
        for to in LANGUAGES
    }
    return Made(
        PAGE,
        JSON,
        json.dumps(said, ensure_ascii=False).encode(),
        leaves=True,
        is_public=True,
    )


def everything_public(*, but: Analysis) -> tuple[tuple[str, ...], list[Row]]:
    """Return all that ever was public, or waits to be: the gate attacks it together.

    What was withdrawn counts too: whoever could read it may have kept it.

    Returns
    -------
    tuple of str
        Ids of the analyses.
    list of Row
    """
    before = Product.objects.filter(known_outside("analysis__"), name=RELEASE)
    rows: list[Row] = []
    ids: list[str] = []
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        for product in before.exclude(analysis=but).order_by("analysis_id"):
            path = Path(folder) / f"{product.pk}.csv"
            path.write_bytes(unpacked(product.packed))
            rows += read_release(path)
            ids.append(str(product.analysis_id))
    return tuple(ids), rows
