"""A surge on the web: a hundred residents a second open the form and send it."""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.claims import Row
from benchmarks.subscribers.offices import WEB, Office
from benchmarks.subscribers.surge import MAILS

VISITORS, A_SECOND = 6000, 100
TYPING_S = 2.0
_PATH = "/ja/register/"
_OPENED = re.compile(r'name="opened" value="([^"]+)"')


@dataclass
class Tally:
    """How the visitors fared."""

    answers_s: list[float] = field(default_factory=list)
    thanked: int = 0
    turned_away: list[str] = field(default_factory=list)


def form_surge(office: Office) -> Iterator[Row]:
    """Let them come by the clock, however fast they are answered; count the letters."""
    with office.serving(), office.running("tick", "--every", "1"):
        began = time.perf_counter()
        tally = asyncio.run(_come())
        taken = time.perf_counter() - began
        left = office.ask("subscribers.waiting", str(MAILS + VISITORS))
        done = time.perf_counter() - began
    slowest = max(tally.answers_s)
    away = f"; turned away: {tally.turned_away[:2]}" if tally.turned_away else ""
    yield Row(
        work=f"{office.database}: {VISITORS:,} forms opened, filled in and sent",
        ours_s=taken,
        at_most_s=60 + TYPING_S + 3,
        accuracy=f"slowest answer {slowest * 1000:.0f} ms{away}",
        is_accurate=slowest < 5 and tally.thanked == VISITORS,
    )
    letters = left["letters"] - MAILS
    yield Row(
        work=f"{office.database}: until each form has its letter",
        ours_s=done,
        at_most_s=60 + TYPING_S + 8,
        accuracy=f"{letters:,} letters for {VISITORS:,} forms",
        is_accurate=letters == VISITORS,
    )


async def _come() -> Tally:
    tally = Tally()
    async with asyncio.TaskGroup() as group:
        began = time.perf_counter()
        for number in range(VISITORS):
            await asyncio.sleep(began + number / A_SECOND - time.perf_counter())
            group.create_task(_visit(number, tally))
    return tally


async def _visit(number: int, tally: Tally) -> None:
    try:
        status, page = await _ask("GET", "", number, tally)
        found = _OPENED.search(page)
        if status != 200 or not found:
            tally.turned_away.append(f"GET {status}")
            return
        await asyncio.sleep(TYPING_S)
        filled = {"email": f"form{number}@mail.example", "website": ""}
        filled["opened"] = html.unescape(found[1])
        status, _ = await _ask("POST", urlencode(filled), number, tally)
    except OSError as error:
        tally.turned_away.append(type(error).__name__)
        return
    if status == 302:
        tally.thanked += 1
    else:
        tally.turned_away.append(f"POST {status}")


async def _ask(verb: str, body: str, number: int, tally: Tally) -> tuple[int, str]:
    """Ask as the proxy in front does, which says where each came from."""
    came_from = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
    head = [f"{verb} {_PATH} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    head += [f"X-Forwarded-For: {came_from}", f"Content-Length: {len(body)}"]
    head += ["Content-Type: application/x-www-form-urlencoded", "", body]
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(*WEB)
    writer.write("\r\n".join(head).encode())
    answer = (await reader.read()).decode()
    writer.close()
    tally.answers_s.append(time.perf_counter() - began)
    return int(answer.split(" ", 2)[1]) if answer else 0, answer
