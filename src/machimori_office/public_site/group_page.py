"""What a group's page shows: gathered in the office, carried where boxes are two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from machimori.language import Text
from machimori_office.applications.demanded import missing
from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.exchange.services import last_of
from machimori_office.patrols.models import Group
from machimori_office.patrols.regularity import months_with, past_months
from machimori_office.patrols.services import group_links
from machimori_office.supplies.models import Supplied
from machimori_office.supplies.services import terms as supply_terms
from machimori_office.web.words import Words

KIND, PRESS = "patrol_group", "patrol_group_press"
"""What travels: how a group's page stands, and what was pressed on it."""

MOST = 12

Said = dict[str, Any]


def are_posted() -> bool:
    """Whether what is pressed goes to the console by the next file."""
    return bool(settings.OFFICE_PART == "public")


def page_of(group: Group, at: datetime) -> Said:
    """Return what the page shows, here or as the console said it last."""
    if not are_posted():
        return shown(said_of(group, at))
    said = last_of(KIND, str(group.pk))
    return shown(said["page"]) if said else shown({})


def said_of(group: Group, at: datetime) -> Said:
    """Say what the page shows, as JSON can hold it."""
    since = at - group_links.TAKEN_BACK_WITHIN
    return {
        "kept": months_with(
            past_months(group, timezone.localdate(at)), group.walks_a_month
        ),
        "told": [
            [r.pk, f"{r.on}", r.people, r.written_at > since and not r.concern]
            for r in group.reports.all()[:MOST]
        ],
        "refused": group_links.refused_lately(group, at),
        "applications": [_application(found) for found in _of(group)],
        "equipment": _equipment(group, at),
    }


def shown(said: Mapping[str, Any]) -> Said:
    """Return it as the template words it."""
    return {
        "kept": said.get("kept", 0),
        "told": [
            {"pk": pk, "on": date.fromisoformat(on), "people": n, "may_go": may_go}
            for pk, on, n, may_go in said.get("told", ())
        ],
        "undone": [
            {
                "at": datetime.fromisoformat(pressed),
                "do": f"group.did_{do}",
                "on": on,
                "why": Text(ja=ja, en=en),
            }
            for pressed, do, on, ja, en in said.get("refused", ())
        ],
        "applications": [
            {
                **one,
                "title": Text(**one["title"]),
                "lacking": [Words(*name) for name in one["lacking"]],
            }
            for one in said.get("applications", ())
        ],
        "equipment": [
            (Words(*name), count, unit, date.fromisoformat(on))
            for name, count, unit, on in said.get("equipment", ())
        ],
    }


def _of(group: Group) -> list[Application]:
    """Return what was applied for in the group's name."""
    theirs = Application.objects.filter(
        procedure__in=list(PROCEDURES), applicant__name=group.name
    )
    return list(theirs.order_by("-received_at")[:MOST])


def _application(found: Application) -> Said:
    title = PROCEDURES[found.procedure].title
    lacking = [] if found.ended_at else missing(found)
    return {
        "title": {"ja": title.ja, "en": title.en},
        "number": number_of(found),
        "state": f"apply.state_{found.state}",
        "lacking": [_written(paper.name) for paper in lacking],
    }


def _equipment(group: Group, at: datetime) -> list[list[Any]]:
    kinds = {kind.id: kind for kind in supply_terms(at).kinds}
    given = Supplied.objects.filter(application__applicant__name=group.name)
    return [
        [
            _written(kinds[s.kind].name),
            s.count,
            kinds[s.kind].unit,
            f"{s.handed_over_on}",
        ]
        for s in given
        if s.kind in kinds
    ]


def _written(name: Words) -> list[str]:
    return [name.ja, name.easy, name.en]
