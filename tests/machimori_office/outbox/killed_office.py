"""An office in processes of its own, each of which can be killed at any moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.machimori_office.postgresql import programs
from tests.source_tree import ROOT

_FILL = """
from django.utils import timezone
from machimori_office.outbox.models import Address
now = timezone.now()
names = [f"reader{number}@x{number % 50}.jp" for number in range(COUNT)]
Address.objects.bulk_create(
    [
        Address(address=n, key=n, domain=n.partition("@")[2], created_at=now)
        for n in names
    ],
    batch_size=1000,
)
"""
_QUEUE = """
import time
from django.db.models import Value
from django.utils import timezone
from machimori_office.outbox.models import Address
from machimori_office.outbox.queueing import Posting, Wording, queue
now = timezone.now()
numbers = Address.objects.order_by("pk").values_list("pk", flat=True)
while True:
    first = numbers[FIRST]
    readers = Address.objects.filter(pk__gte=first)[:COUNT].annotate(k=Value("ja"))
    queue(
        Posting(
            purpose="alert",
            wordings={"ja": Wording(subject="停電", text="…")},
            not_before=now,
            category="city/phone",
            about=ABOUT,
        ),
        recipients=readers.values_list("pk", "domain", "k"),
        at=timezone.now(),
    )
    if ONCE:
        break
    time.sleep(0.2)
"""
_CENSUS = """
import json
from collections import Counter
from machimori_office.outbox.models import Delivery, Message
rows = Delivery.objects.filter(message__about="all").values_list(
    "address__address", "state", "may_be_twice"
)
messages = [
    [m.about, m.state, m.total, m.deliveries.count(), m.accepted]
    for m in Message.objects.all()
]
print(json.dumps({"rows": [list(row) for row in rows], "messages": messages}))
"""
_PROGRESS = """
from machimori_office.outbox.models import Message
import sys
sys.exit(Message.objects.get(about="all").state != "sent")
"""


@dataclass
class Cluster:
    """A PostgreSQL that can be killed and comes up again with all it confirmed."""

    folder: Path

    def __post_init__(self) -> None:
        self._user = "postgres" if os.geteuid() == 0 else None
        self.folder.mkdir(mode=0o755)
        if self._user:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-D", str(self.data), "-U", "office", "-A", "trust", "-N")
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "cluster"

    @property
    def url(self) -> str:
        return f"postgresql://office@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        options = f"-c listen_addresses='' -k {self.folder}"
        log = f"{self.folder}/log"
        self._run(
            "pg_ctl", "-D", str(self.data), "-w", "-o", options, "-l", log, "start"
        )

    def kill(self) -> None:
        """Kill it, and start it again until it answers."""
        lines = (self.data / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), signal.SIGKILL)
        patience = time.monotonic() + 180
        while time.monotonic() < patience:
            # Its children leave the memory that they shared only after a while: until
            # then the next one refuses to start.
            with suppress(subprocess.CalledProcessError):
                self.start()
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            time.sleep(0.5)
        raise TimeoutError("the database does not come up again")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        found = programs()
        assert found
        subprocess.run(
            [found / program, *arguments],
            check=True,
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@dataclass
class Office:
    """Workers and a web process over one database."""

    folder: Path
    port: int
    database_url: str = "sqlite"
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
            "MACHIMORI_FOLDER": str(self.folder),
            "MACHIMORI_MODE": "demo",
            "MACHIMORI_MAIL_OUT": f"127.0.0.1:{self.port}",
            "MACHIMORI_DATABASE_URL": self.database_url,
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MACHIMORI_")}
        return kept | own

    def open(self, readers: int) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.ask(_FILL, COUNT=readers)
        self.ask(_QUEUE, COUNT=readers, FIRST=0, ABOUT="all", ONCE=True)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, check=True, env=self.environment, cwd=ROOT)

    def start(self, name: str) -> None:
        """Start a worker, or somebody who queues small messages all the time."""
        if name == "web":
            code = _code(_QUEUE, COUNT=20, FIRST=0, ABOUT="more", ONCE=False)
            command = [sys.executable, "-c", code]
        else:
            manage = str(ROOT / "manage.py")
            command = [sys.executable, manage, "send_mail", "--hands", "2"]
        quiet = subprocess.DEVNULL
        self.running[name] = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stderr=quiet
        )

    def kill(self, name: str) -> None:
        """Kill it, and start it anew."""
        self.end(name)
        self.start(name)

    def end(self, name: str) -> None:
        process = self.running.pop(name)
        process.kill()
        process.wait()

    def end_all(self) -> None:
        for name in list(self.running):
            self.end(name)

    def is_sent(self) -> bool:
        return self._python(_PROGRESS).returncode == 0

    def census(self) -> dict[str, list[list[object]]]:
        found: dict[str, list[list[object]]] = json.loads(self.ask(_CENSUS))
        return found

    def ask(self, code: str, **given: object) -> str:
        done = self._python(_code(code, **given))
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def _python(self, code: str) -> subprocess.CompletedProcess[bytes]:
        ready = code if code.startswith("import django") else _code(code)
        command = [sys.executable, "-c", ready]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True
        )


def _code(code: str, **given: object) -> str:
    named = "\n".join(f"{name} = {value!r}" for name, value in given.items())
    return f"import django\ndjango.setup()\n{named}\n{code}"
