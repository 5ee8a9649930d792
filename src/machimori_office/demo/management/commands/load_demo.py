"""`manage.py load_demo`: the made-up city, and who can sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from machimori_office.demo import city
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import AlreadyOpen, NotADemo


class Command(OfficeCommand):
    """Safe to run again: a city that is there stays as it is."""

    help = "Load a made-up city and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the city unless it is there; print address and accounts."""
        try:
            city.load(timezone.now())
        except NotADemo as error:
            raise CommandError(error.message("ja")) from error
        except AlreadyOpen:
            pass
        city.fill(timezone.now())
        self.stdout.write(f"\n  {settings.OFFICE_ADDRESS}\n")
        for login_name, (display_name, role) in city.CAST.items():
            self.stdout.write(f"  {login_name:8} {role.value:14} {display_name}")
        self.stdout.write(f"\n  password: {city.PASSWORD}\n")
