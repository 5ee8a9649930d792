"""A process of its own for what takes minutes: one by one, until told to stop."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import CommandParser

from machimori_office.web.commands import OfficeCommand

REST_S = 2.0


class WorkerCommand(OfficeCommand):
    """Does what waits, again and again; stops on SIGTERM, between two of them."""

    def do_next(self) -> str | None:
        """Do what waits longest, and name it; None where nothing waits."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stop when nothing waits any more."""
        parser.add_argument("--once", action="store_true", help="stop when all is done")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Do what waits."""
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        while not stopped.is_set():
            done = self.do_next()
            if done is not None:
                self.stdout.write(done)
            elif once:
                return
            else:
                stopped.wait(REST_S)
