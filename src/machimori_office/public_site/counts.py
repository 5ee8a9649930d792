"""What the office let out about where things happen: pages, maps and open data.

Everything here reads the copies that were made when two people let something out; the
analyses themselves are in other tables, which nothing here names.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from machimori_office.alerts.wording import Sender
from machimori_office.analyses.models import Publication, PublicFile
from machimori_office.analyses.publishing import published
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.rules.services import rule
from machimori_office.web.feeds import Entry, atom
from machimori_office.web.packing import unpacked
from machimori_office.web.words import JST, Variety

SVG = "image/svg+xml"
NEWEST = 50


@require_safe
def counts(request: HttpRequest, variety: Variety) -> HttpResponse:
    """List what was let out, the newest first."""
    found = published(timezone.now()).defer("page")
    return page(request, "counts", variety, {"found": found})


@require_safe
def count(request: HttpRequest, variety: Variety, pk: UUID) -> HttpResponse:
    """Show counts as maps and a table, or what a safety map says."""
    found = _public(pk, timezone.now())
    language = LANGUAGE[variety]
    context = {
        "found": found,
        "said": found.page[language],
        "publisher": found.page["publisher"][language],
        "licence": found.page["licence"],
        "licence_link": found.page["licence_link"],
        "pictures": _pictures(found, variety),
        "files": found.files.defer("packed").exclude(type=SVG),
        "is_counts": found.kind == Publication.Kind.COUNTS,
    }
    return page(request, "count", variety, context)


@require_safe
def count_file(
    request: HttpRequest, variety: Variety, pk: UUID, name: str
) -> HttpResponse:
    """Hand out a map, or the open data to keep."""
    of = _public(pk, timezone.now())
    found = get_object_or_404(PublicFile, publication=of, name=name)
    response = HttpResponse(unpacked(found.packed), content_type=found.type)
    if found.type != SVG:
        response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@require_safe
def counts_feed(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Give what was let out to feed readers (RFC 4287)."""
    now = timezone.now()
    address = settings.OFFICE_PUBLIC_ADDRESS + reverse(
        "public:counts", kwargs={"variety": variety}
    )
    entries = [
        Entry(
            address=f"{address}{one.pk}/",
            title=one.title,
            at=one.published_at,
            text=_summary(one, variety),
        )
        for one in published(now)[:NEWEST]
    ]
    name = rule(Sender, on=now.astimezone(JST).date()).name.ja
    body = atom(entries, name=name, address=address, at=now)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _public(pk: UUID, at: datetime) -> Publication:
    found = published(at).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _pictures(found: Publication, variety: Variety) -> list[tuple[str, str]]:
    """Return title and address of each map."""
    if found.kind != Publication.Kind.COUNTS:
        return []
    language = LANGUAGE[variety]
    return [
        (
            title,
            reverse(
                "public:count_file",
                kwargs={
                    "variety": variety,
                    "pk": found.pk,
                    "name": f"map-{number}.{language}.svg",
                },
            ),
        )
        for number, title in enumerate(found.page[language]["maps"], start=1)
    ]


def _summary(found: Publication, variety: Variety) -> str:
    said = found.page[LANGUAGE[variety]]
    return str(said.get("period") or said.get("title", ""))
