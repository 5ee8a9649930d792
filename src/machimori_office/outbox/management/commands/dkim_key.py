"""`manage.py dkim_key FILE`: a key that signs mails, and what the DNS must say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from machimori_office.outbox import dkim
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """The key is written where only its owner reads it; an old one stays."""

    help = "Make a private key for DKIM and print the record for the DNS."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take file, selector and algorithm."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--selector", default="machimori")
        parser.add_argument("--algorithm", choices=("rsa", "ed25519"), default="rsa")

    def handle(
        self, *args: Any, file: Path, selector: str, algorithm: str, **options: Any
    ) -> None:
        """Make it and print."""
        try:
            file.touch(mode=0o600, exist_ok=False)
        except FileExistsError as error:
            raise CommandError(f"{file} exists; it stays as it is.") from error
        pem = dkim.new_key(algorithm)
        file.write_text(pem, encoding="ascii")
        domain = settings.MAIL_FROM[1].rpartition("@")[2]
        signer = dkim.Signer.read(pem, domain=domain, selector=selector)
        prefix = "DKIM" if algorithm == "rsa" else "DKIM_ED25519"
        self.stdout.write(
            f"{selector}._domainkey.{domain}. IN TXT {_quoted(dkim.dns_record(signer))}"
            f"\n\nMACHIMORI_{prefix}_KEY_FILE={file.resolve()}"
            f"\nMACHIMORI_{prefix}_SELECTOR={selector}"
        )


def _quoted(record: str) -> str:
    """A string in a zone holds 255 characters at most."""
    parts = [record[at : at + 255] for at in range(0, len(record), 255)]
    return " ".join(f'"{part}"' for part in parts)
