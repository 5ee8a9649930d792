"""Adding to the audit chain, and proving that nobody touched it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from machimori.language import Text
from machimori_office.audit.models import GENESIS, Entry, Head
from machimori_office.web.errors import AuditOutsideTransaction, NotRecordable
from machimori_office.web.reasons import refusal_of

SYSTEM = "system"
"""The actor of what no person does."""

Kind = Literal["removed", "changed", "relinked", "head"]


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold."""

    sequence: int
    kind: Kind

    def __str__(self) -> str:
        return {
            "removed": _("Entries before this one are missing."),
            "changed": _("This entry was changed after it was written."),
            "relinked": _("This entry does not follow the one before it."),
            "head": _("The chain does not end where it was last seen to end."),
        }[self.kind]


@dataclass(frozen=True)
class Verification:
    """What came of reading the whole chain."""

    entries: int
    own_hash: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What an entry says, but for who did it and when.

    Everything but the reason is an id or a word of the code; details too.
    """

    action: str
    object_kind: str
    object_id: str
    reason: str
    details: Mapping[str, str] = field(default_factory=dict)


def record(
    *,
    actor: str,
    action: str,
    object_kind: str,
    object_id: str,
    reason: str,
    at: datetime,
    details: Mapping[str, str] | None = None,
) -> Entry:
    """Add an entry; call it inside the transaction of the change itself.

    Everything but the reason is an id or a word of the code; details too.
    """
    happened = Happening(
        action=action,
        object_kind=object_kind,
        object_id=object_id,
        reason=reason,
        details=dict(details or {}),
    )
    return record_all([happened], actor=actor, at=at)[0]


def record_all(
    happened: Sequence[Happening], *, actor: str, at: datetime
) -> list[Entry]:
    """Add an entry for each; the same few queries, however many."""
    if not transaction.get_connection().in_atomic_block:
        raise AuditOutsideTransaction
    for each in happened:
        codes = (each.action, each.object_kind, each.object_id)
        _refuse_words(actor, *codes, *each.details, *each.details.values())
        _refuse_personal_reason(each.reason)
    if not happened:
        return []
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    entries = list(_chained(happened, head, actor, at))
    Entry.objects.bulk_create(entries)
    last = entries[-1]
    Head.objects.filter(pk=1).update(sequence=last.sequence, own_hash=last.own_hash)
    return entries


def _chained(
    happened: Sequence[Happening], head: Head, actor: str, at: datetime
) -> Iterator[Entry]:
    last_hash = head.own_hash
    for sequence, each in enumerate(happened, head.sequence + 1):
        said = {**vars(each), "reason": each.reason.strip()}
        said["details"] = dict(each.details)
        entry = Entry(
            sequence=sequence, at=at, actor=actor, previous_hash=last_hash, **said
        )
        last_hash = entry.own_hash = entry.computed_hash()
        yield entry


_CODE = re.compile(r"[\w.:/+-]{1,64}", re.ASCII)


def _refuse_words(*codes: str) -> None:
    for code in codes:
        if not _CODE.fullmatch(code):
            expected = Text(
                ja="識別子か決まった語だけです",
                en="only ids and fixed words may stand here",
            )
            raise NotRecordable(
                field=Text(ja="記録", en="The record"), expected=expected
            )


def _refuse_personal_reason(reason: str) -> None:
    expected = refusal_of(reason)
    if expected:
        field = Text(ja="理由", en="The reason")
        raise NotRecordable(field=field, expected=expected)


def verify() -> Verification:
    """Read the whole chain and say where it does not hold; nobody waits meanwhile."""
    # In this order: entries and head grow together, so none may lie beyond the head.
    newest = Entry.objects.order_by("sequence").last()
    head = Head.objects.filter(pk=1).first() or Head(pk=1)
    found = _read_until(head)
    if newest and newest.sequence > head.sequence:
        beyond = Fault(newest.sequence, "head")
        return replace(found, faults=(*found.faults, beyond))
    return found


def _read_until(head: Head) -> Verification:
    faults: list[Fault] = []
    count, sequence, last_hash = 0, 0, GENESIS
    entries = Entry.objects.filter(sequence__lte=head.sequence).order_by("sequence")
    for entry in entries.iterator(chunk_size=2000):
        faults += _faults(entry, after=sequence, last_hash=last_hash)
        count, sequence, last_hash = count + 1, entry.sequence, entry.own_hash
    if (sequence, last_hash) != (head.sequence, head.own_hash):
        faults.append(Fault(head.sequence, "head"))
    return Verification(count, last_hash, tuple(faults))


def _faults(entry: Entry, *, after: int, last_hash: str) -> Iterator[Fault]:
    if entry.sequence != after + 1:
        yield Fault(entry.sequence, "removed")
    elif entry.previous_hash != last_hash:
        yield Fault(entry.sequence, "relinked")
    if entry.computed_hash() != entry.own_hash:
        yield Fault(entry.sequence, "changed")


def holds(own_hash: str) -> bool:
    """Whether a hash that somebody wrote down earlier is still in the chain."""
    return Entry.objects.filter(own_hash=own_hash).exists()
