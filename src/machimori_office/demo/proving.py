"""Looking at an office that has just been started as a person would: page by page."""

from __future__ import annotations

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from html import unescape

_LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ONE_THING = re.compile(r"/(?:[0-9a-f-]{32,36}|\d+)(?=/)")
_ENOUGH = 5
_TIMEOUT_S = 30.0
_ROUND_S = 0.2


class Visitor:
    """Somebody with a browser that follows every link.

    Parameters
    ----------
    home : str
        The address of the office.
    """

    def __init__(self, home: str) -> None:
        self._home = home
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(jar)

    def page(self, path: str, **form: str) -> tuple[int, str]:
        """Open a page, or send a form; return the status and the text."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self._home + path, data)
        request.add_header("Referer", self._home + path)
        try:
            with self._browser.open(request, timeout=_TIMEOUT_S) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, ""

    def is_answered(self) -> bool:
        """Whether the office can be signed in to."""
        try:
            return self.page("/sign-in/")[0] == 200
        except OSError:
            return False

    def sign_in(self, login_name: str, password: str) -> None:
        """Sign in with a password."""
        token = _CSRF.search(self.page("/sign-in/")[1])
        self.page(
            "/sign-in/",
            login=login_name,
            password=password,
            csrfmiddlewaretoken=token.group(1) if token else "",
        )

    def walk(self) -> dict[str, int]:
        """Follow the links from Today on; return what each page answered.

        Of pages that differ in what they are about alone, a few are opened.
        """
        seen: dict[str, int] = {}
        alike: Counter[str] = Counter()
        waiting = ["/"]
        while waiting:
            path = waiting.pop()
            alike[_kind(path)] += path not in seen
            if path not in seen and alike[_kind(path)] <= _ENOUGH:
                seen[path], text = self.page(path)
                waiting += [unescape(found) for found in _LINK.findall(text)]
        return seen


def _kind(path: str) -> str:
    """Return the address without what tells one thing from another of its kind."""
    return _ONE_THING.sub("/…", path.partition("?")[0])


def wait_for(is_so: Callable[[], bool], *, within_s: float) -> bool:
    """Wait until something is so; False when it never was."""
    deadline_s = time.monotonic() + within_s
    while time.monotonic() < deadline_s:
        if is_so():
            return True
        time.sleep(_ROUND_S)
    return is_so()
