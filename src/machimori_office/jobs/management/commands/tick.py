"""`manage.py tick`: run what is due, once or again and again."""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from machimori_office.jobs import services
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """For a systemd timer (once a minute), or as a process of its own."""

    help = "Run every job that is due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seconds between two rounds."""
        parser.add_argument("--every", type=float, help="seconds between two rounds")

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        """Tick once, or until stopped."""
        # A process that starts anew is another worker, whatever number it got.
        worker = f"{socket.gethostname()[:30]}-{os.getpid()}-{time.time_ns()}"[:64]
        while True:
            for name in services.tick(worker=worker, clock=timezone.now):
                self.stdout.write(name)
            if not every:
                return
            time.sleep(every)
