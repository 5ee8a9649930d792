"""Streets of an OpenStreetMap extract."""

from __future__ import annotations

import numpy as np

from machimori.formats.importing import ImportNote
from machimori.formats.osm.document import OsmDocument, element_id
from machimori.formats.osm.pbf import is_pbf, read_pbf
from machimori.formats.osm.xml import read_xml
from machimori.formats.streets.drawn import Drawing, DrawnStreet
from machimori.formats.streets.tags import facts_of_tags
from machimori.language import Text


def draw_osm(content: bytes, *, file: str) -> Drawing:
    """Take the streets out of an extract.

    Parameters
    ----------
    content : bytes
        XML (plain, gzip, bzip2) or PBF.
    file : str
        Named in messages.

    Returns
    -------
    Drawing
        Ids are ``osm:way/12``; a way that leaves the extract and comes back is
        ``osm:way/12/1``, ``osm:way/12/2``.

    Raises
    ------
    InvalidInput
        Where the file is no map, damaged or too large.
    MissingExtra
        Where a PBF is given and ``osmium`` is not installed.
    """
    document = (read_pbf if is_pbf(content) else read_xml)(content, file=file)
    drawing = Drawing()
    for number, way in document.ways.items():
        facts = facts_of_tags(way.tags)
        if facts is None:
            continue
        own = element_id("way", number)
        runs = _known_runs(document, way.nodes)
        if sum(map(len, runs)) < len(way.nodes):
            drawing.skipped.append(ImportNote(own, _CUT))
        for place, run in enumerate(runs, start=1):
            part = own if len(runs) == 1 else f"{own}/{place}"
            drawing.streets.append(DrawnStreet(part, np.array(run), facts))
    return drawing


def _known_runs(
    document: OsmDocument, nodes: tuple[int, ...]
) -> list[list[tuple[float, float]]]:
    """Split a way where it leaves the extract."""
    runs: list[list[tuple[float, float]]] = [[]]
    for node in nodes:
        if node in document.positions:
            runs[-1].append(document.positions[node])
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


_CUT = Text(
    ja="一部がこのファイルに無いため、残りの部分だけを使います。",
    en="Part of it is not in this file; only the rest is used.",
)
