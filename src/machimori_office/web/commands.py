"""Commands load what they need, and say what is to be done first."""

from __future__ import annotations

import sys
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from machimori_office.web.errors import NotPrepared
from machimori_office.web.speaking import said


class OfficeCommand(BaseCommand):
    """A command that shows no pages.

    Django looks at every address before each command, and an address loads its page
    with all that it computes with. `manage.py check` and the tests look at them.
    """

    requires_system_checks = (
        Tags.caches,
        Tags.compatibility,
        Tags.files,
        Tags.models,
        Tags.security,
        Tags.translation,
    )

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run; where tables are missing, say so rather than what the database says."""
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            refusal = refusal_unless_prepared()
            if refusal is None:
                raise
            raise CommandError(said(refusal)) from error


def missing_tables() -> list[str]:
    """Return the tables that the office needs and the database lacks, in order."""
    wanted = {
        model._meta.db_table for model in apps.get_models() if model._meta.managed
    }
    wanted |= {str(cache["LOCATION"]) for cache in settings.CACHES.values()}
    return sorted(wanted - set(connection.introspection.table_names()))


def refusal_unless_prepared() -> NotPrepared | None:
    """Say that the database is not prepared; None where it is or cannot be asked."""
    try:
        missing = missing_tables()
    except DatabaseError:
        return None
    if not missing:
        return None
    return NotPrepared(tables=", ".join(missing[:3]), count=len(missing))


NEVER_CAME_UP = 3
"""With this, gunicorn ends as a whole; with any other it would start a worker anew,
which ends for the same reason, every second and for ever."""


def stop_unless_prepared() -> None:
    """End a server that would answer every page with an error of the database."""
    refusal = refusal_unless_prepared()
    if refusal is not None:
        sys.stderr.write(f"{said(refusal)}\n")
        sys.exit(NEVER_CAME_UP)
