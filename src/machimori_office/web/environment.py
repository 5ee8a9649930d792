"""What the office must know before its database opens, read from the environment."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from machimori_office.web.errors import SettingMissing, SettingWrong

PREFIX = "MACHIMORI_"


@dataclass(frozen=True)
class Environment:
    """The variables of the office; whatever is missing or wrong stops the start."""

    variables: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        """Read `name`, or the file that `name`_FILE names."""
        found = self.variables.get(PREFIX + name) or self._from_file(name) or default
        if found is None:
            raise SettingMissing(name=PREFIX + name)
        return found

    def _from_file(self, name: str) -> str:
        file = self.variables.get(f"{PREFIX}{name}_FILE")
        if not file:
            return ""
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            expected = "a file that can be read"
            raise SettingWrong(
                name=f"{PREFIX}{name}_FILE", expected=expected
            ) from error

    def file(self, name: str) -> str:
        """Read the path of a file that must be there; empty where none is named."""
        found = self.text(name, "")
        if found and not Path(found).is_file():
            expected = "a file that can be read"
            raise SettingWrong(name=PREFIX + name, expected=expected)
        return found

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """Read a word of a closed list; its first is the default."""
        found = self.text(name, choices[0])
        if found not in choices:
            raise SettingWrong(name=PREFIX + name, expected=" | ".join(choices))
        return found

    @property
    def is_demo(self) -> bool:
        """Whether this is a made-up city on the reader's own computer."""
        return self.one_of("MODE", ("office", "demo")) == "demo"

    def secret_key(self, folder: Path) -> str:
        """Read the secret; a demo makes its own and keeps it beside its database."""
        kept = folder / "secret-key"
        if self.is_demo and not self.variables.get(f"{PREFIX}SECRET_KEY"):
            folder.mkdir(parents=True, exist_ok=True)
            if not kept.exists():
                kept.touch(mode=0o600)
                kept.write_text(secrets.token_urlsafe(64), encoding="utf-8")
            return kept.read_text(encoding="utf-8")
        found = self.text("SECRET_KEY")
        if len(found) < 50:
            raise SettingWrong(
                name=f"{PREFIX}SECRET_KEY", expected="50 characters or more"
            )
        return found

    def link_key(self) -> str:
        """Read the secret of residents' links, which two boxes share."""
        found = self.text("LINK_KEY")
        if len(found) < 50:
            expected = "50 characters or more, the same on both servers"
            raise SettingWrong(name=f"{PREFIX}LINK_KEY", expected=expected)
        return found

    def address(self, name: str = "ADDRESS", default: str | None = None) -> str:
        """Read under which address browsers reach the office, or its public part."""
        if self.is_demo and default is None:
            default = "http://127.0.0.1:8000"
        found = self.text(name, default).rstrip("/")
        parts = urlsplit(found)
        is_safe = parts.scheme == "https" or (self.is_demo and parts.scheme == "http")
        if not (is_safe and parts.hostname and not parts.path):
            raise SettingWrong(
                name=PREFIX + name, expected="https://office.example.lg.jp"
            )
        return found

    def address_is_numeric(self) -> bool:
        """Whether browsers reach the office by a number instead of a name."""
        try:
            ip_address(urlsplit(self.address()).hostname or "")
        except ValueError:
            return False
        return True

    def oidc_server(self) -> str:
        """Read where the city's directory is; empty where it has none."""
        found = self.text("OIDC_SERVER", "")
        if found and not found.startswith("https://") and not self.is_demo:
            raise SettingWrong(
                name=f"{PREFIX}OIDC_SERVER", expected="https://login.example.lg.jp"
            )
        return found

    def mail_domain(self) -> str:
        """Read the domain under which the office has its mailboxes."""
        default = (
            "hibari.example" if self.is_demo else urlsplit(self.address()).hostname
        )
        return self.text("MAIL_DOMAIN", default).lower()

    def endpoint(self, name: str, *, default: str) -> tuple[str, int]:
        """Read a host and its port."""
        found = self.text(name, default)
        host, _, port = found.rpartition(":")
        if not (host and port.isdecimal() and 0 < int(port) < 1 << 16):
            raise SettingWrong(name=PREFIX + name, expected="127.0.0.1:25")
        return host.strip("[]"), int(port)

    def imap(self) -> dict[str, Any] | None:
        """Read the mailbox that is fetched; None where mail is brought."""
        url = self.text("MAIL_IMAP", "")
        if not url:
            return None
        parts = urlsplit(url)
        is_near = parts.hostname in ("127.0.0.1", "::1", "localhost")
        is_safe = parts.scheme == "imaps" or (parts.scheme == "imap" and is_near)
        if not (is_safe and parts.hostname and parts.username):
            raise SettingWrong(
                name=f"{PREFIX}MAIL_IMAP",
                expected="imaps://user@mail.example.lg.jp/INBOX",
            )
        return {
            "host": parts.hostname,
            "port": parts.port or (993 if parts.scheme == "imaps" else 143),
            "user": unquote(parts.username),
            "password": self.text("MAIL_IMAP_PASSWORD"),
            "folder": unquote(parts.path.strip("/")) or "INBOX",
            "is_encrypted": parts.scheme == "imaps",
        }

    def mail_from(self, default: str) -> tuple[str, str]:
        """Read the name and the address that mails are written under."""
        name, address = parseaddr(self.text("MAIL_FROM", default))
        if not re.fullmatch(r"[\x21-\x7e]+@[\x21-\x7e]+", address):
            expected = "安全・安心メール <anzen@city.example.lg.jp>"
            raise SettingWrong(name=f"{PREFIX}MAIL_FROM", expected=expected)
        return name, address

    def keys(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Read those private keys that are given, each with its selector."""
        found = []
        for name in names:
            key = self.text(f"{name}_KEY", "")
            if key and "PRIVATE KEY" not in key:
                expected = "PEM of a private key (manage.py dkim_key)"
                raise SettingWrong(name=f"{PREFIX}{name}_KEY", expected=expected)
            if key:
                found.append((self.text(f"{name}_SELECTOR"), key))
        return tuple(found)

    def database(self, folder: Path) -> dict[str, Any]:
        """Read where the rows are kept: SQLite, or PostgreSQL by one variable."""
        url = self.text("DATABASE_URL", "sqlite")
        if url == "sqlite":
            return self._sqlite(folder)
        return _postgresql(url)

    def _sqlite(self, folder: Path) -> dict[str, Any]:
        folder.mkdir(parents=True, exist_ok=True)
        # WAL breaks on network drives, which town halls use: hence a choice.
        journal = self.one_of("SQLITE_JOURNAL", ("wal", "delete"))
        # What is erased is overwritten in the file, not only taken off its list.
        begins = f"PRAGMA journal_mode={journal}; PRAGMA secure_delete=on"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "office.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": begins,
            },
            # A file, so that tests of two workers see one database.
            "TEST": {"NAME": folder / "tests.sqlite3"},
        }


def _postgresql(url: str) -> dict[str, Any]:
    name = f"{PREFIX}DATABASE_URL"
    expected = "postgresql://user:password@host:5432/name"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingWrong(name=name, expected=expected) from error
    if parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
        raise SettingWrong(name=name, expected=expected)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
