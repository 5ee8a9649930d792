"""What two boxes post to one another about who enters, and what is seen of works."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from machimori_office.contests.models import Entrant, Entry, Picture
from machimori_office.exchange.services import post

ENTERED, LEFT, ERASED = "contest_entered", "contest_left", "contest_erased"
SHOWN = "contest_picture"

NAMED = ("family_name", "given_name", "school", "phone", "guardian", "pen_name")
"""What says who somebody is, but for the address."""

ENTRANT = (*NAMED, "group", "shown_as", "reads", "consent")
TIMES = ("consented_at", "asked_at")
WORK = ("category", "slot", "number", "text", "work_key")


def hand_over(entrant: Entrant, *, at: datetime) -> None:
    """Post who entered what, with whose consent; not where they are written to."""
    if settings.OFFICE_PART == "public":
        post(ENTERED, str(entrant.pk), _laid_out(entrant), at=at)


def tell_left(entry: Entry, *, at: datetime) -> None:
    """Post that an entrant took a work back."""
    if settings.OFFICE_PART == "public":
        post(LEFT, str(entry.pk), {}, at=at)


def tell_erased(entrant: Entrant, *, at: datetime) -> None:
    """Post that somebody asked to be erased."""
    if settings.OFFICE_PART == "public":
        post(ERASED, str(entrant.pk), {}, at=at)


def show(entries: Iterable[Entry], *, at: datetime) -> None:
    """Post the pictures that judges or visitors see on the internet part."""
    if settings.OFFICE_PART != "console":
        return
    drawn = Picture.objects.filter(entry__in=entries).select_related("entry")
    for kept in drawn.order_by("entry__number"):
        entry = kept.entry
        said: dict[str, Any] = {"contest": str(entry.contest_id)}
        said |= {"category": entry.category}
        said |= {"number": entry.number, "picture": _picture(kept)}
        post(SHOWN, str(entry.pk), said, at=at)


def _picture(kept: Picture) -> dict[str, Any]:
    size = {"width_px": kept.width_px, "height_px": kept.height_px}
    return {"jpeg": base64.b64encode(bytes(kept.content)).decode(), **size}


def _laid_out(entrant: Entrant) -> dict[str, Any]:
    times = {name: getattr(entrant, name) for name in TIMES}
    works = entrant.entries.filter(state=Entry.State.ENTERED).order_by("number")
    return {
        **{name: getattr(entrant, name) for name in ENTRANT},
        **{name: at.isoformat() if at else None for name, at in times.items()},
        "contest": str(entrant.contest_id),
        "works": [_work(entry) for entry in works],
    }


def _work(entry: Entry) -> dict[str, Any]:
    drawn = Picture.objects.filter(entry=entry).first()
    said = {name: getattr(entry, name) for name in WORK}
    return {**said, "id": str(entry.pk), "picture": _picture(drawn) if drawn else None}
