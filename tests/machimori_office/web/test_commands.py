"""Commands begin at once, and say what is to be done first where tables are missing."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from gunicorn.arbiter import Arbiter

from machimori_office.web import commands
from machimori_office.web.commands import OfficeCommand

CHECKING = """
import django, sys
django.setup()
from machimori_office.web.commands import OfficeCommand
OfficeCommand().check(tags=OfficeCommand.requires_system_checks)
print({"numba", "pandas", "scipy.stats", "machimori.geometry"} & sys.modules.keys())
"""


class Reads(OfficeCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        raise OperationalError("no such table: office_cache")


def run() -> None:
    Reads().execute(skip_checks=True, force_color=False, no_color=False)


def test_every_command_of_the_office_begins_without_its_pages() -> None:
    ours = {n: a for n, a in get_commands().items() if a.startswith("machimori_office")}
    assert len(ours) > 15
    for name, app in ours.items():
        assert isinstance(load_command_class(app, name), OfficeCommand), name


def test_what_django_looks_at_before_a_command_loads_nothing_that_computes() -> None:
    said = subprocess.run(
        [sys.executable, "-c", CHECKING], capture_output=True, check=True, text=True
    )
    assert said.stdout.strip() == "set()"


@pytest.mark.django_db
def test_a_missing_table_is_named_with_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert commands.refusal_unless_prepared() is None
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE office_cache")
    refusal = commands.refusal_unless_prepared()
    assert refusal is not None
    assert "office_cache" in refusal.message("en")
    with pytest.raises(CommandError, match=r"manage\.py prepare"):
        run()
    with pytest.raises(SystemExit) as ended:
        commands.stop_unless_prepared()
    assert ended.value.code == commands.NEVER_CAME_UP == Arbiter.WORKER_BOOT_ERROR
    assert "manage.py prepare" in capsys.readouterr().err


@pytest.mark.django_db
def test_any_other_error_of_the_database_is_told_as_it_is() -> None:
    commands.stop_unless_prepared()
    with pytest.raises(OperationalError):
        run()
