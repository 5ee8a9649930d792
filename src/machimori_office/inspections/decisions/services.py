"""Deciding, renewing and withdrawing; the next assessment knows it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from machimori import assessment as library
from machimori.formats.decisions import COLUMNS, KINDS
from machimori_office.inspections.auditing import note
from machimori_office.inspections.models import Result, Site, SiteDecision
from machimori_office.inspections.services import ask_for_assessment
from machimori_office.web.errors import NotNow
from machimori_office.web.tables import disarmed


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody decided, and when it is to be looked at again."""

    kind: str
    ground: str
    reason: str
    decided_by: str
    decided_on: date
    review_on: date


@transaction.atomic
def decide(
    result: Result, decided: Decided, *, actor: str, at: datetime
) -> SiteDecision:
    """Decide about a finding; one decision about it stands at a time."""
    site = result.assessment.site
    about = {"criterion": result.criterion, "subject": result.element}
    says = {"says_ja": result.says_ja, "says_en": result.says_en}
    made = _written(site, decided, at, **about, **says)
    _note(made, "decided", actor, "from a finding", at)
    ask_for_assessment(site, actor=actor, at=at)
    return made


@transaction.atomic
def renew(
    former: SiteDecision, decided: Decided, *, actor: str, at: datetime
) -> SiteDecision:
    """Decide anew what came up again; the former one stays readable."""
    _withdrawn(former, at)
    about = {"criterion": former.criterion, "subject": former.subject}
    says = {"says_ja": former.says_ja, "says_en": former.says_en}
    made = _written(former.site, decided, at, renews=former, **about, **says)
    _note(made, "decision_renewed", actor, "looked at again", at)
    ask_for_assessment(former.site, actor=actor, at=at)
    return made


@transaction.atomic
def withdraw(decision: SiteDecision, *, actor: str, reason: str, at: datetime) -> None:
    """Let the guideline's item be judged again as if nobody had decided."""
    _withdrawn(decision, at)
    _note(decision, "decision_withdrawn", actor, reason, at)
    ask_for_assessment(decision.site, actor=actor, at=at)


def standing(site: Site | None = None) -> QuerySet[SiteDecision]:
    """Return the decisions that nobody withdrew or renewed."""
    found = SiteDecision.objects.filter(withdrawn_at__isnull=True)
    return found if site is None else found.filter(site=site)


def known_decisions(site: Site) -> list[library.Decision]:
    """Return the decisions at a place as the library takes them."""
    return [
        library.Decision(
            kind=KINDS[one.kind],
            criterion=one.criterion,
            subject=one.subject,
            ground=one.ground,
            reason=one.reason,
            decided_by=one.decided_by,
            decided_on=one.decided_on,
            review_on=one.review_on,
            source=f"office decision {one.pk}",
        )
        for one in standing(site)
    ]


def decisions_table(decisions: Iterable[SiteDecision]) -> str:
    """Write decisions as the CSV that ``machimori assess --decisions`` takes."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    for one in decisions:
        said = {column.name: getattr(one, column.name, "") for column in COLUMNS}
        said |= {"element": one.subject, "place": ""}
        writer.writerow(disarmed(str(said[column.name] or "")) for column in COLUMNS)
    return "\ufeff" + paper.getvalue()


def _written(
    site: Site, decided: Decided, at: datetime, **more: object
) -> SiteDecision:
    try:
        with transaction.atomic():
            made: SiteDecision = SiteDecision.objects.create(
                site=site, written_at=at, **vars(decided), **more
            )
            return made
    except IntegrityError as error:
        raise NotNow from error


def _withdrawn(decision: SiteDecision, at: datetime) -> None:
    stands = SiteDecision.objects.filter(pk=decision.pk, withdrawn_at__isnull=True)
    if stands.update(withdrawn_at=at) != 1:
        raise NotNow


def _note(
    decision: SiteDecision, action: str, actor: str, reason: str, at: datetime
) -> None:
    note("decision", decision.pk, action, actor=actor, reason=reason, at=at)
