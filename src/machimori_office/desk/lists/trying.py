"""What taking a list over would do, row by row; and doing it, all rows or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction

from machimori.language import Text
from machimori_office.audit import services as audit
from machimori_office.desk.lists.reading import Fault, ReadList, ReadRow, fault
from machimori_office.web.errors import CellWrong, ListChanged
from machimori_office.web.gathering import from_each_app
from machimori_office.web.lists import How, ListImport, Row, Taken


class What(StrEnum):
    """What would happen to a row."""

    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the dry run.

    Parameters
    ----------
    where : Text
    key : str
        What tells it from the others, in words.
    what : What
    differs : list of (heading, what stands there, what would)
    faults : tuple of Fault
    says : mapping
    known : mapping, optional
        What the office has of it.
    """

    where: Text
    key: str
    what: What
    differs: Sequence[tuple[str, Any, Any]]
    faults: Sequence[Fault]
    says: Row
    known: Row | None


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """All rows, what stays unread, and a mark by which the same is known again."""

    lines: Sequence[Line]
    ignored: Sequence[str]

    @property
    def counts(self) -> Mapping[What, int]:
        """How many rows there are of each kind."""
        counted = Counter(line.what for line in self.lines)
        return {what: counted[what] for what in What}

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do and nothing in the way."""
        counts = self.counts
        return not counts[What.REFUSED] and bool(
            counts[What.NEW] or counts[What.CHANGED]
        )

    @property
    def is_all_same(self) -> bool:
        """Whether the office has every row as it stands there."""
        return self.counts[What.SAME] == len(self.lines)

    @property
    def mark(self) -> str:
        """Differs as soon as anything else would happen than was shown."""
        told = repr([(line.key, line.what, line.differs) for line in self.lines])
        return hashlib.sha256(told.encode()).hexdigest()


def lists() -> dict[str, ListImport]:
    """Return every list that a duty takes over, by its name."""
    found: dict[str, ListImport] = {}
    for theirs in from_each_app("lists", "LISTS"):
        found |= {each.name: each for each in theirs}
    return found


def try_out(about: ListImport, read: ReadList, *, on: date) -> DryRun:
    """Say what would happen; nothing is written."""
    right = [row.says for row in read.rows if not row.faults]
    heads = {column.name: column.heads[0] for column in about.columns()}
    trial = _Trial(about, heads, about.known(right) if right else {}, on)
    return DryRun(lines=[trial.line(row) for row in read.rows], ignored=read.ignored)


@transaction.atomic
def take_over(
    about: ListImport,
    read: ReadList,
    *,
    seen: str,
    how: How,
    on: date,
) -> Mapping[What, int]:
    """Write every row by the duty's services, or none.

    Raises
    ------
    ListChanged
        Something else would happen by now than was shown, or rows are refused.
    RowRefused
        A service refused a row; the office's words say why.
    """
    found = try_out(about, read, on=on)
    if found.mark != seen or not found.can_be_done:
        raise ListChanged
    about.put(
        [
            Taken(where=line.where, says=line.says, known=line.known)
            for line in found.lines
            if line.what in (What.NEW, What.CHANGED)
        ],
        how,
    )
    audit.record(
        **vars(how),
        action="lists.taken_over",
        object_kind="list",
        object_id=about.name,
        details={str(what): str(count) for what, count in found.counts.items()},
    )
    return found.counts


@dataclass
class _Trial:
    """Looks at one row after the other; of two with the same key the first counts."""

    about: ListImport
    heads: Mapping[str, str]
    known: Mapping[tuple[Any, ...], Row]
    on: date
    first: dict[tuple[Any, ...], Text] = field(default_factory=dict)

    def line(self, row: ReadRow) -> Line:
        key = tuple(row.says[name] for name in self.about.key)
        known = self.known.get(key)
        faults = row.faults or tuple(self._faults(row, known, self.first.get(key)))
        self.first.setdefault(key, row.where)
        differs = [] if known is None else list(self._differences(row.says, known))
        return Line(
            where=row.where,
            key=" ".join(str(part) for part in key if part is not None),
            what=_what(bool(faults), known, bool(differs)),
            differs=differs,
            faults=faults,
            says=row.says,
            known=known,
        )

    def _faults(
        self, row: ReadRow, known: Row | None, before: Text | None
    ) -> Iterator[Fault]:
        name = self.about.key[0]
        refused = self.about.refuses(row.says, known, self.on)
        if before is not None:
            refused = CellWrong(_ONCE.format(where=before), _KEEP_ONE)
        if refused is not None:
            yield fault(self.heads[name], row.says[name], refused)

    def _differences(self, says: Row, known: Row) -> Iterator[tuple[str, Any, Any]]:
        """Yield what would change; an empty cell leaves things as they are."""
        for name, head in self.heads.items():
            new = says[name]
            if new is not None and name in known and new != known[name]:
                yield head, known[name], new


def _what(has_faults: bool, known: Row | None, has_changes: bool) -> What:
    if has_faults:
        return What.REFUSED
    if known is None:
        return What.NEW
    return What.CHANGED if has_changes else What.SAME


_ONCE = Text(ja="一覧に1度だけ（{where}と同じ）", en="once only (as in {where})")
_KEEP_ONE = Text(ja="どちらかの行を消してください。", en="Remove one of the two rows.")
