"""A list of thefts with its blocks, and the files of a small safety map."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from machimori.demo import demo_watching
from machimori_office.analyses import demo
from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.analyses.reading import read_lists
from machimori_office.analyses.services import ask, keep_list
from tests.machimori_office.inspections.park import scene

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
MAKER, SECOND = "maker", "second"
YEAR = {"first_on": "2025-04-01", "last_on": "2026-03-31", "kinds": []}

MAP = """\
title: 公園《こうえん》のマップ
made_on: 2026-05-11
audience: open_data
of: OF
"""


def kept_list() -> IncidentList:
    origin = {"publisher": "警察", "licence": "CC BY 4.0"}
    lists, blocks = [("a.csv", demo._thefts())], [("b.geojson", demo._blocks())]
    taken = read_lists(lists, blocks, title="自転車盗の一覧", **origin)
    return keep_list(taken, name="自転車盗", **origin, actor=MAKER, at=NOW)


def asked(kind: Analysis.Kind, **what: object) -> Analysis:
    told = {"title": "調べ", "actor": MAKER, "at": NOW, **what}
    return ask(kind, **told)  # type: ignore[arg-type]


def map_files(of: str = "park.geojson", **more: str) -> bytes:
    packed = io.BytesIO()
    files = {"safety-map.yaml": MAP.replace("OF", of), **more}
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("park/park.geojson", scene())
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def plan_files() -> bytes:
    """The demo town's plan of watching, without its scene: quick to compute."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in demo_watching().items():
            if name != "safety-map.yaml":
                archive.writestr(name, text.replace("scene: town.geojson\n", ""))
    return packed.getvalue()
