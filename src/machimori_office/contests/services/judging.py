"""Judging without names: marks by criteria, and stepping back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from machimori_office.contests.models import Contest, Entry, Judge, Mark, StepBack
from machimori_office.contests.services.changes import (
    locked,
    note_about,
    note_entry,
    terms,
)
from machimori_office.contests.services.letters import write_to_judge
from machimori_office.outbox.addresses import Address
from machimori_office.web.errors import NotNow

State = Contest.State


@transaction.atomic
def name_judge(
    contest: Contest, *, name: str, mail: Address | None, actor: str, at: datetime
) -> Judge:
    """Name a judge; while the contest is judged, the link is sent at once.

    Raises
    ------
    NotNow
    """
    contest = locked(contest.pk)
    if contest.state not in (State.PLANNED, State.OPEN, State.JUDGING):
        raise NotNow
    judge = Judge.objects.create(
        contest=contest,
        name=name,
        mail=str(mail) if mail else "",
        mail_key=mail.key if mail else "",
    )
    note_about("judge", judge.pk, "judge_named", reason="named", actor=actor, at=at)
    if contest.state == State.JUDGING:
        write_to_judge(judge, at=at)
    return judge


@transaction.atomic
def remove_judge(judge: Judge, *, actor: str, reason: str, at: datetime) -> None:
    """Remove a judge who cannot judge; all their marks go, so that places are fair.

    Raises
    ------
    NotNow
    """
    contest = locked(judge.contest_id)
    if contest.state not in (State.PLANNED, State.OPEN, State.JUDGING):
        raise NotNow
    if Judge.objects.filter(pk=judge.pk, is_active=True).update(is_active=False) != 1:
        raise NotNow
    judge.marks.all().delete()
    judge.steps_back.all().delete()
    note_about("judge", judge.pk, "judge_removed", reason=reason, actor=actor, at=at)


@transaction.atomic
def mark(
    judge: Judge, entry: Entry, points: Mapping[str, int], *, at: datetime
) -> None:
    """Give an entry its marks, one for each criterion; again replaces them.

    Raises
    ------
    NotNow
        It is not judged, or not by this judge, or the marks are not those of the rule.
    """
    contest = _judged(judge, entry)
    criteria = {criterion.id: criterion.most for criterion in terms(contest).criteria}
    fits = points.keys() == criteria.keys() and all(
        1 <= points[c] <= most for c, most in criteria.items()
    )
    if not fits:
        raise NotNow
    StepBack.objects.filter(judge=judge, entry=entry).delete()
    for criterion, given in points.items():
        Mark.objects.update_or_create(
            judge=judge,
            entry=entry,
            criterion=criterion,
            defaults={"points": given},
        )
    note_entry(entry, "marked", "by the judge's link", str(judge.pk), at)


@transaction.atomic
def step_back(judge: Judge, entry: Entry, *, at: datetime) -> None:
    """Leave an entry to the others, since the judge is related to the entrant.

    Raises
    ------
    NotNow
    """
    _judged(judge, entry)
    Mark.objects.filter(judge=judge, entry=entry).delete()
    StepBack.objects.get_or_create(judge=judge, entry=entry)
    note_entry(entry, "stepped_back", "by the judge's link", str(judge.pk), at)


@dataclass(frozen=True)
class Sheet:
    """How far a judge is: each entry, with what they gave."""

    entry: Entry
    points: Mapping[str, int]
    stepped_back: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be done about it."""
        return bool(self.points) or self.stepped_back


def sheets(judge: Judge) -> list[Sheet]:
    """Return all entries that a judge judges: three queries."""
    given: dict[object, dict[str, int]] = {}
    for found in judge.marks.all():
        given.setdefault(found.entry_id, {})[found.criterion] = found.points
    back = set(judge.steps_back.values_list("entry", flat=True))
    return [
        Sheet(entry, given.get(entry.pk, {}), entry.pk in back)
        for entry in judged_entries(judge.contest)
    ]


def judged_entries(contest: Contest) -> Iterable[Entry]:
    """Return what is judged, by number; who entered it is not read."""
    entered = contest.entries.filter(state=Entry.State.ENTERED)
    return entered.defer("entrant").order_by("category", "number")


def missing(contest: Contest) -> dict[Judge, int]:
    """Count what each judge has not judged yet."""
    judges = contest.judges.filter(is_active=True).select_related("contest")
    left = {judge: sum(not s.is_done for s in sheets(judge)) for judge in judges}
    return {judge: count for judge, count in left.items() if count}


def _judged(judge: Judge, entry: Entry) -> Contest:
    contest = locked(judge.contest_id)
    is_theirs = Judge.objects.filter(pk=judge.pk, is_active=True).exists()
    is_entered = contest.entries.filter(pk=entry.pk, state=Entry.State.ENTERED)
    if contest.state != State.JUDGING or not is_theirs or not is_entered.exists():
        raise NotNow
    return contest
