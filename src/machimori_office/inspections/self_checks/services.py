"""Asking owners, and taking what they sign: each step once, and in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from machimori.guidelines import shipped_catalogue
from machimori_office.audit.services import SYSTEM
from machimori_office.inspections import scenes
from machimori_office.inspections.auditing import note
from machimori_office.inspections.models import SelfCheck, Site
from machimori_office.inspections.self_checks import letters
from machimori_office.inspections.self_checks.links import new_code
from machimori_office.inspections.self_checks.questions import form_for, frozen
from machimori_office.inspections.services import ask_for_assessment
from machimori_office.inspections.terms import SelfCheckTerms
from machimori_office.rules.services import rule
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

State = SelfCheck.State
OPEN = (State.ASKED, State.RETURNED)
"""With the owner: the link takes answers."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of whom.

    Parameters
    ----------
    place, instrument : str
        The id of a place in the scene, and of a guideline.
    owner : str
    mail : str
        Where the link goes; empty: it is printed.
    """

    place: str
    instrument: str
    owner: str
    mail: str = ""


@transaction.atomic
def ask(
    site: Site,
    request: Request,
    *,
    actor: str,
    at: datetime,
    renews: SelfCheck | None = None,
) -> SelfCheck:
    """Ask an owner; the link goes out at once where there is a mail address."""
    on = _day(at)
    scene = scenes.read(scenes.content_of(site.scenes.latest("number")))
    form = form_for(scene, request.place, request.instrument, on=on)
    title = shipped_catalogue().instrument(request.instrument).title
    made = SelfCheck.objects.create(
        code=new_code(),
        site=site,
        place=request.place,
        instrument=request.instrument,
        title_ja=title.ja,
        title_en=title.en,
        questions=frozen(form, most_elements=terms(on).most_elements),
        owner=request.owner,
        mail=request.mail,
        state=State.ASKED,
        due_on=on + timedelta(days=terms(on).answer_days),
        asked_by=actor,
        asked_at=at,
        renews=renews,
    )
    letters.write("asked", made, until=made.due_on, at=at)
    _note(made, "check_asked", actor, "asked for", at)
    return made


def ask_again(former: SelfCheck, *, actor: str, at: datetime) -> SelfCheck:
    """Ask the same owner anew; what is in force holds until its own end."""
    if SelfCheck.objects.filter(renews=former).exists():
        raise NotNow
    request = Request(
        place=former.place,
        instrument=former.instrument,
        owner=former.owner,
        mail=former.mail,
    )
    return ask(former.site, request, actor=actor, at=at, renews=former)


@transaction.atomic
def accept(check: SelfCheck, *, actor: str, at: datetime) -> None:
    """Take what was signed as declared, until its end; the place is assessed again."""
    if check.signed_at is None:
        raise NotNow
    signed_on = _day(check.signed_at)
    until = months_after(signed_on, terms(_day(at)).holds_months)
    _move(check, (State.SIGNED,), State.ACCEPTED, holds_until=until, reviewed_at=at)
    letters.write("accepted", check, until=until, at=at)
    ask_for_assessment(check.site, actor=actor, at=at)
    _note(check, "check_accepted", actor, "looked at", at)


@transaction.atomic
def give_back(check: SelfCheck, *, said: str, actor: str, at: datetime) -> None:
    """Ask the owner to look again, and say at what."""
    due_on = _day(at) + timedelta(days=terms(_day(at)).answer_days)
    fields = {"said": said, "reviewed_at": at, "due_on": due_on}
    _move(check, (State.SIGNED,), State.RETURNED, **fields)
    letters.write("returned", check, until=due_on, at=at)
    _note(check, "check_returned", actor, "the owner was told why", at)


@transaction.atomic
def withdraw(check: SelfCheck, *, actor: str, reason: str, at: datetime) -> None:
    """Take a self-check back: its link is closed, and what it says counts no more."""
    was_accepted = check.state == State.ACCEPTED
    _move(check, (*OPEN, State.SIGNED, State.ACCEPTED), State.WITHDRAWN)
    if was_accepted:
        ask_for_assessment(check.site, actor=actor, at=at)
    _note(check, "check_withdrawn", actor, reason, at)


def ending(today: date) -> Sequence[SelfCheck]:
    """Return what holds still but ends soon, and was not asked for anew."""
    soon = today + timedelta(days=terms(today).remind_days)
    found = SelfCheck.objects.filter(
        state=State.ACCEPTED,
        holds_until__gte=today,
        holds_until__lte=soon,
        renewal__isnull=True,
    )
    return list(found.select_related("site"))


def remind(at: datetime) -> int:
    """Tell the owners of what ends soon, once each; return how many."""
    told = 0
    for check in ending(_day(at)):
        told += _remind(check, at)
    return told


@transaction.atomic
def _remind(check: SelfCheck, at: datetime) -> int:
    first = SelfCheck.objects.filter(pk=check.pk, reminded_at__isnull=True)
    if first.update(reminded_at=at) != 1 or check.holds_until is None:
        return 0
    letters.write("ends", check, until=check.holds_until, at=at)
    _note(check, "check_reminded", SYSTEM, "ends soon", at)
    return 1


def terms(on: date) -> SelfCheckTerms:
    """Return the rule that holds on a day."""
    return rule(SelfCheckTerms, on=on)


def _move(check: SelfCheck, before: Sequence[str], after: str, **fields: Any) -> None:
    """Take one step from where the reader saw it."""
    if check.state not in before:
        raise NotNow
    seen = SelfCheck.objects.filter(pk=check.pk, state=check.state)
    if seen.update(state=after, **fields) != 1:
        raise NotNow
    check.state = after
    for name, value in fields.items():
        setattr(check, name, value)


def _day(at: datetime) -> date:
    return at.astimezone(JST).date()


def _note(check: SelfCheck, action: str, actor: str, reason: str, at: datetime) -> None:
    note("self-check", check.pk, action, actor=actor, reason=reason, at=at)
