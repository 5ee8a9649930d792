"""`manage.py send_mail`: hand over what waits in the ledger."""

from __future__ import annotations

import signal
from datetime import timedelta
from threading import Event
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from machimori_office.outbox.sending.hand import Manner
from machimori_office.outbox.sending.worker import office_route, send_what_is_due, work
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """As many as there are processors may run at the same time, on several machines."""

    help = "Send the mail that waits, until told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many connections, and whether to end when nothing is due."""
        parser.add_argument("--hands", type=int, default=4, help="connections (4)")
        parser.add_argument(
            "--lease", type=float, default=600, help="seconds a claim lasts (600)"
        )
        parser.add_argument(
            "--once", action="store_true", help="send what is due, and end"
        )

    def handle(
        self, *args: Any, hands: int, lease: float, once: bool, **options: Any
    ) -> None:
        """Send."""
        manner, route = Manner(lease=timedelta(seconds=lease)), office_route()
        if once:
            send_what_is_due(clock=timezone.now, manner=manner, route=route)
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work(stop, hands=hands, manner=manner, route=route)
