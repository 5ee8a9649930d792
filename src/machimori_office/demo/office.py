"""Which programs make up an office on one's own computer, and whether it works."""

from __future__ import annotations

import shlex
import socket
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import get_commands

from machimori_office.demo import catcher, city, proving, residents
from machimori_office.demo.programs import Program, Programs, Say
from machimori_office.mailroom.registry import MAILBOXES

BESIDE = "beside"
_STARTS_WITHIN_S = 60.0
_ANSWERS_WITHIN_S = 60.0
_COMMANDS = {
    "catcher": ("catch_mail",),
    "mail-in": ("receive_mail",),
    "mail-out": ("send_mail",),
    "clock": ("tick", "--every", "2"),
    "assessments": ("assess_places",),
    "analyses": ("compute_analyses",),
    "walks": ("plan_walks",),
}


def programs(beside: str) -> Iterator[Program]:
    """Yield all that runs; `beside` is a command that has one thing to do."""
    yield Program("web", _web())
    for name, command in _COMMANDS.items():
        if command[0] in get_commands():
            yield Program(name, _manage(*command))
    if beside:
        yield Program(BESIDE, shlex.split(beside), is_kept_alive=False)


def occupied() -> list[str]:
    """Return where something else listens already."""
    ends = [_web_end(), settings.MAIL_OUT, settings.MAIL_IN]
    return [f"{host}:{port}" for host, port in ends if _is_taken(host, port)]


def visitor() -> proving.Visitor:
    """Return somebody with a browser."""
    return proving.Visitor(settings.OFFICE_ADDRESS)


def is_open() -> bool:
    """Wait until the office answers."""
    return proving.wait_for(visitor().is_answered, within_s=_STARTS_WITHIN_S)


def prove(running: Programs, say: Say) -> Iterator[str]:
    """Use the office as people do; say what worked and yield what did not."""
    yield from _unanswered(say)
    if {"receive_mail", "send_mail"} <= set(get_commands()) and MAILBOXES:
        yield from _mailless(say)
    if BESIDE in running.names:
        running.watch(lambda: running.failed(BESIDE) is not None)
        if running.failed(BESIDE):
            yield f"the command beside failed: see {running.logs}"


def _unanswered(say: Say) -> Iterator[str]:
    manager = visitor()
    manager.sign_in("sato", city.PASSWORD)
    if "/sign-out/" not in manager.page("/")[1]:
        yield "nobody could sign in"
    pages = manager.walk()
    yield from (
        f"{path} answered {code}" for path, code in pages.items() if code != 200
    )
    say(f"{len(pages)} pages were opened.")


def _mailless(say: Say) -> Iterator[str]:
    sender = "first@carrier.example"
    residents.send_empty_mail(sender=sender, mailbox="join")
    is_there = proving.wait_for(
        lambda: any(mail.recipient == sender for mail in catcher.caught()),
        within_s=_ANSWERS_WITHIN_S,
    )
    if is_there:
        say("An empty mail was answered.")
    else:
        yield "the answer to an empty mail did not arrive"


def _web() -> list[str]:
    host, port = _web_end()
    options = ["--bind", f"{host}:{port}", "--workers", "2", "--preload"]
    options += ["--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", *options, "machimori_office.wsgi"]


def _manage(*words: str) -> list[str]:
    return [sys.executable, sys.argv[0], *words]


def _web_end() -> tuple[str, int]:
    parts = urlsplit(settings.OFFICE_ADDRESS)
    return parts.hostname or "127.0.0.1", parts.port or 80


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return True
    return False
