"""How the made-up city's applications come to be granted: through the services."""

from __future__ import annotations

from datetime import datetime

from machimori_office.applications import services
from machimori_office.applications.conditions import find, open_conditions
from machimori_office.applications.demanded import check, demanded_of
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.states import Move

WHY = "デモのため"


def grant(
    application: Application, *, evidence: str, actor: str, at: datetime
) -> Application:
    """Find every paper here and every condition met, accept and grant."""
    demanded = [paper.id for paper in demanded_of(application)]
    check(application, here=demanded, actor=actor, at=at)
    for condition in open_conditions(application):
        find(
            application,
            condition,
            outcome=Finding.Outcome.MET,
            evidence=evidence,
            because=WHY,
            actor=actor,
            at=at,
        )
    for move in (Move.ACCEPT, Move.GRANT):
        services.move(application, move, actor=actor, reason=WHY, at=at)
    return application
