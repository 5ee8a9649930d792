"""A backup from end to end: the commands, on a database of its own.

Each command at a terminal loads the whole office first: one is run so, the others in a
process that stays.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.machimori_office.boxes import Box
from tests.machimori_office.prepared import Prepared
from tests.source_tree import ROOT

NUMBERS = count()

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
left = [*unsent.values_list("state", flat=True), Staff.objects.count()]
last = Entry.objects.order_by("sequence").last().action
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
said = sorted(name for name in names if name.endswith("@x.jp"))
"""


COMMANDS = """
from io import StringIO
def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()
"""
STAFF = """
from django.utils import timezone
from machimori_office.demo import city
city.load(timezone.now())
"""


class Office:
    """One office with a database of its own, reached by its commands alone."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.execute(COMMANDS)

    def execute(self, code: str) -> None:
        self.box.do(code)

    def run(self, *words: object) -> str:
        return str(self.box.ask(f"run(*{[str(word) for word in words]!r})"))

    def run_alone(self, *words: object) -> None:
        """Run a command as they are run at a terminal: in a process of its own."""
        command = [sys.executable, ROOT / "manage.py", *map(str, words)]
        subprocess.run(command, env=self.box.environment, check=True)

    def refused(self, *words: object) -> str:
        with pytest.raises(AssertionError, match="CommandError") as refused:
            self.run(*words)
        return str(refused.value)


@pytest.fixture
def office(tmp_path: Path, prepared: Prepared, db: None) -> Iterator[Office]:
    folder, name = tmp_path / "office", f"restored_{os.getpid()}_{next(NUMBERS)}"
    url = prepared.copied(folder, name)
    with Box(folder, url, BACKUP_FOLDER=str(tmp_path / "backups")) as box:
        yield Office(box)


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
    assert "--replace" in office.refused("restore", backup, *own)
    office.run_alone("restore", backup, *own, "--replace")
    office.execute(LEFT)
    assert office.box.ask("left") == ["held", 5]
    assert office.box.ask("last") == "backups.restored"
    office.run("verify_audit")
    assert not list((tmp_path / "office").glob("backup-*"))


def test_who_left_since_the_backup_is_not_registered_by_going_back_to_it(
    tmp_path: Path, office: Office
) -> None:
    backups, keys = tmp_path / "backups", tmp_path / "keys"
    office.execute(f"{REGISTERED}register('leaves@x.jp'); register('stays@x.jp')")
    office.run("make_backup_key", keys)
    office.run("back_up", backups, "--key", keys / "backup.public.pem")
    (backup,) = backups.glob("*.backup")
    office.execute(f"{REGISTERED}{LEAVES}register('late@x.jp')")
    # The command itself writes down what no job has written yet.
    own = (backup, "--key", keys / "backup.private.pem", "--replace")
    said = office.run("restore", *own)
    assert "1 people who left" in said
    assert office.box.do(NAMES) == ["stays@x.jp"]
    (backups / "machimori-wishes.log").unlink()
    # A file that begins only now says nothing of what was before.
    office.execute(FORGET)
    assert "WARNING" in office.run("restore", *own)
    assert office.box.do(NAMES) == ["leaves@x.jp", "stays@x.jp"]


def test_a_backup_that_was_touched_changes_nothing(
    tmp_path: Path, office: Office
) -> None:
    office.run("make_backup_key", tmp_path)
    office.run("back_up", tmp_path, "--key", tmp_path / "backup.public.pem")
    (backup,) = tmp_path.glob("*.backup")
    raw = bytearray(backup.read_bytes())
    raw[-20] ^= 1
    backup.write_bytes(raw)
    own = ("--key", tmp_path / "backup.private.pem", "--replace")
    assert "altered" in office.refused("restore", backup, *own)
