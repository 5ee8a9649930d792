"""OpenStreetMap PBF, through the optional package ``osmium``."""

from __future__ import annotations

from typing import Any

from machimori.errors import InvalidInput, MissingExtra, Problem
from machimori.formats.opening import MEGABYTE
from machimori.formats.osm.document import (
    OsmDocument,
    OsmMember,
    OsmRelation,
    OsmWay,
)
from machimori.formats.osm.xml import too_large
from machimori.language import Text

PBF_LIMIT_BYTES = 32 * MEGABYTE
"""The largest PBF that is read: as many nodes as the largest XML."""

_MEMBER_TYPES = {"n": "node", "w": "way", "r": "relation"}


def is_pbf(content: bytes) -> bool:
    """Tell a PBF by its first bytes: a block header that names ``OSMHeader``."""
    return b"OSMHeader" in content[:32]


def read_pbf(content: bytes, *, file: str) -> OsmDocument:
    """Read OpenStreetMap PBF.

    Parameters
    ----------
    content : bytes
    file : str
        Named in messages.

    Returns
    -------
    OsmDocument

    Raises
    ------
    MissingExtra
        Where ``osmium`` is not installed.
    InvalidInput
        Where the file is damaged or too large.

    Source
    ------
    OpenStreetMap wiki, "PBF Format".
    """
    try:
        import osmium
    except ImportError as error:
        raise MissingExtra(extra="osm") from error
    if len(content) > PBF_LIMIT_BYTES:
        raise InvalidInput([too_large(file, PBF_LIMIT_BYTES)])
    document = OsmDocument()
    try:
        for element in osmium.FileProcessor(osmium.io.FileBuffer(content, "pbf")):
            _keep(document, element)
    except RuntimeError as error:
        raise InvalidInput([_damaged(file, error)]) from error
    return document


def _keep(document: OsmDocument, element: Any) -> None:
    if element.deleted:
        return
    tags = {tag.k: tag.v for tag in element.tags}
    if element.is_node():
        document.positions[element.id] = (element.location.lon, element.location.lat)
        if tags:
            document.node_tags[element.id] = tags
    elif element.is_way():
        nodes = tuple(node.ref for node in element.nodes)
        document.ways[element.id] = OsmWay(nodes, tags)
    elif element.is_relation():
        members = tuple(
            OsmMember(_MEMBER_TYPES[m.type], m.ref, m.role) for m in element.members
        )
        document.relations[element.id] = OsmRelation(members, tags)


def _damaged(file: str, error: Exception) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="PBFの内容", en="the content of the PBF"),
        found=str(error),
        expected=Text(ja="壊れていないPBF", en="an undamaged PBF"),
        remedy=Text(
            ja="ダウンロードが途中で切れていないか確かめ、取り直してください。",
            en="The download may have been cut short: fetch the file again.",
        ),
    )
