"""`python -m benchmarks.sending.office MAILS DATABASE`: an office that sends, measured.

Prints as JSON how long it took from the order to queue until the last mail was
accepted, the memory of both workers, and what the sink counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WORKERS = 2
TEXT = "市内で、職員を名乗る不審な電話がありました。\n" * 8 + "\n{{unsubscribe}}\n"


def main() -> None:
    mails, database = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="sending-") as folder:
        sink, port = start_sink()
        _set_up(folder, port, database)
        workers = [_start_worker() for _ in range(WORKERS)]
        try:
            _register(mails)
            _wait_for_workers(Path(folder) / "workers")
            took_s, kept_mb = _send(mails, workers)
        finally:
            for worker in workers:
                worker.terminate()
                worker.wait()
        came, different = stop_sink(sink)
    said = {"took_s": took_s, "mb": kept_mb, "came": came, "different": different}
    print(json.dumps(said))


def start_sink() -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "benchmarks.sending.sink"]
    pipe = subprocess.PIPE
    sink = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
    assert sink.stdout
    return sink, int(sink.stdout.readline())


def stop_sink(sink: subprocess.Popen[str]) -> tuple[int, int]:
    came, different = sink.communicate()[0].split()
    return int(came), int(different)


def _set_up(folder: str, port: int, database: str) -> None:
    from machimori_office.outbox.dkim import new_key

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
        "MACHIMORI_MODE": "demo",
        "MACHIMORI_FOLDER": folder,
        "MACHIMORI_MAIL_OUT": f"127.0.0.1:{port}",
        "MACHIMORI_DKIM_KEY": new_key(),
        "MACHIMORI_DKIM_SELECTOR": "s1",
    }
    if database == "postgresql":
        from tests.machimori_office.postgresql import throw_away_cluster

        os.environ["MACHIMORI_DATABASE_URL"] = throw_away_cluster()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "manage.py"), "send_mail", "--hands", "3"]
    return subprocess.Popen(command, cwd=ROOT)


def _wait_for_workers(folder: Path) -> None:
    while len(list(folder.glob("*.worker"))) < WORKERS:
        time.sleep(0.1)


def _register(mails: int) -> None:
    from django.utils import timezone

    from machimori_office.outbox.models import Address

    now = timezone.now()
    for first in range(0, mails, 10_000):
        numbers = range(first, min(first + 10_000, mails))
        names = [f"reader{number}@x{number % 50}.jp" for number in numbers]
        Address.objects.bulk_create(
            Address(address=n, key=n, domain=n.partition("@")[2], created_at=now)
            for n in names
        )


def _send(mails: int, workers: list[subprocess.Popen[bytes]]) -> tuple[float, float]:
    from django.db.models import Value
    from django.utils import timezone

    from machimori_office.outbox.models import Address, Message
    from machimori_office.outbox.queueing import Posting, Wording, queue

    readers = Address.objects.annotate(reads=Value("ja"))
    began_s, kept_mb = time.perf_counter(), 0.0
    message = queue(
        Posting(
            purpose=Message.Purpose.ALERT,
            wordings={"ja": Wording(subject="【防犯】不審な電話", text=TEXT)},
            not_before=timezone.now(),
            category="city/phone",
        ),
        recipients=readers.values_list("pk", "domain", "reads"),
        at=timezone.now(),
    )
    accepted = Message.objects.filter(pk=message.pk).values_list("accepted", flat=True)
    while accepted.get() < mails:
        time.sleep(0.1)
        kept_mb = max(kept_mb, sum(map(_proportional_mb, workers)))
    return time.perf_counter() - began_s, kept_mb


def _proportional_mb(process: subprocess.Popen[Any]) -> float:
    said = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii")
    return float(said.split("\nPss:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
