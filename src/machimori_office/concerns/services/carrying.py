"""Concerns between two boxes: reports go to the console, what came of them comes back.

Who reported stays on the internet part, which also writes to them; the console answers.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from machimori_office.concerns.models import Concern, Photo, Step
from machimori_office.concerns.services import handling
from machimori_office.concerns.services.receiving import REPORTER
from machimori_office.concerns.services.steps import step
from machimori_office.concerns.states import Move, State
from machimori_office.concerns.terms import LetterName

_REPORT = (
    "fiscal_year",
    "number",
    "kind",
    "by",
    "text",
    "place_text",
    "district",
    "lon",
    "lat",
    "variety",
)
_OUTCOME = (
    "fiscal_year",
    "number",
    "kind",
    "by",
    "district",
    "state",
    "published_text",
    "published_answer",
    "version",
)
_INSTANTS = ("answered_at", "ended_at", "published_at", "forgotten_at")
_TOLD: Mapping[Move, LetterName] = {Move.ANSWER: "answered", Move.CLOSE: "closed"}


def report(concern: Concern) -> dict[str, Any]:
    """Say what was reported; nothing of who reported it."""
    said = {name: getattr(concern, name) for name in _REPORT}
    photos = [
        [base64.b64encode(bytes(p.jpeg)).decode(), p.width, p.height]
        for p in concern.photos.all()
    ]
    return {
        **said,
        "seen_on": concern.seen_on.isoformat() if concern.seen_on else None,
        "received_at": concern.received_at.isoformat(),
        "photos": photos,
    }


@transaction.atomic
def take_report(pk: UUID, said: dict[str, Any]) -> None:
    """Write down what came from the internet part; the same twice changes nothing."""
    if Concern.objects.filter(pk=pk).exists():
        return
    at = datetime.fromisoformat(said["received_at"])
    seen_on = date.fromisoformat(said["seen_on"]) if said["seen_on"] else None
    fields = {name: said[name] for name in _REPORT}
    made = Concern.objects.create(pk=pk, received_at=at, seen_on=seen_on, **fields)
    Photo.objects.bulk_create(
        Photo(concern=made, jpeg=base64.b64decode(jpeg), width=width, height=height)
        for jpeg, width, height in said["photos"]
    )
    step(made, "receive", State.RECEIVED, actor=REPORTER, reason="arrived", at=at)


def outcome(concern: Concern) -> dict[str, Any]:
    """Say what came of a concern: what its reporter and everybody may read."""
    said = {name: getattr(concern, name) for name in _OUTCOME}
    goes_on = concern.merged_into_id
    return {
        **said,
        **{name: _written(getattr(concern, name)) for name in _INSTANTS},
        "received_at": concern.received_at.isoformat(),
        "merged_into": str(goes_on) if goes_on else None,
        "told": [
            [s.pk, s.move, s.state, s.at.isoformat(), s.said]
            for s in concern.steps.exclude(said="")
        ],
    }


@transaction.atomic
def take_outcome(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Write down what came of a concern, and tell who reported it of what is new."""
    fields = {name: said[name] for name in _OUTCOME}
    instants = {name: _read(said[name]) for name in (*_INSTANTS, "received_at")}
    goes_on = Concern.objects.filter(pk=said["merged_into"] or pk).first()
    if fields["state"] == State.MERGED and (goes_on is None or goes_on.pk == pk):
        # What it was merged into came by telephone: nothing of it is known here.
        fields["state"] = State.IN_HAND
    merged = goes_on if fields["state"] == State.MERGED else None
    found, _made = Concern.objects.update_or_create(
        pk=pk, defaults={**fields, **instants, "merged_into": merged}
    )
    for _pk, move, state, when, words in said["told"]:
        _tell_once(found, move, state, datetime.fromisoformat(when), words, at)


def _tell_once(
    concern: Concern, move: str, state: str, when: datetime, words: str, at: datetime
) -> None:
    _step, is_new = Step.objects.get_or_create(
        concern=concern,
        move=move,
        at=when,
        defaults={"state": state, "by": "", "said": words},
    )
    letter = _TOLD.get(Move(move))
    if is_new and letter:
        handling.tell(concern, letter, at)


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
