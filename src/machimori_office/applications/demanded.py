"""The papers that the city's rule demands: which are here, which are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import cast

from django.db import transaction

from machimori_office.applications.conditions import terms_of
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import IS_OVER, Move
from machimori_office.applications.steps import note
from machimori_office.applications.terms import DemandedPaper, Due
from machimori_office.applications.words import PLEASE_SEND
from machimori_office.web.errors import NotNow, PapersMissing
from machimori_office.web.speaking import spoken_words
from machimori_office.web.words import Variety

_NEEDED: Mapping[Move, frozenset[Due]] = {
    Move.ACCEPT: frozenset({Due.CHECK}),
    Move.GRANT: frozenset({Due.CHECK, Due.DECISION}),
    Move.CARRY_OUT: frozenset(Due),
}
"""What has to be here before a move."""


def demanded_of(application: Application) -> tuple[DemandedPaper, ...]:
    """Return the papers that were asked for when it came."""
    return terms_of(PROCEDURES[application.procedure], application.received_at).papers


def missing(application: Application) -> list[DemandedPaper]:
    """Return the papers that have not come."""
    asked = demanded_of(application)
    if not asked:
        return []
    came = set(application.papers.values_list("kind", flat=True))
    return [paper for paper in asked if paper.id not in came]


def refuse_while_missing(application: Application, move: Move) -> None:
    """Raise where a move needs a paper that has not come."""
    needed = _NEEDED.get(move)
    if needed is None:
        return
    lacking = [paper for paper in missing(application) if paper.due in needed]
    if lacking:
        raise PapersMissing(names=named(lacking))


def named(papers: Iterable[DemandedPaper]) -> str:
    """Name papers in the reader's language, one after the other."""
    return "、".join(spoken_words(paper.name) for paper in papers)


def asking_for(application: Application) -> str:
    """Word what is missing as the applicant reads it; nothing where all is here."""
    lacking = missing(application)
    if not lacking:
        return ""
    variety = cast(Variety, application.variety)
    listed = [f"・{p.name.in_(variety) or p.name.ja}" for p in lacking]
    return "\n".join([PLEASE_SEND.in_(variety), *listed])


@transaction.atomic
def check(
    application: Application,
    *,
    here: Collection[str],
    gone: Collection[str] = (),
    actor: str,
    at: datetime,
) -> None:
    """Say which of the demanded papers are here, on paper or as they were sent.

    Parameters
    ----------
    application : Application
    here : collection of str
        Those that are here and serve.
    gone : collection of str
        Those that seemed to be here and are not, or do not serve: what was sent stays
        among the other papers. One that comes meanwhile is in neither, and stays.

    Raises
    ------
    NotNow
        The application is over.
    """
    _hold(application)
    for paper in demanded_of(application):
        of_kind = application.papers.filter(kind=paper.id)
        if paper.id in gone:
            of_kind.filter(content_type="").delete()
            of_kind.update(kind="")
        elif paper.id in here and not of_kind.exists():
            lies_here(application, paper, at=at)
    details = {"missing": str(len(missing(application)))}
    note(application, "applications.papers", "papers looked at", actor, at, details)


def lies_here(application: Application, paper: DemandedPaper, *, at: datetime) -> None:
    """Write down that a paper lies in the folder."""
    Paper.objects.create(
        application=application, kind=paper.id, name=paper.name.ja[:120], added_at=at
    )


@transaction.atomic
def send_along(
    application: Application,
    sent: tuple[str, bytes, str],
    *,
    kind: str,
    actor: str,
    at: datetime,
) -> None:
    """Keep a paper that the applicant sends: its name, content and content type.

    Raises
    ------
    NotNow
        The application is over.
    """
    _hold(application)
    name, content, content_type = sent
    Paper.objects.create(
        application=application,
        kind=kind,
        name=name,
        content=content,
        content_type=content_type,
        added_at=at,
    )
    details = {"paper": kind or "other"}
    note(application, "applications.paper", "sent along", actor, at, details)


def _hold(application: Application) -> None:
    held = Application.objects.select_for_update().filter(pk=application.pk)
    if not held.exclude(state__in=IS_OVER).exists():
        raise NotNow
