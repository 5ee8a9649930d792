"""Registering, changing and leaving, as residents do it themselves.

Asking is one cheap insert, the same for every address, so that nobody learns from the
answer or its time whether an address is registered, and so that a surge is borne; the
letter is written by `answering`, in batches. Only a press on a button changes anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from machimori_office.backups import diary
from machimori_office.limits.services import Limit, take
from machimori_office.outbox import addresses, failing
from machimori_office.outbox.models import Address, Message
from machimori_office.outbox.queueing import queue_one
from machimori_office.places.models import District
from machimori_office.rules.services import rule
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.answering import filled, posting
from machimori_office.subscriptions.choices import (
    EVERYTHING,
    Choices,
    checked,
    without,
)
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.models import Request, Subscriber
from machimori_office.subscriptions.registration import Registration
from machimori_office.web.errors import LinkSpent, TooOften
from machimori_office.web.tokens import hashed
from machimori_office.web.words import JST

_FROM_ONE_PLACE = Limit(name="ask.place", times=20, within=timedelta(hours=1))
# Who does not find the letter asks again; nobody's mailbox is filled by others.
_BY_WEB = Limit(name="ask.web", times=3, within=timedelta(hours=3))
_CHANGES = Limit(name="ask.change", times=5, within=timedelta(hours=24))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a link is for, as its page shows it.

    Parameters
    ----------
    wish : Request.Wish
        Join, manage (somebody who is registered), or change the address.
    address : str
        Whose link it is; to change to, for a change of address.
    choices : Choices
        What stands now; everything, for who is new.
    is_registered : bool
    """

    wish: Request.Wish
    address: str
    choices: Choices
    is_registered: bool


@transaction.atomic
def ask_to_join(
    *,
    address: addresses.Address,
    way: Subscriber.Way,
    at: datetime,
    asked_from: str = "",
) -> None:
    """Ask for a link by mail: to register, or for who is registered, to change.

    Parameters
    ----------
    address : addresses.Address
    way : Subscriber.Way
    at : datetime
    asked_from : str
        The number of the internet that a form came from.

    Raises
    ------
    TooOften
        By whoever sends the form. An address that asks too often gets no more letters,
        and nobody is told so.
    """
    if asked_from and not take(_FROM_ONE_PLACE, asked_from, at=at):
        raise TooOften
    city = rule(Registration, on=_day(at))
    if take(_limit(way, city), address.key, at=at):
        request = _asked(Request.Wish.JOIN, address, city, at)
        request.way = way
        request.save(force_insert=True)


def request_of(*, token: str, at: datetime) -> Asked:
    """Tell what a link is for; this changes nothing.

    Raises
    ------
    LinkSpent
    """
    request = _open_request(token, at)
    subscriber = request.subscriber or _subscriber_at(request.key)
    return Asked(
        wish=Request.Wish(request.wish),
        address=request.address,
        choices=keeping.choices_of(subscriber) if subscriber else EVERYTHING,
        is_registered=subscriber is not None,
    )


@transaction.atomic
def press(*, token: str, at: datetime, choices: Choices = EVERYTHING) -> int:
    """Do what a link is for, once; return the key of the subscriber.

    Raises
    ------
    LinkSpent
        Used before, too old, or never given.
    UnknownName
        A kind, district or language that there is not.
    """
    request = _spend(token, at, owed=Request.Owed.DONE)
    if request.wish == Request.Wish.CHANGE_ADDRESS:
        return _moved(request, at)
    return _registered(request, _checked(choices, at), at)


@transaction.atomic
def leave(*, token: str, at: datetime) -> None:
    """Take off who holds this link, once.

    Raises
    ------
    LinkSpent
    """
    request = _spend(token, at, owed=Request.Owed.NOTHING)
    subscriber = _subscriber_at(request.key)
    if subscriber:
        keeping.take_off(subscriber, way="page", at=at)


@transaction.atomic
def ask_to_change_address(*, token: str, to: addresses.Address, at: datetime) -> None:
    """Send a link to a new address, asked for with the link of the former one.

    Raises
    ------
    LinkSpent
        Or its holder is not registered.
    """
    request = _spend(token, at, owed=Request.Owed.NOTHING)
    subscriber = _subscriber_at(request.key)
    if subscriber is None:
        raise LinkSpent
    if take(_CHANGES, str(subscriber.pk), at=at):
        city = rule(Registration, on=_day(at))
        change = _asked(Request.Wish.CHANGE_ADDRESS, to, city, at)
        change.way, change.subscriber = subscriber.way, subscriber
        change.save(force_insert=True)


@transaction.atomic
def unsubscribe(*, address_pk: int, at: datetime, category: str = "") -> bool:
    """Take an address off a kind of mail, or off all (RFC 8058); again does nothing.

    Parameters
    ----------
    address_pk : int
        From the link of the mail, which only its reader has.
    at : datetime
    category : str
        Of that mail; empty means all.

    Returns
    -------
    bool
        Whether anything changed.
    """
    subscriber = keeping.locked(Subscriber.objects.filter(address_id=address_pk))
    if subscriber is None:
        return False
    before = keeping.choices_of(subscriber)
    left = without(before, category, rule(Kinds, on=_day(at))) if category else None
    if left is None:
        keeping.take_off(subscriber, way="one_click", at=at)
    elif left != before:
        keeping.change(subscriber, left, at=at)
        key = subscriber.address.key
        diary.note(diary.What.THINNED, key, at=at, about=category)
    return left != before


def _limit(way: Subscriber.Way, city: Registration) -> Limit:
    if way != Subscriber.Way.MAIL:
        return _BY_WEB
    return Limit(name="ask.mail", times=1, within=timedelta(hours=city.answers_h))


def _asked(
    wish: Request.Wish, address: addresses.Address, city: Registration, at: datetime
) -> Request:
    return Request(
        wish=wish,
        address=str(address),
        key=address.key,
        asked_at=at,
        expires_at=at + timedelta(hours=city.link_lasts_h),
    )


def _open_request(token: str, at: datetime) -> Request:
    request = (
        Request.objects.filter(
            token_hash=hashed(token), pressed_at__isnull=True, expires_at__gt=at
        )
        .select_related("subscriber__address")
        .first()
    )
    if request is None:
        raise LinkSpent
    return request


def _spend(token: str, at: datetime, *, owed: Request.Owed) -> Request:
    request = _open_request(token, at)
    pressed = Request.objects.filter(pk=request.pk, pressed_at__isnull=True)
    if pressed.update(pressed_at=at, owed=owed) != 1:
        raise LinkSpent
    return request


def _registered(request: Request, choices: Choices, at: datetime) -> int:
    address, _ = Address.objects.get_or_create(
        key=request.key,
        defaults={
            "address": request.address,
            "domain": request.address.rpartition("@")[2],
            "created_at": at,
        },
    )
    # Who pressed the link got the letter: mail arrives there.
    failing.resume(address_pk=address.pk, actor=keeping.RESIDENT, at=at)
    subscriber = keeping.locked(Subscriber.objects.filter(address=address))
    if subscriber:
        keeping.change(subscriber, choices, at=at)
        return subscriber.pk
    return keeping.take_on(address, choices, way=Subscriber.Way(request.way), at=at)


def _moved(request: Request, at: datetime) -> int:
    of = Subscriber.objects.filter(change_requests=request)
    subscriber = keeping.locked(of)
    if subscriber is None:
        raise LinkSpent
    former = addresses.read_address(subscriber.address.address)
    keeping.move(subscriber, address=request.address, key=request.key, at=at)
    words = filled(
        rule(Registration, on=_day(at)).letters["moved"], address=str(former)
    )
    queue_one(posting(words, Message.Purpose.REGISTRATION, at), to=former, at=at)
    return subscriber.pk


def _subscriber_at(key: str) -> Subscriber | None:
    found = Subscriber.objects.filter(address__key=key).select_related("address")
    return found.first()


def _checked(choices: Choices, at: datetime) -> Choices:
    codes = District.objects.filter(is_current=True).values_list("code", flat=True)
    areas = set(codes) if choices.areas else set()
    return checked(choices, rule(Kinds, on=_day(at)), areas=areas)


def _day(at: datetime) -> date:
    return at.astimezone(JST).date()
