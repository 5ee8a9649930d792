"""Pages that are the same for everybody: laid out once, and anew when anything changed.

Each process keeps what it laid out together with the edition it was made from. An
edition names all that a page is made of, so that a correction, or the minute in which
an alert ends, shows within a second in every process: so long a process believes the
edition that it asked the database for. Browsers and proxies may keep a page too, and
ask each time whether it is still the same (`no-cache` with an ETag).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from machimori_office.alerts import published
from machimori_office.places.services import edition as edition_of_places
from machimori_office.rules.services import edition as edition_of_rules
from machimori_office.web.words import JST

MOST_KEPT = 600
"""Pages that a process keeps; the one that nobody asked for longest goes first."""

BELIEVED_S = 1.0
"""For how long a process asks the database for no newer edition. [s]"""

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]

_kept: OrderedDict[str, tuple[str, HttpResponse]] = OrderedDict()
_believed: dict[str, tuple[float, str]] = {}
_lock = Lock()


def kept(view: View[Arguments]) -> View[Arguments]:
    """Lay a page out once an edition; answer from memory, or that nothing changed."""

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        asked = request.get_full_path()
        edition = _edition()
        response = _find(asked, edition)
        if response is None:
            response = view(request, *args, **kwargs)
            _mark(response, asked, edition)
            if response.status_code == 200:
                _keep(asked, edition, response)
        tag = response.headers["ETag"]
        return get_conditional_response(request, tag, None, response) or response

    return answer


def _edition() -> str:
    asked_at, edition = _believed.get("edition", (0.0, ""))
    clock_s = monotonic()
    if edition and clock_s - asked_at < BELIEVED_S:
        return edition
    edition = edition_at(timezone.now())
    _believed["edition"] = (clock_s, edition)
    return edition


def edition_at(now: datetime) -> str:
    """Name the state of all that residents' pages are made of."""
    today = now.astimezone(JST).date().isoformat()
    city = f"{edition_of_rules()} {edition_of_places()}"
    return f"{_form()} {today} {city} {published.edition(now)}"


def forget() -> None:
    """Forget every page; for tests."""
    with _lock:
        _kept.clear()
    _believed.clear()


def _find(asked: str, edition: str) -> HttpResponse | None:
    with _lock:
        found = _kept.get(asked)
        if found is None or found[0] != edition:
            return None
        _kept.move_to_end(asked)
    return _copy(found[1])


def _keep(asked: str, edition: str, response: HttpResponse) -> None:
    with _lock:
        _kept[asked] = (edition, _copy(response))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _copy(response: HttpResponse) -> HttpResponse:
    """Copy an answer: what middleware adds to one must not stay on the kept one."""
    copied = HttpResponse(response.content, status=response.status_code)
    copied.headers = type(response.headers)(dict(response.headers.items()))
    return copied


def _mark(response: HttpResponse, asked: str, edition: str) -> None:
    said = hashlib.sha256(f"{asked}\n{edition}".encode()).hexdigest()
    response.headers["ETag"] = f'"{said[:32]}"'
    response.headers["Cache-Control"] = "public, no-cache"


@cache
def _form() -> str:
    """Hash templates and words: a new version of the office is a new edition."""
    here = Path(__file__).parent
    files = [*here.glob("templates/**/*.html"), *here.glob("words/*.yaml")]
    said = b"".join(file.read_bytes() for file in sorted(files))
    return hashlib.sha256(said).hexdigest()[:16]
