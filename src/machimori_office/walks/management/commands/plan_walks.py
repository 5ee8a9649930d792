"""`manage.py plan_walks`: compute the plans of walks that wait."""

from __future__ import annotations

from django.utils import timezone

from machimori_office.jobs.workers import WorkerCommand
from machimori_office.walks.computing import plan_next


class Command(WorkerCommand):
    """A process of its own, since a plan of many weeks takes minutes."""

    help = "Compute the plans of walks that wait."

    def do_next(self) -> str | None:
        """Compute one."""
        done = plan_next(timezone.now)
        return f"{done.kind} {done.pk}" if done else None
