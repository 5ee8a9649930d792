"""Computing what waits: one plan by one worker, with its progress."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.jobs import background
from machimori_office.jobs.background import Clock
from machimori_office.walks.models import Plan, PlanFile, Walk
from machimori_office.walks.planning import Planned, planned
from machimori_office.web.packing import packed


def plan_next(clock: Clock) -> Plan | None:
    """Compute the plan that waits longest; return it, or None where none does."""
    rows = Plan.objects.select_related("group", "school", "streets", "gap", "hot")
    return background.compute_next(rows, planned, _keep, clock)


@transaction.atomic
def _keep(claimed: Plan, found: Planned, now: datetime) -> None:
    claimed.files.all().delete()
    claimed.walks.all().delete()
    PlanFile.objects.bulk_create(
        PlanFile(
            plan=claimed,
            name=file.name,
            type=file.type,
            packed=packed(file.content),
        )
        for file in found.files
    )
    Walk.objects.bulk_create(Walk(plan=claimed, **walk) for walk in found.walks)
    background.finished(
        claimed,
        now,
        notes=[{"ja": note.ja, "en": note.en} for note in found.notes],
        posts=found.posts,
        control_count=found.control_count,
    )
