"""Applying on the web: asked for, and sent in by the press behind a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction

from machimori_office.applications import links, notices
from machimori_office.applications.by_applicant import apply
from machimori_office.applications.models import Application, Asked
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.services import Who
from machimori_office.web.errors import LinkSpent
from machimori_office.web.tokens import signed_id
from machimori_office.web.words import Variety


@transaction.atomic
def ask(
    procedure: Procedure,
    *,
    who: Who,
    answers: Mapping[str, Any],
    variety: Variety,
    at: datetime,
) -> Asked:
    """Keep what was filled in until its sender presses the button behind the mail."""
    asked = Asked.objects.create(
        procedure=procedure.name,
        who=vars(who),
        answers=dict(answers),
        variety=variety,
        asked_at=at,
        expires_at=at + timedelta(hours=notices.terms_on(at).link_lasts_h),
    )
    notices.ask_to_confirm(asked, at)
    return asked


def asked_by(token: str, *, at: datetime) -> Asked:
    """Find what a link would send in.

    Raises
    ------
    LinkSpent
        Too old, or never given.
    """
    pk = signed_id(links.ASKING, token)
    found = Asked.objects.filter(pk=pk, expires_at__gt=at).first() if pk else None
    if found is None or found.procedure not in PROCEDURES:
        raise LinkSpent
    return found


@transaction.atomic
def send_in(token: str, *, at: datetime) -> Application:
    """Send in what was asked for; pressed again it leads to the same application.

    Raises
    ------
    LinkSpent
    """
    asked = Asked.objects.select_for_update().get(pk=asked_by(token, at=at).pk)
    if asked.application is not None:
        return asked.application
    made = apply(
        PROCEDURES[asked.procedure],
        who=Who(**asked.who),
        answers=asked.answers,
        variety=cast(Variety, asked.variety),
        at=at,
    )
    # What was filled in is the application's now: it stands in one place alone.
    Asked.objects.filter(pk=asked.pk).update(application=made, who={}, answers={})
    return made
