"""What an applicant does by their link; on two boxes the console hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from machimori_office.applications import services
from machimori_office.applications.carried import Arrived, Enclosed, Sent, Written
from machimori_office.applications.demanded import send_along
from machimori_office.applications.models import Application
from machimori_office.applications.registry import Procedure
from machimori_office.applications.services import APPLICANT, Who
from machimori_office.applications.states import Move
from machimori_office.exchange.services import post
from machimori_office.web.words import Variety

ACT = "application"
"""How the files call what an applicant did."""


@transaction.atomic
def apply(
    procedure: Procedure,
    *,
    who: Who,
    answers: Mapping[str, Any],
    variety: Variety,
    at: datetime,
) -> Application:
    """Send an application in."""
    made = services.receive(
        procedure,
        who=who,
        answers=answers,
        way=Application.Way.WEB,
        variety=variety,
        at=at,
    )
    arrived = Arrived(
        procedure=made.procedure,
        fiscal_year=made.fiscal_year,
        number=made.number,
        variety=variety,
        written=Written.by(who, answers),
    )
    post(ACT, str(made.pk), Sent(at=at, arrived=arrived), at=at)
    return made


@transaction.atomic
def correct(
    application: Application, *, who: Who, answers: Mapping[str, Any], at: datetime
) -> None:
    """Put right what was written.

    Raises
    ------
    NotNow, ApplicationChanged
    """
    seen = application.version
    services.correct(
        application,
        who=who,
        answers=answers,
        actor=APPLICANT,
        reason="corrected by the applicant",
        at=at,
    )
    sent = Sent(at=at, seen=seen, corrected=Written.by(who, answers))
    post(ACT, str(application.pk), sent, at=at)


@transaction.atomic
def withdraw(application: Application, *, at: datetime) -> None:
    """Take an application back.

    Raises
    ------
    NotNow, ApplicationChanged
    """
    seen = application.version
    services.move(
        application,
        Move.WITHDRAW,
        actor=APPLICANT,
        reason="withdrawn by the applicant",
        at=at,
    )
    post(ACT, str(application.pk), Sent(at=at, seen=seen), at=at)


@transaction.atomic
def enclose(
    application: Application, paper: tuple[str, bytes, str], *, kind: str, at: datetime
) -> None:
    """Send a paper along; on the internet part nothing but its name stays.

    Raises
    ------
    NotNow
    """
    name, content, content_type = paper
    kept = b"" if settings.OFFICE_PART == "public" else content
    send_along(
        application, (name, kept, content_type), kind=kind, actor=APPLICANT, at=at
    )
    enclosed = Enclosed(
        kind=kind, name=name, content_type=content_type, content=content
    )
    post(ACT, str(application.pk), Sent(at=at, enclosed=enclosed), at=at)
