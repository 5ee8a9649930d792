"""Home, and the pages that explain."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from machimori_office.alerts import published
from machimori_office.privacy.registry import FILES
from machimori_office.public_site.archive import listed
from machimori_office.public_site.districts import districts
from machimori_office.public_site.forms import AddressForm
from machimori_office.public_site.keeping import kept
from machimori_office.public_site.middleware import is_residents
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.web import views as console
from machimori_office.web.words import VARIETIES, Variety

LATEST = 5


@require_safe
@kept
def home(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say what is happening, offer the mails, show the last alerts."""
    now = timezone.now()
    context = {
        "current": listed(published.current(now), variety, now),
        "form": AddressForm(variety=variety),
        "latest": listed(published.published(at=now)[:LATEST], variety, now),
        "districts": districts(variety),
    }
    return page(request, "home", variety, context)


def front_door(request: HttpRequest) -> HttpResponse:
    """Open the home page where nothing but the public part runs."""
    return home(request, variety="ja")


@require_safe
@kept
def filters(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say how the mails get past a carrier's filter."""
    domain = settings.MAIL_FROM[1].rpartition("@")[2]
    return page(request, "filters", variety, {"domain": domain})


@require_safe
@kept
def privacy(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say what is kept about people, what for, and until when."""
    language = LANGUAGE[variety]
    files = [
        {
            "title": file.title.in_(language),
            "purpose": file.purpose.in_(language),
            "items": [item.in_(language) for item in file.items],
            "source": file.source.in_(language),
            "kept_until": file.kept_until.in_(language),
        }
        for file in FILES.values()
    ]
    return page(request, "privacy", variety, {"files": files})


@require_safe
@kept
def accessibility(request: HttpRequest, variety: Variety) -> HttpResponse:
    """State how far everybody can use the pages, and how that was tested."""
    language = LANGUAGE[variety]
    rows = [{**row, "name": row[language]} for row in _criteria()]
    return page(request, "accessibility", variety, {"rows": rows})


@cache
def _criteria() -> list[dict[str, str]]:
    file = resources.files(__package__).joinpath("criteria.yaml")
    listed: list[dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return listed


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here, in the manner of the part that was asked."""
    if not is_residents(request.path):
        return console.not_found(request, exception)
    named = (v for v in VARIETIES if request.path.startswith(f"/{v}/"))
    variety: Variety = next(named, "ja")
    return page(request, "not_found", variety, status=404)
