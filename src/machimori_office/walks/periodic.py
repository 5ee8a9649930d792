"""Plans that are over go, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.rules.services import rule
from machimori_office.walks.services.plans import delete_over
from machimori_office.walks.terms import WalkRule
from machimori_office.web.words import JST
from machimori_office.web.years import months_after


@periodic(
    "walks.delete_over",
    title=Text(ja="終わったパトロールの計画を消す", en="Delete plans of walks"),
    every=timedelta(days=1),
    late_after=timedelta(days=3),
)
def delete_plans(now: datetime) -> None:
    """Delete what the rule keeps no longer."""
    today = now.astimezone(JST).date()
    delete_over(months_after(today, -rule(WalkRule, on=today).kept_months))
