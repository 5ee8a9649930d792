"""`python -m benchmarks.sending.peers PEER MAILS`: others queue and send as many mails.

They sign with dkimpy, as is usual in Python; neither gives a return path or a link of
its own to each mail.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sending.office import TEXT, start_sink, stop_sink

APPS = {"django-mailer": "mailer", "django-post-office": "post_office"}


def main() -> None:
    peer, mails = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="sending-") as folder:
        sink, port = start_sink()
        _set_up(folder, port, APPS[peer])
        began_s = time.perf_counter()
        names = [f"reader{number}@x{number % 50}.jp" for number in range(mails)]
        _with_mailer(names) if peer == "django-mailer" else _with_post_office(names)
        took_s = time.perf_counter() - began_s
        came, different = stop_sink(sink)
    print(json.dumps({"took_s": took_s, "came": came, "different": different}))


def _set_up(folder: str, port: int, app: str) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    from machimori_office.outbox.dkim import new_key

    os.environ["PEER_DKIM_KEY"] = new_key()
    smtp = "benchmarks.sending.signing_backend.SigningBackend"
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", app],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(folder) / "peer.sqlite3",
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=wal",
                },
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND=smtp if app == "post_office" else "mailer.backend.DbBackend",
        MAILER_EMAIL_BACKEND=smtp,
        MAILER_USE_FILE_LOCK=False,
        MAILER_EMAIL_MAX_BATCH=None,
        POST_OFFICE={"BATCH_SIZE": 100_000, "THREADS_PER_PROCESS": 3},
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": n}
            for n in ("django", "post_office")
        ],
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)


def _with_mailer(names: list[str]) -> None:
    from django.core.mail import send_mass_mail
    from mailer.engine import send_all

    send_mass_mail([("不審な電話", TEXT, "anzen@x.example", [name]) for name in names])
    send_all()


def _with_post_office(names: list[str]) -> None:
    from django.core.management import call_command
    from post_office import mail

    sender, subject = "anzen@x.example", "不審な電話"
    mail.send_many(
        {"sender": sender, "recipients": [n], "subject": subject, "message": TEXT}
        for n in names
    )
    call_command("send_queued_mail", processes=2, verbosity=0)


if __name__ == "__main__":
    main()
