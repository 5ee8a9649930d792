"""`manage.py receive_mail`: take the mail that the server in front brings."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from machimori_office.mailroom.server import Reception, listen
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Runs until it is told to stop; what is being handed over is finished first."""

    help = "Receive mail by SMTP or LMTP, as MAIL_IN and MAIL_IN_BY say."

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the port and wait."""
        try:
            asyncio.run(self._serve())
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
                raise
            host, port = settings.MAIL_IN
            raise CommandError(
                f"{host}:{port} cannot be listened to: {os.strerror(error.errno)}. "
                "End the program that holds it (perhaps another receive_mail), or name "
                "another place in MACHIMORI_MAIL_IN"
            ) from error

    async def _serve(self) -> None:
        is_lmtp = settings.MAIL_IN_BY == "lmtp"
        reception = Reception(timezone.now, is_lmtp=is_lmtp)
        server = await listen(reception, settings.MAIL_IN, is_lmtp=is_lmtp)
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        host, port = settings.MAIL_IN
        self.stdout.write(f"{settings.MAIL_IN_BY} {host}:{port}")
        saying = asyncio.create_task(reception.keep_saying())
        await stopped.wait()
        saying.cancel()
        server.close()
        reception.close()
