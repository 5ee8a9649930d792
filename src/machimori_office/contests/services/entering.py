"""Entering: by the public page and a mailed link, or on paper; with consent.

A child's entry goes by the address of a parent or guardian: whoever presses the button
behind its link confirms it and consents at once.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac

from machimori_office.contests.errors import NotEntered
from machimori_office.contests.models import Contest, Entrant, Entry
from machimori_office.contests.models import Picture as KeptPicture
from machimori_office.contests.services import handing_over, planning
from machimori_office.contests.services.changes import (
    ENTRANT,
    locked,
    note_entry,
    terms,
)
from machimori_office.contests.services.letters import write_to_entrant
from machimori_office.contests.terms import Category, LetterName
from machimori_office.exchange.services import PUBLIC_BEGINS, numbers_begin
from machimori_office.limits.services import Limit, take
from machimori_office.outbox.addresses import Address
from machimori_office.web.errors import (
    LinkSpent,
    NothingChosen,
    NotNow,
    TooMany,
    TooOften,
)
from machimori_office.web.pictures import Picture
from machimori_office.web.words import Variety

State, Consent = Entry.State, Entrant.Consent
TAKEN = (State.WAITING, State.ENTERED, State.SET_ASIDE)
"""What counts against the limit of a person: who is set aside has entered."""

_FROM_ONE_PLACE = Limit(name="contest.place", times=20, within=timedelta(hours=1))
_TO_ONE_ADDRESS = Limit(name="contest.mail", times=5, within=timedelta(hours=3))


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who enters, as the form gives them."""

    family_name: str
    given_name: str
    group: str
    shown_as: Entrant.Shown
    mail: Address | None = None
    phone: str = ""
    guardian: str = ""
    school: str = ""
    pen_name: str = ""
    reads: Variety = "ja"


@dataclass(frozen=True, kw_only=True)
class Work:
    """One work: a text or a picture."""

    category: str
    text: str = ""
    picture: Picture | None = None


@transaction.atomic
def ask(
    contest: Contest,
    person: Person,
    works: Sequence[Work],
    *,
    asked_from: str,
    at: datetime,
) -> None:
    """Keep works until the link that is sent now is pressed.

    Raises
    ------
    NotNow
        No entries are taken now.
    NothingChosen, TooMany, NotEntered
        No work, too many, or works that this person cannot enter.
    TooOften
    """
    if not planning.takes_entries(contest, at) or person.mail is None:
        raise NotNow
    _refuse_wrong(contest, person, works)
    if not take(_FROM_ONE_PLACE, asked_from, at=at):
        raise TooOften
    if not take(_TO_ONE_ADDRESS, person.mail.key, at=at):
        return
    entrant = _kept(contest, person, works, at)
    for entry in entrant.entries.all():
        note_entry(entry, "asked", "by the entrant's link", ENTRANT, at)
    city = terms(contest)
    until = at + timedelta(hours=city.link_lasts_h)
    letter: LetterName = "consent" if city.is_minor(person.group) else "confirm"
    write_to_entrant(letter, entrant, at=at, works=worded(entrant), until=until)


@transaction.atomic
def confirm(
    entrant: Entrant, *, at: datetime, shown_as: Entrant.Shown, pen_name: str = ""
) -> Entrant:
    """Press the button behind the link: enter the works, and consent.

    Returns
    -------
    Entrant
        Who they now belong to: an earlier entry of the same person takes them in.

    Raises
    ------
    LinkSpent
        Pressed before, or too late.
    TooMany, NotEntered
        With what the same person entered before, they are too many, or one is the same.
    """
    contest = locked(entrant.contest_id)
    asked = Entrant.objects.filter(pk=entrant.pk, consent=Consent.NONE).first()
    city = terms(contest)
    ends_at = entrant.asked_at + timedelta(hours=city.link_lasts_h)
    if asked is None or ends_at <= at or contest.state != Contest.State.OPEN:
        raise LinkSpent
    waiting = _in_order(asked, State.ASKED)
    way = Consent.MAIL if city.is_minor(asked.group) else Consent.SELF
    shown: dict[str, Any] = {"shown_as": shown_as, "pen_name": pen_name}
    owner = _same_person(asked)
    if owner is None:
        owner, shown = asked, {**shown, "consent": way, "consented_at": at}
    else:
        _name_again(owner, asked)
    Entrant.objects.filter(pk=owner.pk).update(**shown)
    owner.refresh_from_db()
    _enter(waiting, owner, at=at, actor=ENTRANT, why="by the entrant's link")
    if owner != asked:
        asked.delete()
    handing_over.hand_over(owner, at=at)
    write_to_entrant("entered", owner, at=at, works=worded(owner))
    return owner


@transaction.atomic
def enter_on_paper(
    contest: Contest,
    person: Person,
    works: Sequence[Work],
    *,
    has_consent: bool,
    actor: str,
    at: datetime,
) -> Entrant:
    """Type in what came on paper; without a guardian's consent it waits for that.

    Raises
    ------
    NotNow, NothingChosen, TooMany, NotEntered
    """
    contest = locked(contest.pk)
    if contest.state != Contest.State.OPEN:
        raise NotNow
    _refuse_wrong(contest, person, works)
    entrant = _kept(contest, person, works, at)
    made = _in_order(entrant, State.ASKED)
    owner = _same_person(entrant) or entrant
    is_minor = terms(contest).is_minor(person.group)
    if is_minor and not has_consent and owner == entrant:
        _wait(made, actor, at)
        return entrant
    if owner == entrant:
        way = Consent.PAPER if is_minor else Consent.SELF
        _consented(entrant, way, at)
    _enter(made, owner, at=at, actor=actor, why="consent on paper")
    if owner != entrant:
        entrant.delete()
    return owner


@transaction.atomic
def consent_on_paper(entrant: Entrant, *, actor: str, at: datetime) -> None:
    """Write down that a guardian's consent came on paper: the works are entered.

    Raises
    ------
    NotNow
    """
    locked(entrant.contest_id)
    unsaid = Entrant.objects.filter(pk=entrant.pk, consent=Consent.NONE)
    waiting = _in_order(entrant, State.WAITING, State.ASKED)
    if not waiting or not unsaid.exists():
        raise NotNow
    owner = _same_person(entrant)
    if owner is None:
        owner = entrant
        _consented(entrant, Consent.PAPER, at)
    _enter(waiting, owner, at=at, actor=actor, why="consent on paper")
    if owner != entrant:
        entrant.delete()


@transaction.atomic
def withdraw(entry: Entry, *, actor: str, reason: str, at: datetime) -> None:
    """Take a work back; its text or picture is deleted at once.

    On the internet part of two boxes the console is asked too, and has the last word.

    Raises
    ------
    NotNow
        It was judged already, or is gone.
    """
    contest = locked(entry.contest_id)
    if contest.state != Contest.State.OPEN:
        raise NotNow
    theirs = Entry.objects.filter(pk=entry.pk, state__in=(*TAKEN, State.ASKED))
    if theirs.update(state=State.WITHDRAWN, text="", work_key="") != 1:
        raise NotNow
    KeptPicture.objects.filter(entry=entry).delete()
    note_entry(entry, "withdrawn", reason, actor, at)
    handing_over.tell_left(entry, at=at)


@transaction.atomic
def set_aside(entry: Entry, *, actor: str, reason: str, at: datetime) -> None:
    """Set a work aside that cannot take part: a double, against the call.

    Raises
    ------
    NotNow
    """
    _turn(entry, State.ENTERED, State.SET_ASIDE)
    note_entry(entry, "set_aside", reason, actor, at)


@transaction.atomic
def take_back_in(entry: Entry, *, actor: str, reason: str, at: datetime) -> None:
    """Undo that a work was set aside."""
    contest = _turn(entry, State.SET_ASIDE, State.ENTERED)
    note_entry(entry, "taken_back_in", reason, actor, at)
    if contest.state == Contest.State.JUDGING:
        handing_over.show([entry], at=at)


def spelled(text: str) -> str:
    """Bring a text into one spelling: width, case, spaces and marks do not count."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = (c for c in plain if unicodedata.category(c)[0] in "LN")
    return "".join(kept) or plain


def person_key(name: str) -> str:
    """Return a name as the same person is found again.

    The internet part of two boxes hands names over and keeps a keyed hash.
    """
    if settings.OFFICE_PART != "public":
        return spelled(name)
    return salted_hmac("contests.person", spelled(name), algorithm="sha256").hexdigest()


def worded(entrant: Entrant) -> str:
    """Name the works of somebody: the texts, and the category of pictures."""
    city = terms(entrant.contest)
    live = entrant.entries.exclude(state=State.WITHDRAWN).order_by("category", "slot")
    lines = (e.text or city.name_of("categories", e.category).ja for e in live)
    return "\n".join(f"・{line}" for line in lines)


def _name_again(owner: Entrant, asked: Entrant) -> None:
    """Give an entrant whom the console has a name again, for the works to come."""
    named = {name: getattr(asked, name) for name in handing_over.NAMED}
    handed_over = Entrant.objects.filter(pk=owner.pk, carried_at__isnull=False)
    handed_over.update(**named, carried_at=None)


def _turn(entry: Entry, frm: Entry.State, to: Entry.State) -> Contest:
    contest = locked(entry.contest_id)
    if contest.state not in (Contest.State.OPEN, Contest.State.JUDGING):
        raise NotNow
    if Entry.objects.filter(pk=entry.pk, state=frm).update(state=to) != 1:
        raise NotNow
    return contest


def _refuse_wrong(contest: Contest, person: Person, works: Sequence[Work]) -> None:
    if not works:
        raise NothingChosen
    city = terms(contest)
    counts: dict[str, int] = {}
    for work in works:
        category = city.category(work.category)
        if category is None or not _fits(category, person, work):
            raise NotEntered
        counts[category.id] = counts.get(category.id, 0) + 1
        if counts[category.id] > category.at_most:
            raise TooMany(most=category.at_most)


def _fits(category: Category, person: Person, work: Work) -> bool:
    if not category.is_open_to(person.group):
        return False
    if category.works == "picture":
        return work.picture is not None and not work.text
    return work.picture is None and 0 < len(work.text) <= category.longest


def _kept(
    contest: Contest, person: Person, works: Sequence[Work], at: datetime
) -> Entrant:
    fields: dict[str, Any] = {k: v for k, v in vars(person).items() if k != "mail"}
    entrant = Entrant.objects.create(
        contest=contest,
        **fields,
        name_key=person_key(person.family_name + person.given_name),
        mail=str(person.mail) if person.mail else "",
        mail_key=person.mail.key if person.mail else "",
        asked_at=at,
    )
    slots: dict[str, int] = {}
    for work in works:
        slots[work.category] = slots.get(work.category, 0) + 1
        entry = Entry.objects.create(
            contest=contest,
            entrant=entrant,
            category=work.category,
            slot=slots[work.category],
            text=work.text,
            work_key=_key(work),
        )
        if work.picture:
            KeptPicture.objects.create(entry=entry, **vars(work.picture))
    return entrant


def _key(work: Work) -> str:
    said = work.picture.content if work.picture else spelled(work.text).encode()
    return hashlib.sha256(said).hexdigest()


def _same_person(entrant: Entrant) -> Entrant | None:
    if not entrant.mail_key:
        return None
    same = Entrant.objects.filter(
        contest=entrant.contest_id,
        mail_key=entrant.mail_key,
        name_key=entrant.name_key,
    )
    return same.exclude(consent=Consent.NONE).exclude(pk=entrant.pk).first()


def _in_order(entrant: Entrant, *states: Entry.State) -> list[Entry]:
    works = entrant.entries.filter(state__in=states)
    return list(works.order_by("category", "slot"))


def _consented(entrant: Entrant, way: Entrant.Consent, at: datetime) -> None:
    Entrant.objects.filter(pk=entrant.pk).update(consent=way, consented_at=at)
    entrant.consent, entrant.consented_at = way, at


def _wait(entries: list[Entry], actor: str, at: datetime) -> None:
    for entry in entries:
        Entry.objects.filter(pk=entry.pk, state=State.ASKED).update(state=State.WAITING)
        note_entry(entry, "waiting", "consent on paper", actor, at)


def _enter(
    entries: list[Entry], owner: Entrant, *, at: datetime, actor: str, why: str
) -> None:
    """Enter works under a person: numbers, and slots up to the rule's limit."""
    city = terms(owner.contest)
    for position, entry in enumerate(entries):
        theirs = Entry.objects.filter(
            entrant=owner, category=entry.category, state__in=TAKEN
        ).exclude(pk__in=[e.pk for e in entries[position:]])
        category = city.category(entry.category)
        most = category.at_most if category else 0
        taken = set(theirs.values_list("slot", flat=True))
        if len(taken) >= most:
            raise TooMany(most=most)
        if theirs.filter(work_key=entry.work_key).exists():
            raise NotEntered
        slot = next(n for n in range(1, most + 1) if n not in taken)
        unentered = Entry.objects.filter(
            pk=entry.pk, state__in=(State.ASKED, State.WAITING)
        )
        number = _next_number(owner.contest)
        changes = {"slot": slot, "number": number, "state": State.ENTERED}
        if unentered.update(entrant=owner, **changes) != 1:
            raise NotNow
        note_entry(entry, "entered", why, actor, at)


def _next_number(contest: Contest) -> int:
    """Number what is entered: two boxes never give the same number."""
    begins = numbers_begin()
    own = contest.entries.filter(number__gt=begins)
    if begins == 0:
        own = contest.entries.filter(number__lte=PUBLIC_BEGINS)
    last = own.aggregate(last=Max("number"))["last"]
    return int(last or begins) + 1
