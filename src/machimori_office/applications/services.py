"""Taking an application from its arrival to its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from machimori_office.applications import notices
from machimori_office.applications.conditions import refuse_while_open, terms_of
from machimori_office.applications.demanded import lies_here, refuse_while_missing
from machimori_office.applications.models import (
    Applicant,
    Application,
    Letter,
    Step,
)
from machimori_office.applications.numbering import next_number
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.states import (
    IS_OVER,
    Move,
    State,
    after,
    may_be_written,
)
from machimori_office.applications.steps import note
from machimori_office.applications.terms import Terms
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.records import services as records
from machimori_office.web.errors import ApplicationChanged, NotNow
from machimori_office.web.words import JST, Variety
from machimori_office.web.years import fiscal_year

APPLICANT = "applicant"
"""The actor of what an applicant does by their link."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """An applicant as the form gives them."""

    name: str
    address: str
    kana: str = ""
    spokesperson: str = ""
    postal_code: str = ""
    phone: str = ""
    mail: str = ""


@transaction.atomic
def receive(
    procedure: Procedure,
    *,
    who: Who,
    answers: Mapping[str, Any],
    way: Application.Way,
    actor: str = APPLICANT,
    variety: Variety = "ja",
    papers: Collection[str] = (),
    at: datetime,
) -> Application:
    """Write down an application; who left a mail address is told by mail.

    `papers` are the demanded ones that came along and lie in the folder.
    """
    year, terms = fiscal_year(at.astimezone(JST).date()), terms_of(procedure, at)
    application = Application(
        procedure=procedure.name,
        fiscal_year=year,
        number=next_number(procedure, year),
        way=way,
        variety=variety,
        received_at=at,
    )
    arrive(application, who=who, answers=answers, actor=actor)
    for paper in terms.papers:
        if paper.id in papers:
            lies_here(application, paper, at=at)
    notices.tell(application, at)
    return application


@transaction.atomic
def arrive(
    application: Application,
    *,
    who: Who,
    answers: Mapping[str, Any],
    actor: str = APPLICANT,
) -> None:
    """Write down an application that has its number; nobody is told."""
    at = application.received_at
    terms = terms_of(PROCEDURES[application.procedure], at)
    theirs = personal_answers(terms, answers)
    application.answers = {k: v for k, v in answers.items() if k not in theirs}
    application.save(force_insert=True)
    Applicant.objects.create(application=application, answers=theirs, **vars(who))
    _step(application, "receive", State.RECEIVED, actor, "", at)


@transaction.atomic
def move(
    application: Application,
    move_: Move,
    *,
    actor: str,
    reason: str,
    at: datetime,
    said: str = "",
) -> None:
    """Take an application on.

    Parameters
    ----------
    application : Application
        As the caller saw it: its version counts.
    reason : str
        For the audit: no personal data.
    said : str
        What the applicant reads.

    Raises
    ------
    NotNow
        The move does not follow from where the application is.
    ApplicationChanged
        Somebody else was faster.
    ConditionsOpen
        It would be granted while a condition is not met or nobody looked.
    PapersMissing
        A paper that the rule demands by then has not come.
    """
    state = after(State(application.state), move_)
    if state is None:
        raise NotNow
    refuse_while_missing(application, move_)
    if move_ is Move.GRANT:
        refuse_while_open(application)
    _advance(application, state, at)
    _step(application, move_, state, actor, said, at, reason=reason)
    notices.tell(application, at)


@transaction.atomic
def correct(
    application: Application,
    *,
    who: Who,
    answers: Mapping[str, Any],
    actor: str,
    reason: str,
    at: datetime,
    said: str = "",
) -> None:
    """Write down what is right; the conditions are to be looked at anew."""
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    theirs = personal_answers(terms, answers)
    move(application, Move.CORRECT, actor=actor, reason=reason, said=said, at=at)
    kept = {key: value for key, value in answers.items() if key not in theirs}
    Application.objects.filter(pk=application.pk).update(answers=kept)
    Applicant.objects.filter(application=application).update(
        answers=theirs, **vars(who)
    )
    application.findings.all().delete()


def may_make(staff: Staff, move_: Move) -> bool:
    """Whether this member of staff may make a move: deciding is for approvers."""
    act = Act.DECIDE_SUPPORT if move_ in DECISIONS else Act.HANDLE_SUPPORT
    return may(staff, act)


def refuse_unless_may(staff: Staff, move_: Move) -> None:
    """Raise where the role does not allow a move."""
    if not may_make(staff, move_):
        raise PermissionDenied


DECISIONS = frozenset({Move.GRANT, Move.REFUSE, Move.REOPEN})


@transaction.atomic
def carry_out(
    application: Application,
    *,
    subjects: Sequence[str],
    on: date,
    result: str,
    actor: str,
    at: datetime,
) -> None:
    """Say that what was granted is done, and append it to the records."""
    move(application, Move.CARRY_OUT, actor=actor, reason="carried out", at=at)
    procedure = PROCEDURES[application.procedure]
    done = records.Done(
        activity=procedure.activity,
        subjects=subjects,
        on=on,
        duty=procedure.name,
        about=str(application.pk),
        result=result,
    )
    records.append(done, actor=actor, at=at)


@transaction.atomic
def write_letter(
    application: Application,
    occasion: str,
    *,
    fields: Mapping[str, str],
    dated_on: date,
    actor: str,
    at: datetime,
) -> Letter:
    """Write the letter of an occasion as the rules have it now.

    Raises
    ------
    NotNow
        The letter does not fit where the application is.
    """
    if not may_be_written(occasion, State(application.state)):
        raise NotNow
    terms = terms_of(PROCEDURES[application.procedure], at).letters[occasion]
    letter = Letter.objects.create(
        application=application,
        occasion=occasion,
        title=terms.title.format_map(fields),
        paragraphs=[text.format_map(fields) for text in terms.paragraphs],
        dated_on=dated_on,
        written_at=at,
        written_by=actor,
    )
    details = {"occasion": occasion, "letter": str(letter.pk)}
    note(application, "applications.letter", "letter written", actor, at, details)
    notices.tell_letter(application, occasion, at)
    return letter


def personal_answers(terms: Terms, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that say something about a person."""
    personal = {question.id for question in terms.questions if question.is_personal}
    return {key: value for key, value in answers.items() if key in personal}


def _advance(application: Application, state: State, at: datetime) -> None:
    """Change the state where nobody else did; the caller's copy follows."""
    changes: dict[str, Any] = {"state": state, "version": application.version + 1}
    if state in (State.GRANTED, State.REFUSED):
        changes["decided_at"] = at
    changes["ended_at"] = at if state in IS_OVER else None
    unchanged = Application.objects.filter(
        pk=application.pk, version=application.version, state=application.state
    )
    if unchanged.update(**changes) != 1:
        raise ApplicationChanged
    for name, value in changes.items():
        setattr(application, name, value)


def _step(
    application: Application,
    move_: str,
    state: State,
    actor: str,
    said: str,
    at: datetime,
    *,
    reason: str = "arrived",
) -> None:
    Step.objects.create(
        application=application, move=move_, state=state, at=at, by=actor, said=said
    )
    action = f"applications.{move_}"
    note(application, action, reason, actor, at, {"state": str(state)})
