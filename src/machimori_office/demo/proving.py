"""Looking at an office that has just been started as a person would: page by page."""

from __future__ import annotations

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from html import unescape

_LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
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
        """Follow every link from Today on; return what each page answered."""
        seen: dict[str, int] = {}
        waiting = ["/"]
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen[path], text = self.page(path)
                waiting += [unescape(found) for found in _LINK.findall(text)]
        return seen


def wait_for(is_so: Callable[[], bool], *, within_s: float) -> bool:
    """Wait until something is so; False when it never was."""
    deadline_s = time.monotonic() + within_s
    while time.monotonic() < deadline_s:
        if is_so():
            return True
        time.sleep(_ROUND_S)
    return is_so()
