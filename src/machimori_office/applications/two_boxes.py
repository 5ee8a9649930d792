"""Applications on two boxes: applied for on the internet part, decided in the console.

What an applicant does travels as acts. The console takes a withdrawal wherever one is
possible, and a correction where nobody changed the application since the applicant saw
it; anything else is set aside for the clerk. The internet part shows where things
stand, and holds what was written only while its applicant may correct it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from machimori_office.applications import crossing, services
from machimori_office.applications.by_applicant import ACT
from machimori_office.applications.carried import (
    Arrived,
    Enclosed,
    Lettered,
    Paperwork,
    Sent,
    Stands,
    Told,
    Written,
)
from machimori_office.applications.conditions import terms_of
from machimori_office.applications.demanded import send_along
from machimori_office.applications.models import (
    Applicant,
    Application,
    Letter,
    Paper,
    Step,
)
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import IS_OVER, Move, State, after
from machimori_office.exchange.contract import Act, Standing
from machimori_office.exchange.services import PUBLIC_BEGINS
from machimori_office.outbox import notices
from machimori_office.web.errors import ApplicationChanged, NotNow
from machimori_office.web.sent_papers import refuse_unless_paper

SHOWN_FOR = timedelta(days=90)
"""So long after its end an applicant still sees it on the internet part."""

Row = TypeVar("Row")


def _take_act(key: str, sent: Sent, at: datetime) -> None:
    """Do in the console what an applicant did on the internet part."""
    if sent.arrived:
        _arrive(UUID(key), sent.arrived, sent.at)
        return
    found = Application.objects.filter(pk=UUID(key), applicant__isnull=False).first()
    if found is None:
        # Forgotten meanwhile: its end is on its way to the internet part.
        return
    if sent.enclosed:
        _enclose(found, sent.enclosed, sent.at)
    elif sent.corrected:
        _correct(found, sent.corrected, sent, at)
    else:
        _withdraw(found, sent, at)


def _arrive(pk: UUID, sent: Arrived, at: datetime) -> None:
    if sent.procedure not in PROCEDURES or sent.number <= PUBLIC_BEGINS:
        raise ValueError("no application of the internet part")
    application = Application(
        pk=pk,
        procedure=sent.procedure,
        fiscal_year=sent.fiscal_year,
        number=sent.number,
        way=Application.Way.WEB,
        variety=sent.variety,
        received_at=at,
    )
    services.arrive(application, who=sent.written.who(), answers=sent.written.answers)


def _enclose(found: Application, paper: Enclosed, at: datetime) -> None:
    refuse_unless_paper(paper.content, paper.content_type)
    if found.state in IS_OVER:
        # It was sent before the end was known there; nobody needs it any more.
        return
    sent = (paper.name, paper.content, paper.content_type)
    send_along(found, sent, kind=paper.kind, actor=services.APPLICANT, at=at)


def _correct(found: Application, written: Written, sent: Sent, at: datetime) -> None:
    if found.version != sent.seen or not after(State(found.state), Move.CORRECT):
        crossing.set_aside(found, sent)
        return
    services.correct(
        found,
        who=written.who(),
        answers=written.answers,
        actor=services.APPLICANT,
        reason="corrected by the applicant",
        at=at,
    )


def _withdraw(found: Application, sent: Sent, at: datetime) -> None:
    try:
        services.move(
            found,
            Move.WITHDRAW,
            actor=services.APPLICANT,
            reason="withdrawn by the applicant",
            at=at,
        )
    except (NotNow, ApplicationChanged):
        crossing.set_aside(found, sent)


def _standing(now: datetime) -> Iterator[tuple[str, Stands]]:
    """Yield the applications that somebody may look at by a link."""
    for application in _looked_at(now).order_by("received_at", "pk"):
        yield str(application.pk), _stands(application)


def _looked_at(now: datetime) -> QuerySet[Application]:
    recent = Q(ended_at=None) | Q(ended_at__gte=now - SHOWN_FOR)
    written_to = Q(way=Application.Way.WEB) | ~Q(applicant__mail="")
    taken_over = Step.objects.filter(application=OuterRef("pk"), move="take_over")
    found = Application.objects.filter(
        recent,
        written_to,
        ~Exists(taken_over),
        applicant__isnull=False,
        procedure__in=list(PROCEDURES),
    )
    return found.select_related("applicant").prefetch_related(
        "steps", "letters", "crossings"
    )


def _stands(application: Application) -> Stands:
    may_correct = after(State(application.state), Move.CORRECT) is not None
    who = application.applicant
    answers = {**application.answers, **who.answers}
    papers = application.papers.defer("content").order_by("pk")
    same = {name: getattr(application, name) for name in _SAME}
    return Stands(
        **{**same, "state": State(application.state)},
        written=Written.by(who, answers) if may_correct else None,
        told=[
            Told(move=s.move, state=State(s.state), at=s.at, said=s.said)
            for s in application.steps.all()
            if s.said
        ],
        letters=[_as(Lettered, letter) for letter in application.letters.all()],
        papers=[_as(Paperwork, paper) for paper in papers],
        is_crossed=bool(application.crossings.all()),
    )


_SAME = (
    "procedure",
    "fiscal_year",
    "number",
    "way",
    "variety",
    "version",
    "received_at",
    "decided_at",
    "ended_at",
)


def _as(kind: type[Row], row: Any) -> Row:
    return kind(**{f.name: getattr(row, f.name) for f in fields(kind)})  # type: ignore[arg-type]


def _take_standing(key: str, said: Stands, _at: datetime) -> None:
    """Show on the internet part where an application stands."""
    same = {name: getattr(said, name) for name in _SAME}
    written = said.written
    about = terms_of(PROCEDURES[said.procedure], said.received_at)
    answers = dict(written.answers) if written else {}
    theirs = services.personal_answers(about, answers)
    found, _ = Application.objects.update_or_create(
        pk=UUID(key),
        defaults={
            **same,
            "state": said.state,
            "is_crossed": said.is_crossed,
            "answers": {k: v for k, v in answers.items() if k not in theirs},
        },
    )
    # What cannot be corrected any more lies in the console alone.
    who = vars(written.who()) if written else _NOBODY
    Applicant.objects.update_or_create(
        application=found, defaults={**who, "answers": theirs}
    )
    _show(found, said)


_NOBODY = dict.fromkeys(
    (
        "name",
        "kana",
        "spokesperson",
        "postal_code",
        "address",
        "phone",
        "mail",
    ),
    "",
)


def _show(found: Application, said: Stands) -> None:
    found.steps.exclude(said="").delete()
    Step.objects.bulk_create(
        Step(application=found, by="", **vars(told)) for told in said.told
    )
    kept = [letter.pk for letter in said.letters]
    found.letters.exclude(pk__in=kept).delete()
    for letter in said.letters:
        Letter.objects.update_or_create(
            pk=letter.pk, defaults={**vars(letter), "application": found}
        )
    found.papers.all().delete()
    Paper.objects.bulk_create(
        Paper(application=found, content=b"", **vars(paper)) for paper in said.papers
    )


def _end(key: str, _at: datetime) -> None:
    """Delete on the internet part what is over, or was forgotten in the console."""
    notices.forget([key])
    Application.objects.filter(pk=UUID(key)).delete()


CARRIED = (
    Act(name=ACT, sender="public", takes=_take_act, body=Sent),
    Standing(
        name="application_stands",
        sender="console",
        says=_standing,
        takes=_take_standing,
        ends=_end,
        answers=ACT,
        body=Stands,
        is_sealed=True,
    ),
)
