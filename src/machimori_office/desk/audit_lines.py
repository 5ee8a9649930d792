"""Entries of the audit as its page shows them: with the names the chain has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from machimori_office.audit.models import Entry
from machimori_office.desk import words
from machimori_office.people.names import is_uuid, names_of
from machimori_office.rules.registry import subjects
from machimori_office.web.naming import objects_named
from machimori_office.web.speaking import joined, spoken

_HASH = 64
_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One entry, worded for the reader."""

    entry: Entry
    by: str
    what: str
    details: str
    kind: str
    whom: str
    why: str


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Word the entries; the number of queries does not grow with them."""
    who = names_of(entry.actor for entry in entries)
    named = objects_named((e.object_kind, e.object_id) for e in entries)
    return [_line(entry, who, named) for entry in entries]


def _line(entry: Entry, who: dict[str, str], named: dict[tuple[str, str], str]) -> Line:
    about = (entry.object_kind, entry.object_id)
    said = words.in_order(entry.details)
    return Line(
        entry=entry,
        by=who.get(entry.actor) or words.actor(entry.actor),
        what=words.action(entry.action),
        details=joined(words.detail(about[0], n, _short(v)) for n, v in said),
        kind=words.kind(entry.object_kind),
        whom=named.get(about) or _rule(*about) or _short(entry.object_id),
        why=words.reason(entry.reason),
    )


def _rule(kind: str, id_: str) -> str:
    """Name a rule, whose id is its own name and the number of the version."""
    if kind != "rule":
        return ""
    titles = {subject.name: subject.title for subject in subjects()}
    name, _, _version = id_.rpartition(".")
    return spoken(titles[name]) if name in titles else ""


def _short(id_: str) -> str:
    """Give the beginning of an id that says nothing to a reader but which it is."""
    says_nothing = is_uuid(id_) or len(id_) == _HASH
    return f"{id_[:_SHOWN]}…" if says_nothing else id_
