"""Answering, passing on, closing, merging: what is done about a concern."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from machimori_office.concerns import links
from machimori_office.concerns.models import Concern, Reporter
from machimori_office.concerns.services.receiving import terms_on
from machimori_office.concerns.services.steps import advance, step
from machimori_office.concerns.states import Move
from machimori_office.concerns.terms import SEE_TO_CONCERN, LetterName
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.records import services as records
from machimori_office.web.errors import NotNow
from machimori_office.web.words import Variety

DUTY = "concerns"


@transaction.atomic
def answer(concern: Concern, *, said: str, actor: str, at: datetime) -> None:
    """Answer: the reporter reads it at their link, and is told so by mail.

    Raises
    ------
    NotNow, RowChanged
    """
    state = advance(concern, Move.ANSWER, answered_at=concern.answered_at or at)
    step(concern, Move.ANSWER, state, actor=actor, reason="answered", at=at, said=said)
    tell(concern, "answered", at)


@transaction.atomic
def pass_on(
    concern: Concern, *, to_whom: str, actor: str, at: datetime, said: str = ""
) -> None:
    """Say to whom it was passed on; `said` is read by the reporter.

    Raises
    ------
    NotNow, RowChanged
    """
    changes = {"with_whom": to_whom}
    state = advance(concern, Move.PASS_ON, **changes)
    step(
        concern,
        Move.PASS_ON,
        state,
        actor=actor,
        reason="passed on",
        at=at,
        said=said,
        to_whom=to_whom,
    )


@transaction.atomic
def close(
    concern: Concern,
    *,
    on: date,
    actor: str,
    at: datetime,
    activity: str = SEE_TO_CONCERN,
    result: str = "done",
    said: str = "",
) -> None:
    """Close, and append to the records what was done.

    Parameters
    ----------
    concern : Concern
    on : date
        When it was done.
    activity : str
        A word of the catalogue's activities.
    result : str
        What came of it: no name of anybody.
    said : str
        What the reporter reads.

    Raises
    ------
    NotNow, RowChanged, NotARecord
    """
    answered_at = concern.answered_at or (at if said else None)
    state = advance(concern, Move.CLOSE, ended_at=at, answered_at=answered_at)
    done = records.Done(
        activity=activity,
        subjects=[concern.site or records.CITY],
        on=on,
        duty=DUTY,
        about=str(concern.pk),
        result=result,
    )
    records.append(done, actor=actor, at=at)
    step(concern, Move.CLOSE, state, actor=actor, reason="seen to", at=at, said=said)
    tell(concern, "closed", at)


@transaction.atomic
def merge(
    concern: Concern, *, into: Concern, actor: str, reason: str, at: datetime
) -> None:
    """Say that a concern is about the same as another, which goes on for both.

    Raises
    ------
    NotNow
        The other is this one, or was itself merged or set aside.
    RowChanged
    """
    goes_on = Concern.objects.select_for_update().get(pk=into.pk)
    if goes_on.pk == concern.pk or goes_on.state not in _BEARS_OTHERS:
        raise NotNow
    changes = {"merged_into": goes_on, "ended_at": at}
    state = advance(concern, Move.MERGE, **changes)
    # Who was merged into this one goes on with it: nobody's link leads nowhere.
    Concern.objects.filter(merged_into=concern).update(merged_into=goes_on)
    step(concern, Move.MERGE, state, actor=actor, reason=reason, at=at)


_BEARS_OTHERS = ("received", "in_hand", "closed")


@transaction.atomic
def set_aside(concern: Concern, *, actor: str, reason: str, at: datetime) -> None:
    """Put aside what is mischief, or nothing of the division's.

    Raises
    ------
    NotNow, RowChanged
    """
    state = advance(concern, Move.SET_ASIDE, ended_at=at)
    step(concern, Move.SET_ASIDE, state, actor=actor, reason=reason, at=at)


@transaction.atomic
def reopen(concern: Concern, *, actor: str, reason: str, at: datetime) -> None:
    """Take a closing, a merging or a setting aside back.

    Raises
    ------
    NotNow
        Also where what was reported is deleted already.
    RowChanged
    """
    if concern.forgotten_at is not None:
        raise NotNow
    state = advance(concern, Move.REOPEN, ended_at=None, merged_into=None)
    step(concern, Move.REOPEN, state, actor=actor, reason=reason, at=at)


def tell(concern: Concern, letter: LetterName, at: datetime) -> None:
    """Write to who reported it, and to who reported the same."""
    both = [concern.pk, *concern.merged.values_list("pk", flat=True)]
    told = Reporter.objects.filter(concern__in=both, confirmed_at__isnull=False)
    for reporter in told.select_related("concern"):
        theirs = reporter.concern
        variety: Variety = theirs.variety  # type: ignore[assignment]
        notices.write(
            terms_on(at).letters[letter],
            to=read_address(reporter.mail),
            variety=variety,
            fields={
                "number": links.number_of(theirs),
                "link": links.seeing(theirs, variety),
            },
            about=str(theirs.pk),
            at=at,
        )
