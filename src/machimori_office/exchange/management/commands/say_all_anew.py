"""`manage.py say_all_anew`: the next file tells the other server all that stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from machimori_office.exchange import anew
from machimori_office.exchange.errors import NotTwoBoxes
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """On either box, where it is not known what the other one has."""

    help = "Have the next file say all that stands, whatever was said before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Break off; a restore does so by itself."""
        if settings.OFFICE_PART == "both":
            raise CommandError(NotTwoBoxes(part="console | public").message("en"))
        anew.break_off(timezone.now(), reason="said by hand")
        self.stdout.write("The next file says everything.")
