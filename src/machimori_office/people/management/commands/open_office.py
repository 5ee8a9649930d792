"""`manage.py open_office`: the first organisation and its administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from machimori.language import Text
from machimori_office.people.opening import open_office
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import AlreadyOpen


class Command(OfficeCommand):
    """Prints the link under which the administrator chooses a password."""

    help = "Make the first organisation and administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the names."""
        parser.add_argument("organisation")
        parser.add_argument("login_name")
        parser.add_argument("display_name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Open the office and print the link; without a link it is not opened."""
        if settings.OFFICE_PART == "public":
            raise CommandError(_ON_THE_CONSOLE.ja)
        names = {k: options[k] for k in ("organisation", "login_name", "display_name")}
        try:
            _staff, token = open_office(**names, at=timezone.now())
        except AlreadyOpen as error:
            raise CommandError(error.message("ja")) from error
        path = reverse("people:invitation", kwargs={"token": token})
        self.stdout.write(settings.OFFICE_ADDRESS + path)


_ON_THE_CONSOLE = Text(
    ja="公開側に職員はいません。open_office は庁内側（MACHIMORI_PART=console）で"
    "実行してください",
    en="No staff are on the public part. Run open_office on the console part",
)
