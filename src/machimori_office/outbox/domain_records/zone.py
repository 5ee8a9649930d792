"""Reading what somebody pastes: a zone file, the answers of dig, a provider's list.

Source: RFC 1035, 5.1 (zone files); 3.3.14 (a text may come in several strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Record", "Zone", "read_zone"]

_TYPES = {"A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SPF", "SRV", "TXT", "CAA"}
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|;[^\n]*|([()])|([^\s;()"]+)')
_LONGEST = 200_000


@dataclass(frozen=True)
class Record:
    """One record; a text's strings are joined."""

    name: str
    type: str
    value: str


@dataclass(frozen=True)
class Zone:
    """What could be read, and the lines that could not.

    Parameters
    ----------
    records : sequence of Record
    unread : sequence of int
        Numbers of lines, from 1.
    """

    records: Sequence[Record]
    unread: Sequence[int] = ()

    def texts(self, name: str) -> list[str]:
        """Return the texts of a name."""
        return self.of(name, "TXT")

    def of(self, name: str, type_: str) -> list[str]:
        """Return the values of a name's records of one type."""
        wanted = name.lower()
        return [r.value for r in self.records if (r.name, r.type) == (wanted, type_)]


@dataclass(frozen=True)
class _Entry:
    line: int
    is_indented: bool
    tokens: list[tuple[str, bool]]


def read_zone(text: str, *, domain: str) -> Zone:
    """Read records.

    Parameters
    ----------
    text : str
    domain : str
        What names without an end are under, where no ``$ORIGIN`` says it.
    """
    records, unread = list[Record](), list[int]()
    origin, name = domain.lower(), domain.lower()
    for entry in _entries(text[:_LONGEST]):
        first = entry.tokens[0][0]
        if first.upper() == "$ORIGIN" and len(entry.tokens) > 1:
            origin = entry.tokens[1][0].rstrip(".").lower()
        elif not first.startswith("$"):
            read = _record(entry, origin, name, domain.lower())
            if read:
                name = read.name
                records.append(read)
            else:
                unread.append(entry.line)
    return Zone(records, unread)


def _entries(text: str) -> Iterator[_Entry]:
    """Lines, with those between parentheses as one."""
    tokens, depth, began, is_indented = list[tuple[str, bool]](), 0, 1, False
    for number, line in enumerate(text.splitlines(), start=1):
        if depth == 0:
            tokens, began, is_indented = [], number, line[:1] in (" ", "\t")
        for quoted, bracket, plain in _TOKEN.findall(line):
            if bracket:
                depth = max(depth + (1 if bracket == "(" else -1), 0)
            elif plain:
                tokens.append((plain, False))
            elif quoted:
                tokens.append((re.sub(r"\\(.)", r"\1", quoted), True))
        if depth == 0 and tokens:
            yield _Entry(began, is_indented, tokens)
    if depth and tokens:
        yield _Entry(began, is_indented, tokens)


def _record(entry: _Entry, origin: str, last: str, domain: str) -> Record | None:
    types = [
        place
        for place, (word, is_quoted) in enumerate(entry.tokens)
        if not is_quoted and word.upper() in _TYPES
    ]
    # A host may be called "mx": a type stands after a name, unless that is left out.
    places = [place for place in types if place > 0] or (
        types if entry.is_indented else []
    )
    if not places or places[0] > 3:
        return None
    at = places[0]
    given = (
        entry.tokens[0][0] if at and not _is_class_or_ttl(entry.tokens[0][0]) else ""
    )
    name = _absolute(given, origin, domain) if given else last
    type_, value = entry.tokens[at][0].upper(), entry.tokens[at + 1 :]
    if not value:
        return None
    if type_ in ("TXT", "SPF"):
        are_quoted = any(is_quoted for _, is_quoted in value)
        return Record(
            name, type_, ("" if are_quoted else " ").join(v for v, _ in value)
        )
    return Record(name, type_, " ".join(v for v, _ in value))


def _is_class_or_ttl(word: str) -> bool:
    return word.upper() == "IN" or bool(re.fullmatch(r"\d+[smhdw]?", word, re.I))


def _absolute(name: str, origin: str, domain: str) -> str:
    lower = name.lower()
    if lower == "@":
        return origin
    if lower.endswith("."):
        return lower.rstrip(".")
    # Providers' lists leave the last point out.
    if lower == domain or lower.endswith(f".{domain}") or lower.endswith(".arpa"):
        return lower
    return f"{lower}.{origin}"
