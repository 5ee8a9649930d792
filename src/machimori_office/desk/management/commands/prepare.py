"""`manage.py prepare`: bring the database to this version."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command

from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Safe to run at every start."""

    help = "Make or renew the tables of the office."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and make the table that limits attempts."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.stdout.write("The database is ready.")
