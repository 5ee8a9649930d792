"""`manage.py read_mailbox`: fetch the new mail by IMAP, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from machimori_office.mailroom import imap
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import SettingMissing


class Command(OfficeCommand):
    """The same that comes round by the clock, to try the settings out."""

    help = "Read the mailbox that MAIL_IMAP names."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it."""
        if not settings.MAIL_IMAP:
            raise SettingMissing(name="MACHIMORI_MAIL_IMAP")
        taken = imap.read(imap.Account(**settings.MAIL_IMAP), at=timezone.now())
        self.stdout.write(str(taken))
