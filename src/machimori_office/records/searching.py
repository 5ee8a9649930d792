"""What the search finds among records: by whom, what came of it, notes."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.records.models import Record
from machimori_office.records.rows import worded
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the records that hold and have all the words."""
    if not may(staff, Act.SEE_RECORDS):
        return
    usual = {"result": "done", "note": ""}
    said = sought.within("by", "result", "note", usual=usual)
    for record in Record.objects.standing().filter(said)[:limit]:
        yield Hit(
            title=f"{worded(record.activity)} {record.by}".strip(),
            what=_("Records"),
            url=reverse("records:record", args=[record.pk]),
            on=record.on,
            among=reverse("records:records"),
        )
