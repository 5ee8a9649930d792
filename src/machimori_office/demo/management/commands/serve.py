"""`manage.py serve`: the whole office of a made-up city, in one command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from machimori_office.demo import office
from machimori_office.demo.programs import Programs
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Until Ctrl-C; then everything stops."""

    help = "Start web, mail in, mail out, clock and a mail catcher; Ctrl-C stops all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what else to do."""
        parser.add_argument("--beside", default="", help="a command to run meanwhile")
        parser.add_argument(
            "--prove",
            action="store_true",
            help="open every page, let a mail arrive, and stop",
        )

    def handle(self, *args: Any, beside: str, prove: bool, **options: Any) -> None:
        """Prepare, start, say where, and watch."""
        if taken := office.occupied():
            raise CommandError(f"Something listens already at {', '.join(taken)}.")
        call_command("prepare", stdout=self.stdout)
        # Before anybody works there: the clock would take the past for work to do.
        call_command("load_demo", stdout=self.stdout)
        running = Programs(Path(settings.OFFICE_FOLDER) / "logs", self.stdout.write)
        running.stop_on_signals()
        try:
            running.start(list(office.programs(beside)))
            self._open(running)
            if prove:
                self._prove(running)
            else:
                self._serve(running, beside)
        finally:
            running.stop()

    def _open(self, running: Programs) -> None:
        if not office.is_open():
            raise CommandError(f"The office does not answer; see {running.logs}.")
        mail = f"{settings.OFFICE_ADDRESS}/demo/mail/"
        self.stdout.write(f"  residents' mail: {mail}\n  logs: {running.logs}\n")

    def _prove(self, running: Programs) -> None:
        if faults := list(office.prove(running, self.stdout.write)):
            raise CommandError("\n".join(faults))

    def _serve(self, running: Programs, beside: str) -> None:
        self.stdout.write("The office is open. Ctrl-C stops it.")
        if beside:
            running.watch(lambda: running.failed(office.BESIDE) is not None)
            how = "failed" if running.failed(office.BESIDE) else "is done"
            log = running.logs / f"{office.BESIDE}.log"
            self.stdout.write(f"{beside}: {how} (see {log})")
        running.watch()
        self.stdout.write("Stopping.")
