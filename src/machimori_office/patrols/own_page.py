"""What a member's own page shows, and what its buttons do: without an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet

from machimori_office.patrols.models import (
    Member,
    Press,
    Roster,
    Shift,
    Swap,
    Turn,
)
from machimori_office.patrols.services import turns
from machimori_office.patrols.services.noting import by_link, patrol_rule
from machimori_office.patrols.terms import PatrolRule
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

AHEAD = timedelta(days=100)
ANSWERED = timedelta(days=14)
"""So long a member's page shows what could not be done."""

MOST_OPEN = 12


@dataclass(frozen=True)
class OwnPage:
    """All that a member sees.

    Parameters
    ----------
    member : Member
    today, later : sequence of Turn
        The member's own turns.
    offered : sequence of Swap
        Turns that others ask somebody to take over.
    open : sequence of Shift
        Watches at which somebody is missing.
    without_report : sequence of Turn
        Watches of the last days that the member walked and nobody reported.
    holds_until : date or None
        Of the certificate; None where there is none that holds.
    city : PatrolRule
    waiting, refused : sequence of Press
        On two boxes: what is on its way to the console, and what it could not do.
    """

    member: Member
    today: Sequence[Turn]
    later: Sequence[Turn]
    offered: Sequence[Swap]
    open: Sequence[Shift]
    without_report: Sequence[Turn]
    holds_until: date | None
    city: PatrolRule
    waiting: Sequence[Press] = ()
    refused: Sequence[Press] = ()

    @property
    def sent(self) -> set[str]:
        """What was pressed and is not answered yet: `swap:12`."""
        return {f"{press.do}:{press.pk_pressed}" for press in self.waiting}


def own_page(member: Member, at: datetime) -> OwnPage:
    """Gather the page: a fixed number of queries."""
    today = at.astimezone(JST).date()
    own = list(own_turns(member, since=today))
    papers = member.papers.filter(
        ended_on=None, issued_on__lte=today, holds_until__gte=today
    )
    return OwnPage(
        member=member,
        today=[turn for turn in own if turn.shift.on == today],
        later=[turn for turn in own if turn.shift.on > today],
        offered=list(_offered(member, today)),
        open=list(_open(member, at)[:MOST_OPEN]),
        without_report=list(_without_report(member, today)),
        holds_until=max(papers.values_list("holds_until", flat=True), default=None),
        city=patrol_rule(at),
        **_presses(member, at),
    )


def own_turns(member: Member, *, since: date) -> QuerySet[Turn]:
    """Return a member's turns from a day on; drafts are nobody's business yet."""
    own = member.turns.filter(shift__on__gte=since, is_drafted=False)
    found = own.select_related("shift__school", "shift__report", "car", "swap")
    return found.order_by("shift__on", "shift__begins")


def press(member: Member, what: str, pk: str, at: datetime) -> None:
    """Do what a button of the page says; on two boxes, in the console.

    Raises
    ------
    NotNow, NoCertificate, WatchFull, TurnsMeet
    """
    do = _BUTTONS.get(what)
    if do is None:
        raise NotNow
    try:
        do(member, pk, at)
    except (Turn.DoesNotExist, Shift.DoesNotExist, Swap.DoesNotExist, ValueError) as e:
        # Somebody else was faster, or the page is old.
        raise NotNow from e


def walked(member: Member, pk: UUID) -> Shift | None:
    """Return a watch at which a member has a turn."""
    own = Shift.objects.filter(turns__member=member, turns__is_drafted=False)
    return own.select_related("school").filter(pk=pk).first()


def _presses(member: Member, at: datetime) -> dict[str, list[Press]]:
    if settings.OFFICE_PART != "public":
        return {}
    near = member.presses.filter(at__gte=at - ANSWERED)
    found = list(near.select_related("shift__school"))
    return {
        "waiting": [p for p in found if p.state == Press.State.WAITING],
        "refused": [p for p in found if p.state == Press.State.REFUSED],
    }


def _here(member: Member, pk: str, at: datetime) -> None:
    turns.check_in(_own(member, pk), actor=by_link(member), at=at)


def _done(member: Member, pk: str, at: datetime) -> None:
    turns.check_out(_own(member, pk), actor=by_link(member), at=at)


def _ask_for_swap(member: Member, pk: str, at: datetime) -> None:
    turns.ask_for_swap(_own(member, pk), actor=by_link(member), at=at)


def _keep(member: Member, pk: str, at: datetime) -> None:
    turns.keep_turn(_own(member, pk), actor=by_link(member), at=at)


def _take_over(member: Member, pk: str, at: datetime) -> None:
    swap = Swap.objects.get(pk=int(pk))
    turns.take_over(swap, member, actor=by_link(member), at=at)


def _sign_up(member: Member, pk: str, at: datetime) -> None:
    shift = Shift.objects.get(pk=UUID(pk))
    turns.sign_up(shift, member, actor=by_link(member), at=at)


_BUTTONS: Mapping[str, Callable[[Member, str, datetime], None]] = {
    "here": _here,
    "done": _done,
    "swap": _ask_for_swap,
    "keep": _keep,
    "take": _take_over,
    "sign-up": _sign_up,
}


def _own(member: Member, pk: str) -> Turn:
    own = member.turns.filter(is_drafted=False).select_related("shift")
    return own.get(pk=int(pk))


def _offered(member: Member, today: date) -> QuerySet[Swap]:
    asked = Swap.objects.filter(
        turn__shift__on__gte=today,
        turn__shift__cancelled_at=None,
        turn__is_drafted=False,
    )
    others = asked.exclude(turn__member=member)
    ordered = others.order_by("turn__shift__on", "turn__shift__begins")
    return ordered.select_related("turn__shift__school")


def _open(member: Member, at: datetime) -> QuerySet[Shift]:
    """Return watches of published months at which somebody is missing."""
    tomorrow = at.astimezone(JST).date() + timedelta(days=1)
    published = Roster.objects.filter(
        state=Roster.State.PUBLISHED,
        first_on__lte=OuterRef("on"),
        last_on__gte=OuterRef("on"),
    )
    ahead = Shift.objects.standing().between(tomorrow, tomorrow + AHEAD)
    seen = ahead.filter(Exists(published)).exclude(turns__member=member)
    counted = seen.annotate(taken=Count("turns")).filter(taken__lt=F("walkers"))
    ordered = counted.order_by("on", "begins", "school__code")
    return ordered.select_related("school")


def _without_report(member: Member, today: date) -> QuerySet[Turn]:
    walked = member.turns.filter(
        shift__on__range=(today - timedelta(days=7), today),
        shift__report=None,
        shift__is_reported_there=False,
        shift__cancelled_at=None,
        done_at__isnull=False,
    )
    return walked.select_related("shift__school").order_by("shift__on")
