"""A backup from end to end: the commands, on a database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.source_tree import ROOT

WAITING = """
from datetime import datetime, UTC
from machimori_office.outbox.models import Message
from machimori_office.outbox.queueing import Posting, Wording, queue_one
from machimori_office.outbox import addresses
at = datetime(2026, 11, 22, tzinfo=UTC)
words = {"ja": Wording(subject="下校", text="見守り")}
posting = Posting(purpose=Message.Purpose.ALERT, wordings=words, not_before=at)
queue_one(posting, to=addresses.read_address("midori@docomo.example"), at=at)
"""
LEFT = """
from machimori_office.outbox.models import Message
from machimori_office.people.models import Staff
from machimori_office.audit.models import Entry
unsent = Message.objects.exclude(state="sent")
print(*unsent.values_list("state", flat=True), Staff.objects.count())
print(*Entry.objects.values_list("action", flat=True))
"""


REGISTERED = """
from datetime import datetime, UTC
from django.db.transaction import atomic
from machimori_office.outbox.models import Address
from machimori_office.subscriptions import keeping, services
at = datetime(2026, 11, 22, tzinfo=UTC)
@atomic
def register(name):
    row = Address.objects.create(address=name, key=name, domain="x.jp", created_at=at)
    keeping.take_on(row, services.EVERYTHING, way="mail", at=at)
"""
LEAVES = """
from django.utils import timezone
from machimori_office.backups import diary
from machimori_office.subscriptions.models import Subscriber
here = Subscriber.objects.get(address__key="leaves@x.jp")
atomic(keeping.take_off)(here, way="page", at=timezone.now())
"""
FORGET = """
from machimori_office.backups.models import Wish
Wish.objects.all().delete()
"""
NAMES = """
from machimori_office.subscriptions.models import Subscriber
names = Subscriber.objects.values_list("address__key", flat=True)
print(*sorted(name for name in names if name.endswith("@x.jp")))
"""


class Office:
    """One office with a database of its own, reached by its commands alone."""

    def __init__(self, folder: Path, url: str) -> None:
        self.environment = os.environ | {
            "MACHIMORI_FOLDER": str(folder),
            "MACHIMORI_DATABASE_URL": url,
            "PYTHONWARNINGS": "ignore",
        }

    def attempt(self, *words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *words: object) -> str:
        done = self.attempt(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def execute(self, code: str) -> str:
        return self.run("shell", "--no-imports", "-c", code)


STAFF = """
from django.utils import timezone
from machimori_office.demo import city
city.load(timezone.now())
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with empty tables: the others begin as copies of it."""
    office = Office(tmp_path_factory.mktemp("prepared"), database("prepared"))
    office.run("prepare")
    return office


@pytest.fixture
def office(tmp_path: Path, prepared: Office, db: None) -> Office:
    folder = tmp_path / "office"
    shutil.copytree(prepared.environment["MACHIMORI_FOLDER"], folder)
    name = tmp_path.name.replace("-", "_").lower()[:60]
    return Office(folder, database(name, template="prepared"))


def database(name: str, *, template: str = "template1") -> str:
    """Make a database beside the one of the tests; SQLite's are in the folders."""
    if connection.vendor == "sqlite":
        return "sqlite"
    import psycopg

    url = os.environ["MACHIMORI_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url.rpartition("/")[0] + f"/{name}"


def test_an_office_goes_back_to_its_backup_and_sends_nothing_stale(
    tmp_path: Path, office: Office
) -> None:
    backups, keys = tmp_path / "backups", tmp_path / "keys"
    office.execute(STAFF)
    office.execute(WAITING)
    office.run("make_backup_key", keys)
    office.run("back_up", backups, "--key", keys / "backup.public.pem")
    (backup,) = backups.glob("*.backup")
    own = ("--key", keys / "backup.private.pem")
    assert "Whole" in office.run("restore", backup, *own, "--check")
    assert "midori" not in backup.read_bytes().decode("latin-1")
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "machimori-backups.sha256"],
        cwd=backups,
        check=True,
    )

    office.execute(
        "from machimori_office.people.models import Staff;"
        "Staff.objects.filter(login_name='ito').delete()"
    )
    assert "--replace" in office.attempt("restore", backup, *own).stderr
    office.run("restore", backup, *own, "--replace")
    states, actions = office.execute(LEFT).strip().splitlines()
    assert states == "held 5"
    assert actions.split()[-1] == "backups.restored"
    office.run("verify_audit")
    assert not list((tmp_path / "office").glob("backup-*"))


def test_who_left_since_the_backup_is_not_registered_by_going_back_to_it(
    tmp_path: Path, office: Office
) -> None:
    backups, keys = tmp_path / "backups", tmp_path / "keys"
    office.environment["MACHIMORI_BACKUP_FOLDER"] = str(backups)
    office.execute(f"{REGISTERED}register('leaves@x.jp'); register('stays@x.jp')")
    office.run("make_backup_key", keys)
    office.run("back_up", backups, "--key", keys / "backup.public.pem")
    (backup,) = backups.glob("*.backup")
    office.execute(f"{REGISTERED}{LEAVES}register('late@x.jp')")
    # The command itself writes down what no job has written yet.
    own = (backup, "--key", keys / "backup.private.pem", "--replace")
    said = office.run("restore", *own)
    assert "1 people who left" in said
    assert office.execute(NAMES).split() == ["stays@x.jp"]
    (backups / "machimori-wishes.log").unlink()
    # A file that begins only now says nothing of what was before.
    office.execute(FORGET)
    assert "WARNING" in office.run("restore", *own)
    assert office.execute(NAMES).split() == ["leaves@x.jp", "stays@x.jp"]


def test_a_backup_that_was_touched_changes_nothing(
    tmp_path: Path, office: Office
) -> None:
    office.run("make_backup_key", tmp_path)
    office.run("back_up", tmp_path, "--key", tmp_path / "backup.public.pem")
    (backup,) = tmp_path.glob("*.backup")
    raw = bytearray(backup.read_bytes())
    raw[-20] ^= 1
    backup.write_bytes(raw)
    refused = office.attempt(
        "restore", backup, "--key", tmp_path / "backup.private.pem", "--replace"
    )
    assert refused.returncode
    assert "altered" in refused.stderr
