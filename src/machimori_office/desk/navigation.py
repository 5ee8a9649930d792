"""The left side of every page: the duties that exist, and which is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.desk.counting import remembered
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff


@dataclass(frozen=True)
class Section:
    """One entry: where it leads, and which addresses belong to it."""

    label: str | Promise
    view: str
    act: Act
    belongs: tuple[str, ...]


# In this order, as they come: Today, mail, watch, places, support, events, concerns,
# the year's report, settings.
SECTIONS = (
    Section(_("Today"), "desk:today", Act.SEE_TODAY, ()),
    Section(_("Mail"), "alerts:list", Act.SEE_MAIL, ("/mail/",)),
    Section(_("Watch"), "patrols:watch", Act.SEE_WATCH, ("/watch/",)),
    Section(
        _("Places"),
        "inspections:sites",
        Act.SEE_SITES,
        ("/sites/", "/places/", "/records/"),
    ),
    Section(_("Support"), "applications:overview", Act.SEE_SUPPORT, ("/support/",)),
    Section(_("Events"), "seminars:seminars", Act.SEE_EVENTS, ("/events/",)),
    Section(_("Concerns"), "concerns:list", Act.SEE_CONCERNS, ("/concerns/",)),
    Section(_("The year"), "desk:year", Act.SEE_YEAR, ("/year/",)),
    Section(
        _("Settings"),
        "desk:settings",
        Act.SEE_TODAY,
        ("/settings/", "/staff/", "/password/", "/second-factor/"),
    ),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every page its navigation; a context processor."""
    staff = getattr(request, "user", None)
    sections = []
    if isinstance(staff, Staff):
        sections = [_entry(s, request.path) for s in SECTIONS if may(staff, s.act)]
        sections[0]["count"] = remembered(request, staff)
    return {
        "navigation": sections,
        "is_demo": settings.OFFICE_IS_DEMO,
        "passkeys": settings.HAS_PASSKEYS,
        "directory": settings.OIDC_NAME if settings.OIDC_SERVER else "",
    }


def _entry(section: Section, path: str) -> dict[str, Any]:
    url = reverse(section.view)
    is_open = path == url or path.startswith(section.belongs or ("\0",))
    return {"label": section.label, "url": url, "is_open": is_open}
