"""Scans and photos of papers that came to the counter: kept with the application."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.applications.demanded import send_along
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.states import IS_OVER
from machimori_office.applications.steps import note
from machimori_office.web.errors import NotNow

MOST_ATTACHED = 30


@transaction.atomic
def attach(
    application: Application,
    sent: tuple[str, bytes, str],
    *,
    kind: str,
    actor: str,
    at: datetime,
) -> None:
    """Keep a scan or photo: its name, content and content type.

    Raises
    ------
    NotNow
        There are too many already, or the application is over.
    """
    held = Application.objects.select_for_update().get(pk=application.pk)
    if held.papers.exclude(content_type="").count() >= MOST_ATTACHED:
        raise NotNow
    send_along(held, sent, kind=kind, actor=actor, at=at)


@transaction.atomic
def take_away(paper: Paper, *, actor: str, reason: str, at: datetime) -> None:
    """Delete a file that does not belong to the application.

    Raises
    ------
    NotNow
        Somebody else deleted it first, or the application is over.
    """
    application = Application.objects.select_for_update().get(pk=paper.application_id)
    deleted, _rows = Paper.objects.filter(pk=paper.pk).delete()
    if application.state in IS_OVER or deleted != 1:
        raise NotNow
    details = {"paper": paper.kind or "other"}
    note(application, "applications.paper_removed", reason, actor, at, details)
