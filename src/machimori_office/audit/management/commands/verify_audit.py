"""`manage.py verify_audit`: read the whole audit chain."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from machimori_office.audit import services
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Prints the chain's end; write it down elsewhere to prove later that it stood."""

    help = "Read the whole audit chain and say where it does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a hash that was written down earlier."""
        parser.add_argument("--contains", help="a hash that the chain must still hold")

    def handle(self, *args: Any, contains: str | None = None, **options: Any) -> None:
        """Verify, print, fail where the chain fails."""
        found = services.verify()
        for fault in found.faults:
            self.stdout.write(f"{fault.sequence}: {fault}")
        if found.faults:
            raise CommandError(f"{len(found.faults)} faults in the audit chain")
        if contains and not services.holds(contains):
            raise CommandError("the chain no longer holds this hash")
        self.stdout.write(f"{found.entries} entries, the last {found.own_hash}")
