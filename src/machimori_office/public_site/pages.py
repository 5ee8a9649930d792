"""Answering with a residents' page: nothing of the reader's goes into it, no cookie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone, translation

from machimori.language import Language
from machimori_office.alerts.wording import Sender
from machimori_office.rules.services import rule
from machimori_office.web.words import JST, VARIETIES, Variety, Words

NAMES: Mapping[Variety, str] = {
    "ja": "日本語",
    "easy": "やさしい日本語",
    "en": "English",
}
LANGUAGE: Mapping[Variety, Language] = {"ja": "ja", "easy": "ja", "en": "en"}


def page(
    request: HttpRequest,
    template: str,
    variety: Variety,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Lay out a page; without the request, so that no reader's session is looked at."""
    frame = {
        "variety": variety,
        "language": LANGUAGE[variety],
        "versions": versions(request, variety),
        "here": request.path,
        "is_demo": settings.OFFICE_IS_DEMO,
        "service": _service(),
    }
    # What Django itself words (a date, a label) is in the page's language too.
    with translation.override(LANGUAGE[variety]):
        body = loader.get_template(f"public_site/{template}.html").render(
            {**frame, **(context or {})}
        )
    response = HttpResponse(body, status=status)
    response.headers["Content-Language"] = LANGUAGE[variety]
    return response


def _service() -> Words:
    today = timezone.now().astimezone(JST).date()
    return rule(Sender, on=today).name


def versions(
    request: HttpRequest, variety: Variety
) -> list[tuple[str, str, str, bool]]:
    """Return language, name and address of this page in each variety."""
    return [
        (LANGUAGE[other], NAMES[other], _in(request, variety, other), other == variety)
        for other in VARIETIES
    ]


def _in(request: HttpRequest, variety: Variety, other: Variety) -> str:
    asked = {key: value for key, value in request.GET.items() if key != "in"}
    # Two slashes at the start would name another host.
    path = "/" + request.path.lstrip("/")
    if path.startswith(f"/{variety}/"):
        path = f"/{other}/" + path.removeprefix(f"/{variety}/")
    else:
        asked["in"] = other
    return f"{path}?{urlencode(asked)}" if asked else path


def variety_asked(request: HttpRequest) -> Variety:
    """Return what ``?in=`` asks for, on pages whose address names no variety."""
    asked = request.GET.get("in", "")
    return next((variety for variety in VARIETIES if variety == asked), "ja")
