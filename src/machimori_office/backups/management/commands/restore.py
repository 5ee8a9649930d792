"""`manage.py restore FILE`: back to what a backup holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from machimori_office.audit.models import Entry
from machimori_office.backups import diary, services
from machimori_office.backups.sealing import opener
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import OfficeError


class Command(OfficeCommand):
    """With the office's programs stopped."""

    help = "Replace all rows with a backup's; nothing that is stale goes on by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what, with which key, and how."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="private key")
        parser.add_argument("--check", action="store_true", help="only look whether")
        parser.add_argument("--replace", action="store_true", help="rows that exist")

    def handle(self, *args: Any, file: Path, key: Path, **options: Any) -> None:
        """Check, or go back."""
        try:
            if options["check"]:
                self._check(file, key)
            else:
                self._restore(file, key, replace=options["replace"])
        except (OfficeError, OSError) as error:
            said = error.message("en") if isinstance(error, OfficeError) else error
            raise CommandError(str(said)) from error

    def _check(self, file: Path, key: Path) -> None:
        found = services.check(file, key=opener(key))
        self.stdout.write(
            f"Whole. Made at {found.made_at:%Y-%m-%d %H:%M:%S %Z} from {found.vendor};"
            f" audit entry {found.audit_sequence} with {found.audit_hash}."
        )

    def _restore(self, file: Path, key: Path, *, replace: bool) -> None:
        if _holds_something() and not replace:
            raise CommandError("This database holds an office already: --replace")
        done = services.restore(file, key=opener(key), at=timezone.now())
        made_at = timezone.localtime(done.made_at)
        self.stdout.write(
            f"Restored to {made_at:%Y-%m-%d %H:%M}. {done.calmed} rows were calmed:"
            " mails that waited are held, everybody is signed out."
        )
        self._say_who_left(done)
        self.stdout.write("Look at Today before mail goes out again.")

    def _say_who_left(self, done: services.Restored) -> None:
        if done.caught_up is None:
            self.stdout.write(
                f"WARNING: no {diary.NAME} of this office was found beside the backup."
                " Whoever left or was erased since is registered again. Fetch the file"
                " from where the backups were made and restore once more; where it is"
                " lost, leave the held mails held, tell your readers of the restore,"
                " and let them leave anew. A file written under another"
                " MACHIMORI_SECRET_KEY cannot be read."
            )
            return
        self.stdout.write(
            f"{done.caught_up} people who left, left a kind of mail or were erased"
            f" since were taken off again. {done.lost} who registered since are not"
            " registered any more: ask them to register anew."
        )


def _holds_something() -> bool:
    is_there = Entry._meta.db_table in connection.introspection.table_names()
    return is_there and Entry.objects.exists()
