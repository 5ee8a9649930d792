"""From marks to awards: places, ties, the decision, the announcement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from machimori_office.contests.errors import JudgingOpen, TieOpen
from machimori_office.contests.models import Contest, Entry, Mark
from machimori_office.contests.ranking import Given, Standing, awarded, ranked
from machimori_office.contests.services import handing_over
from machimori_office.contests.services.changes import (
    locked,
    note,
    note_entry,
    terms,
)
from machimori_office.contests.services.judging import missing
from machimori_office.contests.services.letters import write_to_entrant
from machimori_office.contests.terms import Category
from machimori_office.records import services as records
from machimori_office.records.services import CITY
from machimori_office.web.errors import NothingChosen, NotNow
from machimori_office.web.moving import move
from machimori_office.web.words import JST

State = Contest.State


@dataclass(frozen=True)
class Outcome:
    """What the marks of one category come to.

    Parameters
    ----------
    awards : mapping
        The award of each entry that gets one.
    undecided : sequence
        Equals between whom the end of an award falls.
    """

    category: Category
    standings: Sequence[Standing[UUID]]
    entries: Mapping[UUID, Entry]
    awards: Mapping[UUID, str]
    undecided: Sequence[UUID]


def outcomes(contest: Contest) -> list[Outcome]:
    """Rank each category as the rule says: two queries."""
    city = terms(contest)
    criteria = [criterion.id for criterion in city.criteria]
    entries = list(contest.entries.filter(state=Entry.State.ENTERED))
    marks = list(
        Mark.objects.filter(entry__contest=contest, judge__is_active=True).values_list(
            "entry", "judge", "criterion", "points"
        )
    )
    found = []
    for category in city.categories:
        by_pk = {e.pk: e for e in entries if e.category == category.id}
        given = [
            Given(entry=e, judge=j, criterion=c, points=p)
            for e, j, c, p in marks
            if e in by_pk
        ]
        decided = {pk: e.tie_rank for pk, e in by_pk.items() if e.tie_rank}
        standings = ranked(given, criteria, decided=decided)
        winners, open_ = awarded(standings, [award.count for award in city.awards])
        awards = {
            pk: award.id
            for award, pks in zip(city.awards, winners, strict=True)
            for pk in pks
        }
        found.append(Outcome(category, standings, by_pk, awards, open_))
    return found


@transaction.atomic
def break_tie(
    entries: Sequence[Entry], *, because: str, actor: str, at: datetime
) -> None:
    """Write down in which order equals stand, and on what ground.

    Parameters
    ----------
    entries : sequence of Entry
        All equals of one place, the first before the others.

    Raises
    ------
    NotNow
        They are not equals (any more).
    NothingChosen
    """
    if len(entries) < 2:
        raise NothingChosen
    contest = locked(entries[0].contest_id)
    asked = {entry.pk for entry in entries}
    equals = [set(o.undecided) for o in outcomes(contest)]
    if contest.state != State.JUDGING or not any(asked <= each for each in equals):
        raise NotNow
    for rank, entry in enumerate(entries, start=1):
        Entry.objects.filter(pk=entry.pk).update(tie_rank=rank, tie_because=because)
        note_entry(entry, "tie_decided", "ground is with the entry", actor, at)


@transaction.atomic
def decide(contest: Contest, *, actor: str, at: datetime) -> None:
    """Give out the awards as the marks and the rule have them.

    Raises
    ------
    JudgingOpen
        Somebody has not judged everything.
    TieOpen
        The end of an award falls between equals.
    NotNow, RowChanged
    """
    locked(contest.pk)
    if left := sum(missing(contest).values()):
        raise JudgingOpen(count=left)
    found = outcomes(contest)
    if open_ := sum(len(outcome.undecided) for outcome in found):
        raise TieOpen(count=open_)
    move(contest, frm=State.JUDGING, state=State.DECIDED)
    for outcome in found:
        for pk, award in outcome.awards.items():
            entry = contest.entries.select_related("entrant").get(pk=pk)
            shown = entry.entrant.shown_name if entry.entrant else ""
            Entry.objects.filter(pk=pk).update(award=award, shown_name=shown)
    note(contest, "decided", "decided", actor, at)


@transaction.atomic
def reconsider(contest: Contest, *, actor: str, reason: str, at: datetime) -> None:
    """Take the awards back before anybody heard of them."""
    move(contest, frm=State.DECIDED, state=State.JUDGING)
    contest.entries.update(award="", shown_name="", tie_rank=None, tie_because="")
    note(contest, "reconsidered", reason, actor, at)


@transaction.atomic
def announce(contest: Contest, *, actor: str, at: datetime) -> int:
    """Show the awards to everybody, write to who got one, append the record.

    Returns
    -------
    int
        How many letters were written.
    """
    city = terms(contest)
    entered = contest.entries.filter(state=Entry.State.ENTERED)
    counts = {c.id: entered.filter(category=c.id).count() for c in city.categories}
    done = records.Done(
        activity=city.activity,
        subjects=[CITY],
        on=at.astimezone(JST).date(),
        duty="contests",
        about=str(contest.pk),
        result="、".join(f"{c.name.ja}{counts[c.id]}点" for c in city.categories),
    )
    record = records.append(done, actor=actor, at=at)
    changes: dict[str, Any] = {"announced_at": at, "record": record.pk}
    changes |= {"state": State.ANNOUNCED, "counts": counts}
    move(contest, frm=State.DECIDED, **changes)
    note(contest, "announced", "announced", actor, at)
    handing_over.show(contest.entries.exclude(award=""), at=at)
    winners = contest.entries.exclude(award="").select_related("entrant__contest")
    return sum(tell_winner(contest, entry, at) for entry in winners)


def tell_winner(contest: Contest, entry: Entry, at: datetime) -> int:
    """Write to who won; return how many letters that is."""
    if entry.entrant is None or not entry.entrant.mail:
        return 0
    city = terms(contest)
    award = city.name_of("awards", entry.award)
    works = entry.text or city.name_of("categories", entry.category).ja
    write_to_entrant("awarded", entry.entrant, at=at, works=works, award=award)
    return 1
