"""What has to be tidied about sessions, by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from machimori.language import Text
from machimori_office.jobs.registry import periodic


@periodic(
    "people.forget-sessions",
    title=Text(ja="終わったセッションを消す", en="Forget the sessions that are over"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=24),
)
def forget_sessions(now: datetime) -> None:
    """Delete sessions whose time is over."""
    Session.objects.filter(expire_date__lt=now).delete()
