"""The list of the records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.records.models import Record, RecordQuerySet, Subject
from machimori_office.records.services import CITY, activities, told
from machimori_office.web.listing import Filter, Listing, years_filter
from machimori_office.web.naming import Names, subjects_called, subjects_named
from machimori_office.web.speaking import joined, spoken
from machimori_office.web.tables import Column

STANDING = [
    ("standing", _("Those that hold")),
    ("replaced", _("Replaced or withdrawn")),
]
DUTIES = [
    ("records", _("Entered by hand")),
    ("inspections", _("Inspections")),
    ("recorders", _("Call recorders")),
    ("supplies", _("Equipment for groups")),
    ("camera-grants", _("Camera grants")),
    ("patrols", _("Patrols")),
]


def _columns(names: Names) -> list[Column[Record]]:
    return [
        Column(
            _("Day"),
            lambda r: r.on,
            lambda r: reverse("records:record", args=[r.pk]),
        ),
        Column(_("Activity"), lambda r: worded(r.activity), width=28),
        Column(_("Places and objects"), lambda r: subjects(r, names), width=30),
        Column(_("Result"), lambda r: result(r), width=24),
        Column(_("Done by"), lambda r: r.by, width=20),
        Column(_("Note"), lambda r: r.note, width=30),
        Column(_("Number"), lambda r: str(r.pk)[:8]),
    ]


def worded(activity: str) -> str:
    """Word an activity."""
    known = activities().get(activity)
    return spoken(known) if known else activity


def subjects(record: Record, names: Names) -> str:
    """Name what a record is about, by its id where nobody knows a name."""
    return joined(names.get(id_, id_) for id_ in told(record).subjects)


def names_for(records: Iterable[Record]) -> Names:
    """Return what the places and things of these records are called."""
    ids = {id_ for record in records for id_ in told(record).subjects}
    return {CITY: str(_("The whole city")), **subjects_named(ids)}


def result(record: Record) -> str:
    """Word what came of it."""
    fixed = {"done": _("Done"), "not_done": _("Not done")}
    return str(fixed.get(record.result, record.result))


def records(request: HttpRequest) -> Listing[Record]:
    """Make the list: its number of queries does not grow with the rows."""
    names: Names = {}
    offered = sorted((id_, spoken(label)) for id_, label in activities().items())
    return Listing(
        request,
        _("Records"),
        Record.objects.filter(withdraws=False).prefetch_related("subjects"),
        _columns(names),
        look_up=lambda shown: names.update(names_for(shown)),
        search=_search,
        filters=[
            Filter("activity", _("Activity"), offered, _of_activity),
            years_filter("year", _("Fiscal year"), "on", timezone.localdate()),
            Filter("duty", _("Recorded by the duty"), DUTIES, _of_duty),
            Filter("now", _("State"), STANDING, _now),
        ],
    )


def _search(found: QuerySet[Record], typed: str) -> QuerySet[Record]:
    named = Q(by__contains=typed) | Q(note__contains=typed) | Q(result__contains=typed)
    so_called = Q(subject__in=subjects_called(typed))
    subjects = Subject.objects.filter(Q(subject__contains=typed) | so_called)
    about = Q(pk__in=subjects.values("record"))
    alike = [id_ for id_ in activities() if typed in worded(id_) or typed == id_]
    return found.filter(named | about | Q(activity__in=alike))


def _of_activity(found: QuerySet[Record], activity: str) -> QuerySet[Record]:
    return found.filter(activity=activity)


def _of_duty(found: QuerySet[Record], duty: str) -> QuerySet[Record]:
    return found.filter(duty=duty)


def _now(found: QuerySet[Record], value: str) -> QuerySet[Record]:
    if value == "standing":
        return cast(RecordQuerySet, found).unreplaced()
    return found.filter(replacement__isnull=False)
