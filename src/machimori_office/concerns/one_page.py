"""What the page of one concern shows, gathered once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from machimori_office.concerns import fields, links
from machimori_office.concerns.models import Concern, Photo, Step
from machimori_office.concerns.services.receiving import Report, alike, terms_on
from machimori_office.concerns.states import IS_OPEN, Move, State, moves_from
from machimori_office.concerns.words import MOVE_WORDS, STATE_WORDS
from machimori_office.concerns.work import Work, newest_done, work_on
from machimori_office.people.names import names_of
from machimori_office.web.moving import MoveWords
from machimori_office.web.speaking import spoken_words
from machimori_office.web.words import Variety

ONWARD = {State.RECEIVED: Move.ANSWER, State.IN_HAND: Move.CLOSE}
"""The one primary action: what usually comes next."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows."""

    concern: Concern
    number: str
    kind: str
    state: str
    district: str
    with_whom: str
    moves: list[tuple[Move, MoveWords]]
    onward: Move | None
    photos: list[Photo]
    steps: list[tuple[Step, str, str]]
    alike: list[tuple[Concern, str]]
    merged: list[tuple[Concern, str]]
    work: Sequence[Work]
    is_done: bool
    goes_on: str
    link: str
    has_reporter: bool
    is_open: bool


def page_of(concern: Concern, at: datetime) -> Page:
    """Gather the page; its number of queries does not grow with the concern."""
    terms, state = terms_on(at), State(concern.state)
    goes_on = concern.merged_into
    whom = concern.with_whom
    variety: Variety = concern.variety  # type: ignore[assignment]
    work = work_on(concern)
    is_done = state in IS_OPEN and newest_done(work) is not None
    return Page(
        concern=concern,
        number=links.number_of(concern),
        kind=spoken_words(terms.kind(concern.kind).name),
        state=str(STATE_WORDS[state]),
        district=fields.district_names().get(concern.district, ""),
        with_whom=spoken_words(terms.recipient(whom).name) if whom else "",
        moves=[(m, MOVE_WORDS[m]) for m in moves_from(state) if _fits(m, concern)],
        onward=Move.CLOSE if is_done else ONWARD.get(state),
        photos=list(concern.photos.defer("jpeg")),
        steps=_steps(concern),
        alike=_numbered(_others(concern, at)) if state in IS_OPEN else [],
        merged=_numbered(concern.merged.all()),
        work=work,
        is_done=is_done,
        goes_on=links.number_of(goes_on) if goes_on else "",
        link=links.seeing(concern, variety),
        has_reporter=hasattr(concern, "reporter"),
        is_open=state in IS_OPEN,
    )


def _fits(move: Move, concern: Concern) -> bool:
    if move is Move.HIDE:
        return concern.published_at is not None
    return concern.forgotten_at is None


def _numbered(found: Iterable[Concern]) -> list[tuple[Concern, str]]:
    return [(other, links.number_of(other)) for other in found]


def _others(concern: Concern, at: datetime) -> list[Concern]:
    found = alike(_as_report(concern), at=at)
    return [other for other in found if other.pk != concern.pk]


def _as_report(concern: Concern) -> Report:
    return Report(
        kind=concern.kind,
        text="",
        district=concern.district,
        site=concern.site,
        lon=concern.lon,
        lat=concern.lat,
    )


def _steps(concern: Concern) -> list[tuple[Step, str, str]]:
    steps = list(concern.steps.all())
    names = names_of(step.by for step in steps)
    return [(s, str(STATE_WORDS[State(s.state)]), names.get(s.by, "")) for s in steps]
