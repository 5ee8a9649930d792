"""What the page of one application shows, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from machimori_office.applications.conditions import terms_of
from machimori_office.applications.models import (
    Applicant,
    Application,
    Crossing,
    Finding,
    Letter,
    Paper,
    Step,
)
from machimori_office.applications.numbering import number_of
from machimori_office.applications.proposals import Proposal, proposal_of
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.services import may_make
from machimori_office.applications.states import (
    IS_OPEN,
    IS_OVER,
    Move,
    State,
    may_be_written,
    moves_from,
)
from machimori_office.applications.terms import Condition, Question, Terms
from machimori_office.applications.words import (
    DUE_WORDS,
    MOVE_WORDS,
    STATE_WORDS,
)
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.people.names import names_of
from machimori_office.web.moving import MoveWords
from machimori_office.web.speaking import spoken, spoken_words


@dataclass(frozen=True)
class Worded:
    """What the application and the records show, in the reader's language."""

    outcome: str
    is_met: bool
    says: list[str]
    known_at: str


@dataclass(frozen=True)
class Held:
    """A condition beside what was found about it."""

    id: str
    says: str
    evidence: str
    cites: str
    proposal: Worded | None
    finding: Finding | None


@dataclass(frozen=True)
class Wanted:
    """A demanded paper beside what came of it."""

    name: str
    hint: str
    due: str
    came: list[Paper]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows."""

    application: Application
    applicant: Applicant | None
    procedure: Procedure
    title: str
    number: str
    state: str
    answers: list[tuple[str, str]]
    conditions: list[Held]
    moves: list[tuple[Move, MoveWords]]
    onward: Move | None
    letters: list[Letter]
    occasions: list[tuple[str, str]]
    steps: list[tuple[Step, str, str]]
    wanted: list[Wanted]
    papers: list[Paper]
    alike: list[tuple[Application, str]]
    crossings: list[Crossing]
    is_to_be_carried_out: bool
    is_open: bool
    may_check_papers: bool
    may_attach: bool


ONWARD = (Move.ACCEPT, Move.GRANT, Move.CLOSE)
"""The one primary action: what usually comes next."""


def page_of(application: Application, reader: Staff, at: datetime | None) -> Page:
    """Gather the page; its number of queries does not grow with the application."""
    about = PROCEDURES[application.procedure]
    terms = terms_of(about, application.received_at)
    applicant = getattr(application, "applicant", None)
    state = State(application.state)
    given = {**application.answers, **(applicant.answers if applicant else {})}
    moves = [
        (m, MOVE_WORDS[m])
        for m in moves_from(state)
        if m in MOVE_WORDS and may_make(reader, m)
    ]
    papers = list(application.papers.defer("content"))
    handles = state not in IS_OVER and may(reader, Act.HANDLE_SUPPORT)
    return Page(
        application=application,
        applicant=applicant,
        procedure=about,
        title=spoken(about.title),
        number=number_of(application),
        state=str(STATE_WORDS[state]),
        answers=_answered(terms, given),
        conditions=_held(application, terms),
        moves=moves,
        onward=next((m for m, _words in moves if m in ONWARD), None),
        letters=list(application.letters.all()),
        occasions=_occasions(terms, state),
        steps=_steps(application),
        wanted=_wanted(terms, papers),
        papers=[paper for paper in papers if not paper.kind],
        alike=[(other, number_of(other)) for other in _alike(application, applicant)],
        crossings=list(application.crossings.all()),
        is_to_be_carried_out=state is State.GRANTED and bool(about.carried_out_at),
        is_open=state in IS_OPEN,
        may_check_papers=handles,
        may_attach=handles and applicant is not None,
    )


def answered(page: Page, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return other answers as those of the page are shown."""
    at = page.application.received_at
    return _answered(terms_of(page.procedure, at), given)


def _answered(terms: Terms, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(spoken_words(q.label), _said(q, given)) for q in terms.questions]


def condition_of(application: Application, id_: str) -> Condition | None:
    """Find a condition as it was asked of this application."""
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    return next((c for c in terms.conditions if c.id == id_), None)


def _held(application: Application, terms: Terms) -> list[Held]:
    found = {finding.condition: finding for finding in application.findings.all()}
    proposals = [(c, proposal_of(application, c, terms)) for c in terms.conditions]
    return [_one_held(c, proposal, found) for c, proposal in proposals]


def worded(proposal: Proposal) -> Worded:
    """Word a proposal."""
    return Worded(
        outcome=str(proposal.outcome.label),
        is_met=proposal.outcome == Finding.Outcome.MET,
        says=[spoken(shown.says) for shown in proposal.shown],
        known_at=proposal.known.page if proposal.known else "",
    )


def initial_of(finding: Finding | None, proposal: Proposal | None) -> dict[str, str]:
    """Return what the form begins with: what was found, else what is proposed."""
    if finding:
        return {n: getattr(finding, n) for n in ("outcome", "evidence", "because")}
    if proposal is None:
        return {}
    found = {"evidence": spoken(proposal.evidence())[:400]}
    return found | ({"outcome": proposal.outcome} if proposal.is_certain else {})


def _one_held(
    condition: Condition, proposal: Proposal | None, found: Mapping[str, Finding]
) -> Held:
    return Held(
        id=condition.id,
        says=spoken(condition.says),
        evidence=spoken(condition.evidence),
        cites=condition.cites,
        proposal=worded(proposal) if proposal else None,
        finding=found.get(condition.id),
    )


def _wanted(terms: Terms, papers: list[Paper]) -> list[Wanted]:
    return [
        Wanted(
            spoken_words(asked.name),
            spoken_words(asked.hint),
            str(DUE_WORDS[asked.due]),
            [paper for paper in papers if paper.kind == asked.id],
        )
        for asked in terms.papers
    ]


def _said(question: Question, given: Mapping[str, Any]) -> str:
    value = given.get(question.id)
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "—"
    if isinstance(value, int):
        return f"{value:,}"
    chosen = question.choices.get(str(value))
    return spoken_words(chosen) if chosen else str(value)


def _alike(
    application: Application, applicant: Applicant | None
) -> QuerySet[Application]:
    """Return others of the same applicant that are not over: perhaps sent twice."""
    others = Application.objects.filter(procedure=application.procedure)
    others = others.filter(ended_at__isnull=True).exclude(pk=application.pk)
    if applicant is None:
        return others.none()
    same = Q(applicant__name=applicant.name)
    for name in ("mail", "phone"):
        said = getattr(applicant, name)
        same |= Q(**{f"applicant__{name}": said}) if said else Q()
    return others.filter(same)[:MOST_ALIKE]


MOST_ALIKE = 5


def _occasions(terms: Terms, state: State) -> list[tuple[str, str]]:
    """Return the letters that may be written in a state."""
    return [
        (occasion, letter.title)
        for occasion, letter in terms.letters.items()
        if may_be_written(occasion, state)
    ]


def _steps(application: Application) -> list[tuple[Step, str, str]]:
    steps = list(application.steps.all())
    names = names_of(step.by for step in steps)
    return [
        (step, str(STATE_WORDS[State(step.state)]), names.get(step.by, ""))
        for step in steps
    ]
