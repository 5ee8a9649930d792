"""Residents' pages stand apart from the console, even where one process serves both."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from machimori_office.web.words import VARIETIES

Answer = Callable[[HttpRequest], HttpResponse]

PREFIXES = (*(f"/{variety}/" for variety in VARIETIES), "/u/")


def is_residents(path: str) -> bool:
    """Whether an address is one of the residents' pages."""
    return path.startswith(PREFIXES) or settings.OFFICE_PART == "public"


def apart(get_response: Answer) -> Answer:
    """Show residents' pages no cookie, and nothing where only the console runs.

    A session's cookie in an answer that a proxy keeps would go to the next reader.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not is_residents(request.path):
            return get_response(request)
        if settings.OFFICE_PART == "console":
            raise Http404
        request.COOKIES = {}
        return get_response(request)

    return answer
