"""What every change of a contest shares: its rule, the lock, the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from machimori_office.audit import services as audit
from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.terms import ContestTerms
from machimori_office.rules.services import rule

ENTRANT = "entrant"
"""The actor of what an entrant or guardian does by their own link."""


def terms(contest: Contest) -> ContestTerms:
    """Return the rule that holds for a contest: that of its first day."""
    return rule(ContestTerms, on=contest.opens_on)


def locked(pk: UUID) -> Contest:
    """Return a contest that nobody else changes before this transaction ends."""
    return Contest.objects.select_for_update().get(pk=pk)


def note(contest: Contest, word: str, reason: str, actor: str, at: datetime) -> None:
    """Write a change of a contest into the audit."""
    _record("contest", contest.pk, word, reason, actor, at, {})


def note_entry(entry: Entry, word: str, reason: str, actor: str, at: datetime) -> None:
    """Write a change of an entry into the audit: ids alone."""
    details = {"contest": str(entry.contest_id), "category": entry.category}
    _record("entry", entry.pk, word, reason, actor, at, details)


def note_about(
    kind: str, pk: UUID, word: str, *, reason: str, actor: str, at: datetime
) -> None:
    """Write a change of somebody into the audit: their id alone."""
    _record(kind, pk, word, reason, actor, at, {})


def _record(
    kind: str,
    pk: UUID,
    word: str,
    reason: str,
    actor: str,
    at: datetime,
    details: Mapping[str, str],
) -> None:
    audit.record(
        actor=actor,
        action=f"contests.{word}",
        object_kind=kind,
        object_id=str(pk),
        reason=reason,
        at=at,
        details=details,
    )
