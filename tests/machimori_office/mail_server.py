"""A mail server for a test: in a thread, on a port of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP


@contextmanager
def listening(handler: object, **options: Any) -> Iterator[tuple[str, int]]:
    """Let a handler of aiosmtpd listen; yield host and port."""
    options = {"enable_SMTPUTF8": True, **options}
    opened: Future[tuple[str, int]] = Future()
    over: list[Callable[[], object]] = []

    async def serve() -> None:
        # All of it in the thread: that of the test may have a loop of its own.
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        over.append(lambda: loop.call_soon_threadsafe(stop.set))
        server = await loop.create_server(
            lambda: SMTP(handler, loop=loop, **options), "127.0.0.1", 0
        )
        opened.set_result(server.sockets[0].getsockname()[:2])
        await stop.wait()
        server.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    try:
        yield opened.result(timeout=30)
    finally:
        over[0]()
        thread.join()
