"""`manage.py catch_mail`: the mail server of a made-up city, which delivers nothing."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from aiosmtpd.smtp import SMTP
from django.conf import settings

from machimori_office.demo.catcher import Catcher
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Until stopped."""

    help = "Catch all mail of the made-up city."

    def handle(self, *args: Any, **options: Any) -> None:
        """Listen where the office hands its mail over."""
        asyncio.run(_listen(*settings.MAIL_OUT))


async def _listen(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)

    def session() -> SMTP:
        return SMTP(Catcher(), hostname="catcher.hibari.example", enable_SMTPUTF8=True)

    server = await loop.create_server(session, host, port)
    async with server:
        await over.wait()
