"""What became of a camera in the register, and where pictures of its view are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from machimori_office.audit.models import Entry
from machimori_office.camera_grants.audit_words import ACTIONS, REASONS
from machimori_office.camera_grants.models import Camera
from machimori_office.people.names import names_of
from machimori_office.web.gathering import from_each_app
from machimori_office.web.speaking import joined


@dataclass(frozen=True)
class Event:
    """One change: what, by whom, why, and which entries of the register."""

    at: datetime
    what: str
    who: str
    reason: str
    fields: str


def history_of(camera: Camera) -> Sequence[Event]:
    """Return what the audit knows of a camera, the newest first: two queries."""
    found = Entry.objects.filter(object_kind="camera", object_id=str(camera.pk))
    entries = list(found.order_by("-sequence"))
    names = names_of(entry.actor for entry in entries)
    return [_event(entry, names.get(entry.actor, "")) for entry in entries]


def pictures_of(camera: Camera) -> Sequence[str]:
    """Return the addresses of pictures of what a camera covers.

    Whoever holds the scenes says so in its `camera_pictures.py`.
    """
    if not camera.element:
        return []
    sources = from_each_app("camera_pictures", "pictures_of")
    return [address for source in sources for address in source(camera.element)]


def _event(entry: Entry, who: str) -> Event:
    labels = {field.name: field for field in Camera._meta.get_fields()}
    named = [labels[name] for name in sorted(entry.details) if name in labels]
    return Event(
        at=entry.at,
        what=str(ACTIONS.get(entry.action, entry.action)),
        who=who,
        reason=str(REASONS.get(entry.reason, entry.reason)),
        fields=joined(str(getattr(f, "verbose_name", f.name)) for f in named),
    )
