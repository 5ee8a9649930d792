"""The attendance list on paper."""

from __future__ import annotations

from datetime import date

from machimori_office.seminars.models import Participation, Seminar
from machimori_office.web.paper import paper
from machimori_office.web.words import worded_instant


def attendance_list(seminar: Seminar, *, on: date) -> bytes:
    """Typeset who has a seat, with a box to tick, and empty lines for who walks in."""
    booked = seminar.parties.filter(state=Participation.State.BOOKED).order_by("name")
    content = {
        "title": seminar.title_ja,
        "when": worded_instant(seminar.begins_at).ja,
        "place": seminar.place_ja,
        "rows": [[p.name, str(p.people), "●" if p.arrived else ""] for p in booked],
        "people": sum(p.people for p in booked),
        "capacity": seminar.capacity,
    }
    return paper("seminars", "attendance.typ", content, on=on)
