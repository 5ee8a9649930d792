"""One hand of a worker: it claims mails, hands them over, and writes what came of it.

What a batch brought and the claim of the next are written in one transaction, so a mail
costs the database as little as can be, and is never believed before it is kept.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from threading import Event

from django.db import DatabaseError, InterfaceError, connection, transaction

from machimori_office.outbox.lanes import Lane, Lanes
from machimori_office.outbox.letters import Mail, Sender, recipient
from machimori_office.outbox.models import Slot
from machimori_office.outbox.sending import ledger, slots
from machimori_office.outbox.sending.forms import Forms
from machimori_office.outbox.sending.ledger import Claimed
from machimori_office.outbox.sending.outcomes import Fate, Outcome
from machimori_office.outbox.sending.session import NoConnection, Route, Session
from machimori_office.rules.services import rule
from machimori_office.web.words import JST

__all__ = ["Hand", "Manner"]

_LOG = logging.getLogger(__name__)
COOLING = timedelta(minutes=1)
"""How long a slot rests after the server put most of a batch off."""
Clock = Callable[[], datetime]
DATABASE_GONE = (DatabaseError, InterfaceError)


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a worker goes about it.

    Parameters
    ----------
    lease : timedelta
        How long a claim lasts; several times the route's timeout.
    most, least : int
        Mails claimed at once: so many as leave in about a second.
    batch_s : float
        After so long a batch is cut short, and its rest given back.
    patience_s : float
        The longest wait before a server or the database is tried again.
    idle_s : float
        Between two looks into an empty ledger.
    """

    lease: timedelta = timedelta(minutes=10)
    most: int = 100
    least: int = 10
    batch_s: float = 5
    patience_s: float = 30
    idle_s: float = 1


@dataclass
class Batch:
    """What was claimed together."""

    lane: Lane
    rows: list[Claimed]
    lease_ends_s: float
    slot: Slot | None = None
    allowed: slots.Allowance | None = None
    told: list[Outcome] = field(default_factory=list)

    @property
    def untouched(self) -> list[int]:
        """What nothing is known of, because nothing was said."""
        known = {outcome.delivery for outcome in self.told}
        return [row.delivery for row in self.rows if row.delivery not in known]

    @property
    def is_unwelcome(self) -> bool:
        """Whether the server put most of it off."""
        put_off = sum(outcome.fate is Fate.PUT_OFF for outcome in self.told)
        return 2 * put_off > len(self.told)


class Hand:
    """One connection's worth of a worker.

    Parameters
    ----------
    holder : str
        Under which name it claims; no other hand has it.
    route : Route
    sender : callable
        Returns the `Sender`; asked for each batch.
    clock : callable
    manner : Manner
    only_conversations : bool
        Whether it stays free for them.
    """

    def __init__(
        self,
        holder: str,
        *,
        route: Route,
        sender: Callable[[], Sender],
        clock: Clock,
        manner: Manner,
        only_conversations: bool = False,
    ) -> None:
        self._holder = holder
        self._route, self._manner, self._clock = route, manner, clock
        self._forms = Forms(sender)
        self._only_conversations = only_conversations
        self._session: Session | None = None
        self._session_lane = ""
        self._batch: Batch | None = None
        self._most = manner.least
        self._is_unsure = False
        self._wait_s = 0.0
        self._rests: dict[tuple[int, str], float] = {}
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why the server takes no mail from it now; empty while it does."""
        return self._trouble

    def run(self, stop: Event) -> None:
        """Work until told to stop; what is known is written before the end."""
        try:
            while not stop.is_set():
                stop.wait(self.turn(stop))
            self._end()
        finally:
            connection.close()

    def run_dry(self) -> None:
        """Work until nothing is due that can be handed over."""
        while self.turn(Event()) == 0:
            pass
        self._end()

    def turn(self, stop: Event) -> float:
        """Write what the last turn brought, claim what is next, and hand it over.

        Returns
        -------
        float
            For how long nothing can be done [s].
        """
        try:
            self._batch = self._write_and_claim()
        except DATABASE_GONE:
            _LOG.exception("the ledger cannot be written")
            connection.close()
            self._is_unsure = True
            return self._longer_wait_s()
        self._is_unsure = False
        if self._batch is None:
            self._hang_up()
            return self._manner.idle_s
        try:
            self._hand_over(self._batch, stop)
        except NoConnection as error:
            _LOG.warning("mail cannot be handed over: %s", error)
            self._trouble = str(error)
            return self._longer_wait_s()
        self._wait_s, self._trouble = 0.0, ""
        return 0.0

    def _longer_wait_s(self) -> float:
        self._wait_s = min(max(2 * self._wait_s, 0.25), self._manner.patience_s)
        return self._wait_s

    def _end(self) -> None:
        self._hang_up()
        try:
            with transaction.atomic():
                self._write(self._lanes())
            self._batch = None
        except DATABASE_GONE:
            _LOG.exception("the last answers could not be written: they may come twice")

    # What became of the last batch, and the next one, stand or fall together.

    def _write_and_claim(self) -> Batch | None:
        if not (self._batch or self._is_unsure or self._sees_work()):
            return None
        with transaction.atomic():
            lanes = self._lanes()
            self._write(lanes)
            if self._is_unsure:
                ledger.release_all(self._holder, now=self._clock())
            return self._claim(lanes)

    def _lanes(self) -> Lanes:
        return rule(Lanes, on=self._clock().astimezone(JST).date())

    def _sees_work(self) -> bool:
        now = self._clock()
        if ledger.due_messages(now, conversations=True):
            return True
        return not self._only_conversations and bool(
            ledger.due_messages(now, conversations=False)
        )

    def _write(self, lanes: Lanes) -> None:
        batch, now = self._batch, self._clock()
        if batch is None:
            return
        ledger.settle(
            batch.told,
            attempts={row.delivery: row.attempts for row in batch.rows},
            holder=self._holder,
            retries=lanes.retries,
            now=now,
        )
        if untouched := batch.untouched:
            ledger.release(untouched, holder=self._holder, now=now)
        if batch.slot:
            self._give_back(batch, now)

    def _give_back(self, batch: Batch, now: datetime) -> None:
        slot, allowed = batch.slot, batch.allowed
        if slot is None:
            return
        free_at, warm_since = now, slot.warm_since or now
        if allowed:
            free_at = allowed.free_at(len(batch.told))
            warm_since = allowed.warm_since
        if batch.is_unwelcome:
            free_at = warm_since = now + COOLING
        slots.give_back(slot, free_at=free_at, warm_since=warm_since)

    def _claim(self, lanes: Lanes) -> Batch | None:
        now = self._clock()
        talk = ledger.due_messages(now, conversations=True)
        if talk and (batch := self._claim_in(talk, lanes.conversation, lanes, now)):
            return batch
        if self._only_conversations:
            return None
        for message in ledger.due_messages(now, conversations=False):
            for lane in (*lanes.lanes, lanes.others):
                if self._rests.get((message, lane.name), 0) > time.monotonic():
                    continue
                if batch := self._claim_in([message], lane, lanes, now):
                    return batch
                rests_until_s = time.monotonic() + self._manner.idle_s
                self._rests[message, lane.name] = rests_until_s
        return None

    def _claim_in(
        self, messages: Sequence[int], lane: Lane, lanes: Lanes, now: datetime
    ) -> Batch | None:
        until = now + self._manner.lease
        most = min(self._most, lane.recipients_a_session)
        slot = allowed = None
        if lane.sessions is not None:
            if not ledger.is_due(messages, lane=lane.name, now=now):
                return None
            slot = slots.take(lane, holder=self._holder, until=until, now=now)
            if slot is None:
                return None
        if slot and lane.pace:
            allowed = slots.allowance(
                lane.pace,
                share=lanes.at_the_hour.factor(now) / (lane.sessions or 1),
                free_at=slot.free_at,
                warm_since=slot.warm_since,
                now=now,
            )
            most = min(most, allowed.mails)
        by = ledger.Claim(holder=self._holder, until=until)
        rows = ledger.claim(by, messages, lane=lane.name, most=most, now=now)
        if slot and not rows:
            slots.leave(slot)
        lease_s = self._manner.lease.total_seconds() - 4 * self._route.timeout_s
        ends_s = time.monotonic() + max(lease_s, self._manner.batch_s)
        return Batch(lane, rows, ends_s, slot, allowed) if rows else None

    def _hand_over(self, batch: Batch, stop: Event) -> None:
        began_s = time.monotonic()
        ends_s = min(began_s + self._manner.batch_s, batch.lease_ends_s)

        def may_go_on() -> bool:
            return time.monotonic() < ends_s and not stop.is_set()

        mails = self._mails(batch)
        is_more = True
        while is_more and may_go_on():
            session = self._session_for(batch.lane)
            room = batch.lane.recipients_a_session - session.mails
            before = len(batch.told)
            sent = session.send(islice(mails, room), may_go_on=may_go_on)
            batch.told.extend(sent)
            is_more = len(batch.told) - before >= room
        if not batch.told and not stop.is_set():
            raise NoConnection("the line died before anything was said")
        took_s = max(time.monotonic() - began_s, 1e-3)
        a_second = int(len(batch.told) / took_s)
        self._most = min(max(a_second, self._manner.least), self._manner.most)

    def _mails(self, batch: Batch) -> Iterator[Mail]:
        """Make each mail when it is its turn; what goes to nobody is told at once."""
        forms, now = self._forms.of(batch.rows), self._clock()
        for row in batch.rows:
            form = forms[row.letter]
            to = recipient(row.to) if row.to else None
            if to is None or row.address is None:
                batch.told.append(Outcome(row.delivery, Fate.SKIPPED, "no address"))
            elif row.is_stopped and not form.is_conversation:
                batch.told.append(Outcome(row.delivery, Fate.SKIPPED, "stopped"))
            else:
                yield form.to(to, address=row.address, delivery=row.delivery, at=now)

    def _session_for(self, lane: Lane) -> Session:
        session = self._session
        is_full = session and session.mails >= lane.recipients_a_session
        if session and (is_full or lane.name != self._session_lane):
            self._hang_up()
        if not (self._session and self._session.is_open):
            self._session = Session(self._route)
            self._session_lane = lane.name
        return self._session

    def _hang_up(self) -> None:
        if self._session:
            self._session.close()
            self._session = None
