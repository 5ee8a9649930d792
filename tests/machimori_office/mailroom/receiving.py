"""The office's receiving end in a thread, for tests that speak to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from machimori_office.mailroom import server


@contextmanager
def receiving_at(clock: Callable[[], datetime], *, is_lmtp: bool) -> Iterator[int]:
    """Listen on a free port of this machine, and yield it."""
    loop = asyncio.new_event_loop()
    reception = server.Reception(clock, is_lmtp=is_lmtp)
    listening = loop.run_until_complete(
        server.listen(reception, ("127.0.0.1", 0), is_lmtp=is_lmtp)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        reception.close()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
