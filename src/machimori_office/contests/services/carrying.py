"""Contests on two boxes: entered on the internet part, kept and decided in the console.

Once the console has an entry, the internet part keeps its number and state and where
its entrant is written to; what judges or visitors see goes out again without a name.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from machimori_office.contests.models import (
    Contest,
    Entrant,
    Entry,
    Judge,
    Mark,
    Picture,
    StepBack,
)
from machimori_office.contests.services import deciding, entering, judging, planning
from machimori_office.contests.services.changes import ENTRANT as ACTOR
from machimori_office.contests.services.changes import locked, note_entry
from machimori_office.contests.services.handing_over import (
    ENTRANT,
    NAMED,
    TIMES,
    WORK,
)
from machimori_office.contests.services.letters import tell_entrants
from machimori_office.web.errors import OfficeError

TOLD = "told by the internet part"
"""The reason of what the console does because the internet part said so."""

INTERNET_PART = "internet-part"
State = Contest.State
_WORDS = tuple(f"{n}_{v}" for n in ("title", "theme") for v in ("ja", "easy", "en"))
_CONTEST = ("number", *_WORDS, "state", "version", "counts")
_DAYS = ("opens_on", "closes_on", "judged_until", "shown_until")
_SINCE = ("announced_at", "called_off_at")
_STANDS = ("group", "reads", "consent")
NAMELESS = "—"


def order(contest: Contest) -> dict[str, Any]:
    """Say what residents may read of a contest that was published."""
    said = {name: getattr(contest, name) for name in _CONTEST}
    days = {name: getattr(contest, name).isoformat() for name in _DAYS}
    return {
        **said,
        **days,
        **{name: _written(getattr(contest, name)) for name in _SINCE},
    }


@transaction.atomic
def take_order(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Bring a contest up to date; what nobody confirmed goes when judging begins."""
    before = Contest.objects.filter(pk=pk).values_list("state", flat=True).first()
    fields = {name: said[name] for name in _CONTEST}
    fields |= {name: date.fromisoformat(said[name]) for name in _DAYS}
    fields |= {name: _read(said.get(name)) for name in _SINCE}
    contest, _made = Contest.objects.update_or_create(pk=pk, defaults=fields)
    if contest.state not in (State.OPEN, State.CALLED_OFF):
        planning.forget_unconfirmed(contest)
    is_off = contest.state == State.CALLED_OFF
    if before is not None and is_off != (before == State.CALLED_OFF):
        tell_entrants("called_off" if is_off else "resumed", contest, at=at)


def entry_order(entry: Entry) -> dict[str, Any]:
    """Say where an entry is, and of what judges or visitors see, the work."""
    is_shown = _is_shown(entry)
    is_out = is_shown or _is_judged(entry)
    winner = entry.entrant.name if is_shown and entry.entrant else ""
    return {
        "contest": str(entry.contest_id),
        "category": entry.category,
        "number": entry.number,
        "state": entry.state,
        "text": entry.text if is_out else "",
        "award": entry.award if is_shown else "",
        "shown_name": entry.shown_name if is_shown else "",
        # For the letter alone: the internet part has no name by now.
        "winner": winner,
        "has_picture": is_out,
        "entrant": str(entry.entrant_id) if entry.entrant_id else None,
    }


@transaction.atomic
def take_entry(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Write down where an entry is; who wins is written to, once."""
    contest = Contest.objects.filter(pk=said["contest"]).first()
    if contest is None:
        return
    there = Entry.objects.filter(pk=pk).select_related("entrant__contest").first()
    names = ("category", "number", "state", "text", "award", "shown_name")
    fields = {name: said[name] for name in names}
    whose = {"slot": 1, "entrant": Entrant.objects.filter(pk=said["entrant"]).first()}
    entry, _made = Entry.objects.update_or_create(
        pk=pk, contest=contest, defaults=fields, create_defaults={**fields, **whose}
    )
    if not said["has_picture"]:
        Picture.objects.filter(entry=entry).delete()
    if there and there.entrant and entry.award and not there.award:
        there.award, there.text = entry.award, entry.text
        there.entrant.family_name, there.entrant.given_name = said["winner"], ""
        deciding.tell_winner(contest, there, at)


def entrant_order(entrant: Entrant) -> dict[str, Any]:
    """Say that a link of somebody who entered on paper is one: nothing of who it is."""
    said = {name: getattr(entrant, name) for name in _STANDS}
    return {
        **said,
        "contest": str(entrant.contest_id),
        "consented_at": _written(entrant.consented_at),
        "asked_at": _written(entrant.asked_at),
    }


@transaction.atomic
def take_entrant_order(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Know the link of somebody who entered on paper."""
    contest = Contest.objects.filter(pk=said["contest"]).first()
    if contest is None or Entrant.objects.filter(pk=pk).exists():
        return
    fields = {name: said[name] for name in _STANDS}
    fields |= {name: _read(said[name]) for name in TIMES}
    nobody = {"name_key": str(pk), "carried_at": at}
    Entrant.objects.create(pk=pk, contest=contest, **fields, **nobody)


def forget_entrant(pk: UUID) -> None:
    """Forget the link of somebody whom the console forgot."""
    Entrant.objects.filter(pk=pk).delete()


def judge_order(judge: Judge) -> dict[str, Any]:
    """Say that somebody judges; who it is stays in the console."""
    return {"contest": str(judge.contest_id)}


@transaction.atomic
def take_judge(pk: UUID, said: dict[str, Any]) -> None:
    """Know the link of a judge."""
    contest = Contest.objects.filter(pk=said["contest"]).first()
    if contest is not None:
        fields = {"contest": contest, "name": NAMELESS, "is_active": True}
        Judge.objects.update_or_create(pk=pk, defaults=fields)


def end_judge(pk: UUID) -> None:
    """End the link of a judge, whose marks the console has.

    Where the contest is called off, it may go on: what the judge gave stays here.
    """
    theirs = Judge.objects.filter(pk=pk)
    off = theirs.filter(contest__state=Contest.State.CALLED_OFF)
    if not off.update(is_active=False):
        theirs.delete()


@transaction.atomic
def take_entrant(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Take entries in; those that come after judging has begun are set aside."""
    if not Contest.objects.filter(pk=said["contest"]).exists():
        return
    contest = locked(UUID(said["contest"]))
    if contest.names_deleted_at:
        return
    fields = {name: said[name] for name in ENTRANT}
    fields |= {name: _read(said[name]) for name in TIMES}
    fields["name_key"] = entering.spelled(said["family_name"] + said["given_name"])
    entrant, _made = Entrant.objects.update_or_create(
        pk=pk, contest=contest, defaults=fields
    )
    for work in said["works"]:
        if not Entry.objects.filter(pk=work["id"]).exists():
            _enter(entrant, work, at)


def _enter(entrant: Entrant, work: dict[str, Any], at: datetime) -> None:
    is_in_time = entrant.contest.state == State.OPEN
    state = Entry.State.ENTERED if is_in_time else Entry.State.SET_ASIDE
    fields = {name: work[name] for name in WORK}
    made = Entry.objects.create(
        pk=work["id"], contest=entrant.contest, entrant=entrant, state=state, **fields
    )
    if work["picture"]:
        _keep_picture(made, work["picture"])
    word, why = ("entered", TOLD) if is_in_time else ("set_aside", _LATE)
    note_entry(made, word, why, INTERNET_PART, at)


_LATE = "came after judging began"


@transaction.atomic
def empty(pk: UUID) -> None:
    """Forget on the internet part who entered what, now that the console has it."""
    nobody = dict.fromkeys(NAMED, "")
    theirs = Entrant.objects.filter(pk=pk, carried_at=None).exclude(consent="")
    if theirs.update(**nobody, carried_at=Now()) != 1:
        return
    works = Entry.objects.filter(entrant=pk, contest__state=State.OPEN)
    Picture.objects.filter(entry__in=works).delete()
    works.exclude(state=Entry.State.ASKED).update(text="")


@transaction.atomic
def take_picture(pk: UUID, said: dict[str, Any]) -> None:
    """Keep the picture of an entry that judges or visitors see."""
    contest = Contest.objects.filter(pk=said["contest"]).first()
    if contest is None:
        return
    stands = {"slot": 1, "state": Entry.State.ENTERED, "number": said["number"]}
    entry, _made = Entry.objects.get_or_create(
        pk=pk,
        defaults={"contest": contest, "category": said["category"], **stands},
    )
    is_seen = contest.state == State.JUDGING or entry.award
    if is_seen and entry.state == Entry.State.ENTERED:
        _keep_picture(entry, said["picture"])


def _keep_picture(entry: Entry, said: dict[str, Any]) -> None:
    fields = {name: said[name] for name in ("width_px", "height_px")}
    fields["content"] = base64.b64decode(said["jpeg"])
    Picture.objects.update_or_create(entry=entry, defaults=fields)


@transaction.atomic
def take_leave(pk: UUID, *, at: datetime) -> None:
    """Withdraw a work where it still can be; its state is the answer."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        return
    try:
        with transaction.atomic():
            why = "by the entrant's link"
            entering.withdraw(entry, actor=ACTOR, reason=why, at=at)
    except OfficeError:
        # It is judged already: the internet part hears that it stays.
        return


def marks(contest: Contest) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what judges gave, and where they stepped back: a key and what is said."""
    given: dict[str, dict[str, int]] = {}
    for mark in Mark.objects.filter(entry__contest=contest):
        key = f"{mark.judge_id}.{mark.entry_id}"
        given.setdefault(key, {})[mark.criterion] = mark.points
    for key, points in given.items():
        yield key, {"points": points}
    for back in StepBack.objects.filter(entry__contest=contest):
        yield f"{back.judge_id}.{back.entry_id}", {"points": {}}


@transaction.atomic
def take_marks(key: str, said: dict[str, Any], *, at: datetime) -> None:
    """Write down what a judge gave, while it is judged."""
    judge, entry = _named(Judge, key, 0), _named(Entry, key, 1)
    if judge is None or entry is None:
        return
    try:
        with transaction.atomic():
            if said["points"]:
                judging.mark(judge, entry, said["points"], at=at)
            else:
                judging.step_back(judge, entry, at=at)
    except OfficeError:
        # Removed, set aside or decided meanwhile: these marks count no more.
        note_entry(entry, "marked_late", TOLD, str(judge.pk), at)


def _is_judged(entry: Entry) -> bool:
    is_running = entry.contest.state == State.JUDGING
    return is_running and entry.state == Entry.State.ENTERED


def _is_shown(entry: Entry) -> bool:
    return entry.contest.state == State.ANNOUNCED and bool(entry.award)


def _named(model: Any, key: str, part: int) -> Any:
    return model.objects.filter(pk=key.split(".")[part]).first()


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
