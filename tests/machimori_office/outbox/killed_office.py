"""An office in processes of its own, each of which can be killed at any moment."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import psycopg

from tests.machimori_office.outbox.sink import closed_port
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
from machimori_office.outbox.models import Delivery, Message
from machimori_office.subscriptions.models import Request
rows = Delivery.objects.filter(message__about="all").values_list(
    "address__address", "state", "may_be_twice"
)
messages = [
    [m.about, m.state, m.total, m.deliveries.count(), m.accepted]
    for m in Message.objects.all()
]
asked = list(Request.objects.values_list("address"))
rows = [list(row) for row in rows]
print(json.dumps({"rows": rows, "messages": messages, "asked": asked}))
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
    """Workers, the clock that queues, and a web server over one database."""

    folder: Path
    port: int
    database_url: str = "sqlite"
    web_port: int = field(default_factory=closed_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
            "MACHIMORI_FOLDER": str(self.folder),
            "MACHIMORI_MODE": "demo",
            "MACHIMORI_MAIL_OUT": f"127.0.0.1:{self.port}",
            "MACHIMORI_DATABASE_URL": self.database_url,
            "MACHIMORI_ADDRESS": f"http://127.0.0.1:{self.web_port}",
            "MACHIMORI_BEHIND_PROXY": "yes",
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MACHIMORI_")}
        return kept | own

    def open(self, readers: int) -> None:
        self.manage("prepare")
        self.ask(_FILL, COUNT=readers)
        self.ask(_QUEUE, COUNT=readers, FIRST=0, ABOUT="all", ONCE=True)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, check=True, env=self.environment, cwd=ROOT)

    def start(self, name: str) -> None:
        """Start a worker, the web server, or who queues small messages all the time."""
        quiet = subprocess.DEVNULL
        self.running[name] = subprocess.Popen(
            [sys.executable, *self._arguments(name)],
            env=self.environment,
            cwd=ROOT,
            stderr=quiet,
            start_new_session=True,
        )

    def _arguments(self, name: str) -> list[str]:
        if name == "clock":
            code = _code(_QUEUE, COUNT=20, FIRST=0, ABOUT="more", ONCE=False)
            return ["-c", code]
        if name == "web":
            served = ["-m", "gunicorn", "machimori_office.wsgi", "--workers", "2"]
            return [*served, "--bind", f"127.0.0.1:{self.web_port}"]
        return [str(ROOT / "manage.py"), "send_mail", "--hands", "2"]

    def kill(self, name: str) -> None:
        """Kill it, and start it anew."""
        self.end(name)
        self.start(name)

    def end(self, name: str) -> None:
        process = self.running.pop(name)
        # The web server's own workers die with it, as by a cut of power.
        os.killpg(process.pid, signal.SIGKILL)
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


class Visitors(Thread):
    """Residents who ask for a link, one after the other, however often the web dies.

    Each comes from a place of their own, as the proxy in front says.
    """

    def __init__(self, port: int) -> None:
        super().__init__(name="visitors")
        self._port = port
        self._is_over = Event()
        self.thanked: list[str] = []
        self.turned_away = 0

    def run(self) -> None:
        opened, number = "", 0
        while not self._is_over.wait(0.05):
            number += 1
            try:
                opened = opened or self._opened()
                if self._ask(f"visitor{number}@x.jp", opened, number):
                    self.thanked.append(f"visitor{number}@x.jp")
                else:
                    self.turned_away += 1
            except (OSError, HTTPException):
                self.turned_away += 1

    def end(self) -> None:
        self._is_over.set()
        self.join()

    def wait_for_thanks(self) -> None:
        """Wait until the web server, which may have begun just now, takes a form."""
        before, patience = len(self.thanked), time.monotonic() + 600
        while len(self.thanked) == before:
            if time.monotonic() > patience:
                raise TimeoutError("the web server does not come up again")
            time.sleep(0.01)

    def _opened(self) -> str:
        """Open the form as a browser does, and wait as a person does."""
        status, page = self._speak("GET", "", 0)
        found = re.search(r'name="opened" value="([^"]+)"', page)
        if status != 200 or not found:
            return ""
        self._is_over.wait(2)
        return html.unescape(found[1])

    def _ask(self, address: str, opened: str, number: int) -> bool:
        filled = urlencode({"email": address, "opened": opened, "website": ""})
        status, _ = self._speak("POST", filled, number)
        return status == 302

    def _speak(self, verb: str, body: str, number: int) -> tuple[int, str]:
        line = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
        }
        with closing(line):
            line.request(verb, "/ja/register/", body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()


def _code(code: str, **given: object) -> str:
    named = "\n".join(f"{name} = {value!r}" for name, value in given.items())
    return f"import django\ndjango.setup()\n{named}\n{code}"
