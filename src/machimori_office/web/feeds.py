"""A feed of pages, for feed readers (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from machimori_office.web.words import JST

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page.

    Parameters
    ----------
    address, title, text : str
    at : datetime
        When it was published.
    """

    address: str
    title: str
    text: str
    at: datetime


def atom(entries: Sequence[Entry], *, name: str, address: str, at: datetime) -> bytes:
    """Write a feed.

    Parameters
    ----------
    entries : sequence of Entry
        The newest first.
    name : str
        Who publishes it.
    address : str
        Where the pages are listed, with a ``/`` at its end.
    at : datetime
        When it changed, where it has no entries.

    Returns
    -------
    bytes
    """
    feed = Element("feed", xmlns=_ATOM)
    _add(feed, "id", address)
    _add(feed, "title", name)
    _add(feed, "updated", _instant(max((e.at for e in entries), default=at)))
    _add(SubElement(feed, "author"), "name", name)
    SubElement(feed, "link", href=f"{address}feed", rel="self")
    for entry in entries:
        one = SubElement(feed, "entry")
        _add(one, "id", entry.address)
        _add(one, "title", entry.title)
        _add(one, "published", _instant(entry.at))
        _add(one, "updated", _instant(entry.at))
        SubElement(one, "link", href=entry.address, rel="alternate")
        _add(one, "content", entry.text)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, name: str, text: str) -> None:
    """Add words, without what XML cannot hold."""
    child = SubElement(parent, name)
    child.text = "".join(c for c in text if c >= " " or c in "\t\n\r")


def _instant(instant: datetime) -> str:
    return instant.astimezone(JST).isoformat(timespec="seconds")
