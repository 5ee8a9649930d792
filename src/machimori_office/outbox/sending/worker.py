"""A worker: some hands, and what nobody else sees to."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from machimori_office.outbox.lanes import OTHERS, Lanes
from machimori_office.outbox.models import Delivery, Slot, Worker
from machimori_office.outbox.office_sender import office_sender
from machimori_office.outbox.sending import ledger
from machimori_office.outbox.sending.closing import tidy
from machimori_office.outbox.sending.hand import (
    DATABASE_GONE,
    Clock,
    Hand,
    Manner,
)
from machimori_office.outbox.sending.reporting import Report
from machimori_office.outbox.sending.session import Route
from machimori_office.outbox.sending.signs_of_life import SignOfLife, bury_the_dead
from machimori_office.rules.services import rule
from machimori_office.web.words import JST

__all__ = ["HandLost", "office_route", "send_what_is_due", "work"]

_LOG = logging.getLogger(__name__)


def office_route() -> Route:
    """Return the server that the settings name."""
    host, port = settings.MAIL_OUT
    return Route(
        host=host,
        port=port,
        hello=settings.MAIL_DOMAIN,
        tls=settings.MAIL_OUT_TLS,
        user=settings.MAIL_OUT_USER,
        password=settings.MAIL_OUT_PASSWORD,
        authorities=settings.MAIL_OUT_CA,
    )


class HandLost(Exception):
    """A hand ended of itself: whoever keeps the programs alive starts this one anew."""


def work(stop: Event, *, hands: int, manner: Manner, route: Route) -> None:
    """Send until told to stop.

    Raises
    ------
    HandLost
    """
    folder = Path(settings.OFFICE_FOLDER) / "workers"
    with SignOfLife(folder) as life:
        at_work = _hands(life.name, hands, manner, route)
        threads = [
            Thread(target=hand.run, args=(stop,), name=f"hand {number}")
            for number, hand in enumerate(at_work)
        ]
        report = Report(life.name)
        for thread in threads:
            thread.start()
        seen: Lanes | None = None
        lost = False
        while not stop.wait(0 if seen is None else manner.idle_s):
            seen = _see_to_the_rest(folder, seen)
            report.renew(_trouble_of(at_work), at=timezone.now())
            if not all(thread.is_alive() for thread in threads) and not stop.is_set():
                lost = True
                stop.set()
        for thread in threads:
            thread.join()
        report.withdraw()
        connection.close()
    if lost:
        raise HandLost


def _trouble_of(hands: Sequence[Hand]) -> str:
    return next((hand.trouble for hand in hands if hand.trouble), "")


def _hands(name: str, count: int, manner: Manner, route: Route) -> list[Hand]:
    """With more than one hand, the first stays free for conversations."""
    return [
        Hand(
            f"{name}/{number}",
            route=route,
            sender=office_sender,
            clock=timezone.now,
            manner=manner,
            only_conversations=number == 0 and count > 1,
        )
        for number in range(count)
    ]


def send_what_is_due(*, clock: Clock, manner: Manner, route: Route) -> None:
    """Send all that is due with one hand, and return."""
    with SignOfLife(Path(settings.OFFICE_FOLDER) / "workers") as life:
        _adopt(rule(Lanes, on=clock().astimezone(JST).date()), None)
        hand = Hand(
            f"{life.name}/0",
            route=route,
            sender=office_sender,
            clock=clock,
            manner=manner,
        )
        hand.run_dry()
        Report(life.name).renew(hand.trouble, at=clock())
        while tidy(clock()):
            pass


def _see_to_the_rest(folder: Path, seen: Lanes | None) -> Lanes | None:
    now = timezone.now()
    try:
        bury_the_dead(folder, lambda name: _bury(name, now))
        lanes = rule(Lanes, on=now.astimezone(JST).date())
        _adopt(lanes, seen)
        while tidy(now):
            pass
    except DATABASE_GONE:
        _LOG.exception("the ledger cannot be written")
        connection.close()
        return seen
    return lanes


@transaction.atomic
def _bury(name: str, now: datetime) -> None:
    ledger.expire(name, now=now)
    Slot.objects.filter(holder__startswith=f"{name}/").update(held_until=now)
    Worker.objects.filter(name=name).delete()


def _adopt(lanes: Lanes, seen: Lanes | None) -> None:
    """Put rows of lanes that the city gave up into the lane of all others."""
    if lanes != seen:
        stray = Delivery.objects.open()
        stray.exclude(lane__in=[lane.name for lane in lanes]).update(lane=OTHERS)
