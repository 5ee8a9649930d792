"""One Chromium for all tests that follow one another: to start it costs a second."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_ALLOW = "DJANGO_ALLOW_ASYNC_UNSAFE"
_RUNNING = ExitStack()


@contextmanager
def new_page(**context: Any) -> Iterator[Any]:
    """Open a page in a context of its own: nothing of the test before is left."""
    own = _browser().new_context(**context)
    try:
        yield own.new_page()
    finally:
        own.close()


@cache
def _browser() -> Any:
    from playwright.sync_api import sync_playwright

    # Its driver keeps a loop in this thread; Django takes that for asynchronous code.
    os.environ[_ALLOW] = "true"
    _RUNNING.callback(os.environ.pop, _ALLOW)
    driver = _RUNNING.enter_context(sync_playwright())
    options = {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
    return _RUNNING.enter_context(driver.chromium.launch(**options))


def close() -> None:
    """End it, if it runs."""
    _browser.cache_clear()
    _RUNNING.close()
