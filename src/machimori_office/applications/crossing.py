"""What an applicant did by their link while the office had gone on: somebody decides.

On two boxes an applicant may correct or withdraw what the console has changed since.
The console wins: what they sent is set aside, shown to the clerk, and taken over by a
press or answered in words.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.applications import services
from machimori_office.applications.carried import Sent, Written
from machimori_office.applications.models import Application, Crossing, Step
from machimori_office.applications.states import Move, State, after
from machimori_office.applications.steps import note
from machimori_office.exchange.bodies import laid_out, strictly
from machimori_office.web.errors import NotNow


@transaction.atomic
def set_aside(application: Application, sent: Sent) -> None:
    """Keep what cannot be taken as it is."""
    what = Crossing.What.CORRECT if sent.corrected else Crossing.What.WITHDRAW
    written = laid_out(sent.corrected) if sent.corrected else None
    Crossing.objects.create(
        application=application, what=what, written=written, at=sent.at
    )
    details = {"what": str(what)}
    reason = "it crossed with the office"
    note(
        application,
        "applications.crossed",
        reason,
        services.APPLICANT,
        sent.at,
        details,
    )


def may_take_over(crossing: Crossing) -> bool:
    """Whether the application has come to where this can be done."""
    state = State(crossing.application.state)
    return after(state, Move(crossing.what)) is not None


def written(crossing: Crossing) -> Written | None:
    """Return what the applicant wrote."""
    return strictly(Written, crossing.written) if crossing.written else None


@transaction.atomic
def take_over(crossing: Crossing, *, actor: str, at: datetime) -> None:
    """Do what the applicant wanted.

    Raises
    ------
    NotNow, ApplicationChanged
    """
    _settle(crossing)
    application, theirs = crossing.application, written(crossing)
    reason = "taken over from the applicant"
    if theirs is None:
        services.move(application, Move.WITHDRAW, actor=actor, reason=reason, at=at)
        return
    services.correct(
        application,
        who=theirs.who(),
        answers=theirs.answers,
        actor=actor,
        reason=reason,
        at=at,
    )


@transaction.atomic
def answer(crossing: Crossing, *, said: str, actor: str, at: datetime) -> None:
    """Leave the application as it is, and tell the applicant why."""
    _settle(crossing)
    application = crossing.application
    Step.objects.create(
        application=application,
        move="answer",
        state=application.state,
        at=at,
        by=actor,
        said=said,
    )
    note(application, "applications.answered", "left as it is", actor, at, {})


def _settle(crossing: Crossing) -> None:
    if not Crossing.objects.filter(pk=crossing.pk).delete()[0]:
        raise NotNow
