"""`manage.py assess_places`: compute the assessments that wait."""

from __future__ import annotations

from django.utils import timezone

from machimori_office.inspections.assessing import assess_next
from machimori_office.jobs.workers import WorkerCommand


class Command(WorkerCommand):
    """A process of its own, since a large place takes minutes."""

    help = "Compute the assessments that wait."

    def do_next(self) -> str | None:
        """Compute one."""
        done = assess_next(timezone.now)
        return f"{done.site.code} {done.on}" if done else None
