"""A seminar as the office plans, publishes, calls off and closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from machimori_office.records import services as records
from machimori_office.records.models import Record
from machimori_office.records.services import CITY
from machimori_office.seminars.errors import SeatsHeld
from machimori_office.seminars.models import Participation, Seminar, Topic
from machimori_office.seminars.services import seats
from machimori_office.seminars.services.changes import locked, note, terms
from machimori_office.seminars.services.counting import is_counted_here
from machimori_office.seminars.services.letters import write
from machimori_office.web.errors import NotNow
from machimori_office.web.moving import move
from machimori_office.web.words import UNWRITTEN, Words

State = Seminar.State


@dataclass(frozen=True, kw_only=True)
class Part:
    """A topic, as the form gives it."""

    subject: str
    title: Words


@transaction.atomic
def plan(
    fields: Mapping[str, Any], topics: Sequence[Part], *, actor: str, at: datetime
) -> Seminar:
    """Write down a seminar that is planned; nobody sees it yet."""
    seminar = Seminar.objects.create(**fields)
    write_topics(seminar, topics)
    note(seminar, "planned", "planned", actor, at)
    return seminar


@transaction.atomic
def change(
    seminar: Seminar,
    fields: Mapping[str, Any],
    topics: Sequence[Part],
    *,
    actor: str,
    at: datetime,
) -> None:
    """Change a seminar; where day or place differ, everybody is told.

    Raises
    ------
    SeatsHeld
        Fewer seats than are taken.
    NotNow, RowChanged
    """
    now = locked(seminar.pk)
    if fields.get("capacity", now.capacity) < now.taken:
        raise SeatsHeld(taken=now.taken)
    frm = State(seminar.state)
    if frm not in (State.PLANNED, State.OPEN):
        raise NotNow
    move(seminar, frm=frm, **fields)
    write_topics(seminar, topics)
    note(seminar, "changed", "changed", actor, at)
    if frm is State.OPEN:
        tell_what_moved(now, seminar, at)


def tell_what_moved(before: Seminar, seminar: Seminar, at: datetime) -> None:
    """Tell everybody of another day or place, and offer seats that are new."""
    if (before.begins_at, before.place_ja) != (seminar.begins_at, seminar.place_ja):
        tell(seminar, "changed", at)
    if is_counted_here(seminar, at):
        seats.move_up(seminar, at=at)


@transaction.atomic
def publish(seminar: Seminar, *, actor: str, at: datetime) -> None:
    """Show a seminar to residents, who can sign up from now on.

    Raises
    ------
    NotNow
        It is not planned, or its day has passed.
    """
    if seminar.begins_at <= at:
        raise NotNow
    move(seminar, frm=State.PLANNED, state=State.OPEN)
    note(seminar, "published", "published", actor, at)


@transaction.atomic
def unpublish(seminar: Seminar, *, actor: str, at: datetime) -> None:
    """Take a seminar off the public pages, while nobody has signed up.

    Raises
    ------
    NotNow
        Somebody has, or may have on the other box: then it can only be called off.
    """
    locked(seminar.pk)
    if settings.OFFICE_PART == "console" or seminar.parties.exists():
        raise NotNow
    move(seminar, frm=State.OPEN, state=State.PLANNED)
    note(seminar, "unpublished", "unpublished", actor, at)


@transaction.atomic
def call_off(
    seminar: Seminar, *, because: str, actor: str, reason: str, at: datetime
) -> int:
    """Call a seminar off, and tell everybody who signed up; return how many parties.

    Parameters
    ----------
    because : str
        What residents read.
    reason : str
        What the audit keeps.
    """
    frm = State(seminar.state)
    if frm not in (State.PLANNED, State.OPEN):
        raise NotNow
    move(seminar, frm=frm, state=State.CALLED_OFF, called_off_because=because)
    note(seminar, "called_off", reason, actor, at)
    return tell(seminar, "called_off", at, reason=Words(because))


@transaction.atomic
def hold_after_all(seminar: Seminar, *, actor: str, reason: str, at: datetime) -> int:
    """Take back that a seminar was called off, and tell everybody; return how many.

    Raises
    ------
    NotNow
        It is not called off, or its day has passed.
    """
    if seminar.begins_at <= at:
        raise NotNow
    move(seminar, frm=State.CALLED_OFF, state=State.OPEN, called_off_because="")
    note(seminar, "held_after_all", reason, actor, at)
    return tell(seminar, "held_after_all", at)


@transaction.atomic
def finish(seminar: Seminar, *, uncounted: int = 0, actor: str, at: datetime) -> None:
    """Close a seminar: who came is counted, and the record appended.

    Parameters
    ----------
    uncounted : int
        People who came and stand on no list.

    Raises
    ------
    NotNow
        It has not begun, or is not published.
    """
    seen = locked(seminar.pk)
    if at < seen.begins_at:
        raise NotNow
    counts = _counts(seen)
    counts["came"] += uncounted
    counts["walked_in"] += uncounted
    done = records.Done(
        activity=terms(at).activity,
        subjects=[CITY],
        on=seen.day,
        duty="seminars",
        about=str(seen.pk),
        result=_result(seen, counts["came"]),
    )
    record = records.append(done, actor=actor, at=at)
    move(seminar, frm=State.OPEN, state=State.HELD, record=record.pk, **counts)
    note(seminar, "finished", "finished", actor, at)


@transaction.atomic
def reopen(seminar: Seminar, *, actor: str, reason: str, at: datetime) -> None:
    """Open a closed seminar again, to put its figures right; its record is withdrawn.

    Raises
    ------
    NotNow
        The names are deleted: nothing could be counted anew.
    """
    if seminar.names_deleted_at is not None or seminar.record is None:
        raise NotNow
    record = Record.objects.get(pk=seminar.record)
    move(seminar, frm=State.HELD, state=State.OPEN, record=None)
    records.withdraw(record, actor=actor, reason=reason, at=at)
    note(seminar, "reopened", reason, actor, at)


def write_topics(seminar: Seminar, topics: Sequence[Part]) -> None:
    """Put the topics in the place of those there were."""
    seminar.topics.all().delete()
    Topic.objects.bulk_create(
        Topic(
            seminar=seminar,
            position=position,
            subject=topic.subject,
            title_ja=topic.title.ja,
            title_easy=topic.title.easy,
            title_en=topic.title.en,
        )
        for position, topic in enumerate(topics)
    )


def tell(
    seminar: Seminar,
    letter: Literal["changed", "called_off", "held_after_all"],
    at: datetime,
    *,
    reason: Words = UNWRITTEN,
) -> int:
    """Write to everybody who signed up; return how many parties they are."""
    live = seminar.parties.filter(state__in=Participation.LIVE)
    parties = list(live.select_related("seminar"))
    for party in parties:
        write(letter, party, at=at, reason=reason)
    return len(parties)


def _counts(seminar: Seminar) -> dict[str, int]:
    confirmed = Q(way__in=("web", "counter")) & ~Q(state="asked")
    parties = seminar.parties
    return {
        name: int(found or 0)
        for name, found in parties.aggregate(
            signed_up=Sum("people", filter=confirmed),
            came=Sum("arrived"),
            walked_in=Sum("arrived", filter=Q(way="door")),
        ).items()
    }


def _result(seminar: Seminar, came: int) -> str:
    topics = "、".join(topic.title_ja for topic in seminar.topics.all())
    return f"{came}人：{topics}"[:200] if topics else f"{came}人"
