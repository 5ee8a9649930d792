"""The alerts that were sent: as a list, one by one, and as a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from machimori_office.alerts import published
from machimori_office.alerts.published import Published
from machimori_office.public_site.districts import districts
from machimori_office.public_site.keeping import kept
from machimori_office.public_site.pages import page
from machimori_office.rules.services import rule
from machimori_office.subscriptions.kinds import Kind, Kinds
from machimori_office.web.words import JST, Variety

PER_PAGE = 20
LONGEST_SEARCH = 60
FIRST_YEAR = 2000


@require_safe
@kept
def archive(request: HttpRequest, variety: Variety) -> HttpResponse:
    """List what was sent, the newest first, narrowed to what the reader looks for."""
    now = timezone.now()
    offered = _offered(variety, now)
    asked = _asked(request, offered)
    found = published.published(
        at=now,
        category=asked["kind"],
        district=asked["district"],
        words=asked["q"],
        year=int(asked["year"]) if asked["year"] else None,
    )
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "shown": shown,
        "alerts": listed(shown.object_list, variety, now),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "parameters": urlencode({k: v for k, v in asked.items() if v}),
        **offered,
    }
    return page(request, "archive", variety, context)


@require_safe
@kept
def alert(request: HttpRequest, variety: Variety, pk: UUID) -> HttpResponse:
    """Show one alert, and what became of it."""
    now = timezone.now()
    found = published.one(pk, at=now)
    if found is None:
        raise Http404
    earlier = found.sheet.refers_to
    context = {
        "page": found.page(variety, at=now),
        "sent_at": found.sent_at,
        "follower": found.follower.alert_id if found.follower else "",
        "earlier": earlier.alert_id if earlier else "",
    }
    return page(request, "alert", variety, context)


@require_safe
@kept
def feed(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Give the newest alerts to feed readers (RFC 4287)."""
    path = reverse("public:alerts", kwargs={"variety": variety})
    address = settings.OFFICE_PUBLIC_ADDRESS + path
    body = published.feed(timezone.now(), address=address)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@dataclass(frozen=True)
class Line:
    """One alert in a list."""

    uuid: UUID
    title: str
    label: str
    notice: str
    sent_at: datetime


def listed(found: Iterable[Published], variety: Variety, at: datetime) -> list[Line]:
    """Word alerts for a list."""
    worded = [(each, each.page(variety, at=at)) for each in found]
    return [
        Line(each.uuid, words.title, words.label, words.notice, each.sent_at)
        for each, words in worded
    ]


def _offered(variety: Variety, now: datetime) -> dict[str, list[Any]]:
    today = now.astimezone(JST).date()
    newest_first = range(today.year, FIRST_YEAR - 1, -1)
    oldest = _oldest_year(now)
    return {
        "kinds": list(_kinds(rule(Kinds, on=today).kinds, "", "", variety)),
        "districts": districts(variety),
        "years": [str(year) for year in newest_first if year >= oldest],
    }


def _oldest_year(now: datetime) -> int:
    everything = published.published(at=now)
    count = len(everything)
    oldest = everything[count - 1].sent_at if count else now
    return oldest.astimezone(JST).year


def _kinds(
    kinds: Iterable[Kind], above: str, named: str, variety: Variety
) -> Iterator[tuple[str, str]]:
    """Yield path and name of every kind of every level, from above to below."""
    for kind in kinds:
        path = f"{above}/{kind.id}" if above else kind.id
        own = kind.name.in_(variety) or kind.name.ja
        name = f"{named} – {own}" if named else own
        yield path, name
        yield from _kinds(kind.below, path, name, variety)


def _asked(request: HttpRequest, offered: Mapping[str, list[Any]]) -> dict[str, str]:
    """Return what is looked for; what is not offered counts as nothing."""
    choices = {
        "kind": {path for path, _ in offered["kinds"]},
        "district": {district["code"] for district in offered["districts"]},
        "year": set(offered["years"]),
    }
    asked = {name: request.GET.get(name, "") for name in choices}
    chosen = {n: value if value in choices[n] else "" for n, value in asked.items()}
    typed = request.GET.get("q", "").replace("\0", "").strip()
    return {**chosen, "q": typed[:LONGEST_SEARCH]}
