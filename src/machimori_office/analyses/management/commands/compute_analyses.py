"""`manage.py compute_analyses`: compute the analyses that wait."""

from __future__ import annotations

from django.utils import timezone

from machimori_office.analyses.computing import compute_next
from machimori_office.jobs.workers import WorkerCommand


class Command(WorkerCommand):
    """A process of its own, since a large study takes minutes."""

    help = "Compute the analyses that wait."

    def do_next(self) -> str | None:
        """Compute one."""
        done = compute_next(timezone.now)
        return f"{done.kind} {done.pk}" if done else None
