"""`manage.py compute_analyses`: compute the analyses that wait."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from machimori_office.analyses.computing import compute_next

REST_S = 2.0


class Command(BaseCommand):
    """A process of its own, since a large study takes minutes; stops on SIGTERM."""

    help = "Compute the analyses that wait."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stop when nothing waits any more."""
        parser.add_argument("--once", action="store_true", help="stop when all is done")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Compute what waits, again and again."""
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        while not stopped.is_set():
            done = compute_next(timezone.now)
            if done is not None:
                self.stdout.write(f"{done.kind} {done.pk}")
            elif once:
                return
            else:
                stopped.wait(REST_S)
