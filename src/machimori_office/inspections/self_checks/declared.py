"""What owners declared of a place, as the library's assessment takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from machimori.assessment import Evidence
from machimori_office.inspections.models import Answer, SelfCheck, Site
from machimori_office.web.words import JST

_VALUES = {Answer.Holds.YES: True, Answer.Holds.NO: False, Answer.Holds.UNKNOWN: None}


def declared(site: Site, *, on: date) -> tuple[Evidence, ...]:
    """Return the answers that were accepted, with their ends.

    What ended already is handed over too: the report then says when it ended.
    """
    accepted = site.self_checks.filter(state=SelfCheck.State.ACCEPTED)
    return tuple(
        evidence
        for check in accepted.prefetch_related("answers")
        for evidence in _of(check)
        if evidence.observed_on <= on
    )


def _of(check: SelfCheck) -> Iterator[Evidence]:
    if check.signed_at is None:
        return
    for answer in check.answers.all():
        question = check.questions[answer.number - 1]
        yield Evidence(
            subject=question.get("element") or check.place,
            quantity=question["criterion"],
            method="declared",
            value=_VALUES[Answer.Holds(answer.holds)],
            observed_on=check.signed_at.astimezone(JST).date(),
            expires_on=check.holds_until,
            by=check.owner,
            source=f"self-check {check.code}",
        )
