"""What an owner does behind the link: answer, answer otherwise, sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from machimori_office.exchange.services import post
from machimori_office.inspections import auditing, photos
from machimori_office.inspections.models import Answer, SelfCheck
from machimori_office.inspections.self_checks.carried import Given, Signed
from machimori_office.inspections.self_checks.questions import Asked, asked
from machimori_office.inspections.self_checks.services import OPEN
from machimori_office.web.errors import AnswersMissing, LinkSpent
from machimori_office.web.pictures import Picture

OWNER = "owner"
"""Who the audit says it was: nobody signs in behind a link."""

ACT = "self_check"
"""How the files of two boxes call what an owner signed."""


@dataclass(frozen=True)
class Line:
    """A question, and what was answered so far."""

    question: Asked
    answer: Answer | None


def lines(check: SelfCheck) -> list[Line]:
    """Return all questions with their answers: one query."""
    given = {answer.number: answer for answer in check.answers.all()}
    return [Line(one, given.get(one.number)) for one in asked(check)]


def next_open(check: SelfCheck, after: int = 0) -> int | None:
    """Return the next question without an answer; from the start again at the end."""
    given = set(check.answers.values_list("number", flat=True))
    open_ = [n for n in range(1, len(check.questions) + 1) if n not in given]
    return next((n for n in open_ if n > after), open_[0] if open_ else None)


def open_alike(check: SelfCheck, number: int) -> list[int]:
    """Return the questions of the same item on other elements without an answer."""
    given = set(check.answers.values_list("number", flat=True))
    criterion = check.questions[number - 1]["criterion"]
    return [
        n
        for n, question in enumerate(check.questions, start=1)
        if question["criterion"] == criterion and n != number and n not in given
    ]


@transaction.atomic
def answer(
    check: SelfCheck,
    number: int,
    *,
    holds: str,
    note: str,
    picture: Picture | None,
    at: datetime,
    is_same: bool = False,
) -> Answer:
    """Keep an answer; another one to the same question takes its place.

    `is_same` gives it to the same item of the other elements too, where they have none.
    """
    _refuse_unless_open(check)
    if is_same:
        others = [Answer(number=n, holds=holds) for n in open_alike(check, number)]
        for one in others:
            one.check_form, one.answered_at = check, at
        Answer.objects.bulk_create(others)
    told: dict[str, Any] = {"holds": holds, "note": note, "answered_at": at}
    if picture is not None:
        told["photo"] = photos.keep(picture, at=at)
    made, _ = Answer.objects.update_or_create(
        check_form=check, number=number, defaults=told
    )
    return made


@transaction.atomic
def sign(check: SelfCheck, *, name: str, at: datetime) -> None:
    """Sign all answers by name; from then on they cannot be changed.

    Raises
    ------
    AnswersMissing
        Some questions are not answered: “cannot tell” is an answer too.
    LinkSpent
        It was signed or withdrawn meanwhile.
    """
    _refuse_unless_open(check)
    missing = len(check.questions) - check.answers.count()
    if missing:
        raise AnswersMissing(count=missing)
    fields = {"state": SelfCheck.State.SIGNED, "signed_by": name, "signed_at": at}
    if SelfCheck.objects.filter(pk=check.pk, state__in=OPEN).update(**fields) != 1:
        raise LinkSpent
    _noted(check, at)
    if settings.OFFICE_PART == "public":
        given = check.answers.select_related("photo")
        answers = [Given.of(one, is_whole=True) for one in given]
        post(ACT, str(check.pk), Signed(name=name, at=at, answers=answers), at=at)


def _noted(check: SelfCheck, at: datetime) -> None:
    reason = "signed behind the link"
    auditing.note(
        "self-check", check.pk, "check_signed", actor=OWNER, reason=reason, at=at
    )


def _refuse_unless_open(check: SelfCheck) -> None:
    """Hold the row until the change is written, so that none follows a signature."""
    held = SelfCheck.objects.select_for_update().get(pk=check.pk)
    if held.state not in OPEN:
        raise LinkSpent


@transaction.atomic
def take_from_paper(
    check: SelfCheck, answers: Mapping[int, str], *, name: str, at: datetime
) -> None:
    """Take over what came back on paper: all answers, and who signed them."""
    for number, holds in answers.items():
        answer(check, number, holds=holds, note="", picture=None, at=at)
    sign(check, name=name, at=at)
