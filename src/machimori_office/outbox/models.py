"""The ledger: who is written to, what was written, and what became of each mail."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """A mail address that the office may write to, or has stopped writing to."""

    class State(models.TextChoices):
        """Whether mails go there."""

        ACTIVE = "active", _("Active")
        STOPPED = "stopped", _("Stopped")

    address = models.CharField(max_length=254)
    # Upper and lower case are one person (`addresses.Address.key`).
    key = models.CharField(max_length=254, unique=True)
    domain = models.CharField(max_length=254, db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # A code that pages word: delivery_errors, complaint, staff.
    stopped_because = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active") | Q(stopped_at__isnull=False),
                name="outbox_stopped_since",
            )
        ]
        indexes = [
            models.Index(
                fields=["stopped_at"],
                name="outbox_address_stopped",
                condition=Q(state="stopped"),
            )
        ]

    def __str__(self) -> str:
        return self.address


class Message(models.Model):
    """One text for many, or one answer for one."""

    class Purpose(models.TextChoices):
        """Why it was written; conversations go before mass mail."""

        ALERT = "alert", _("Alert")
        REGISTRATION = "registration", _("Registration")
        ANSWER = "answer", _("Automatic answer")
        NOTICE = "notice", _("Notice")
        LETTER = "letter", _("Letter to one person")

    class State(models.TextChoices):
        """Where it is in its life."""

        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")
        DISCARDED = "discarded", _("Discarded: out of date")

    CONVERSATIONS = (Purpose.REGISTRATION, Purpose.ANSWER, Purpose.LETTER)

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=16, choices=Purpose)
    # The id of what it is about in the app that wrote it: an alert's, an application's.
    about = models.CharField(max_length=64, blank=True, db_index=True)
    # For List-Unsubscribe: which category a press takes off; empty means all.
    category = models.CharField(max_length=80, blank=True)
    is_training = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    held_because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Kept as deliveries change, so that no page counts a million rows.
    total = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    bounced = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="outbox_message_due"),
            # For the list: two mails for each who ever registered stand in it.
            models.Index(fields=["-created_at", "-id"], name="outbox_message_newest"),
            models.Index(
                fields=["purpose", "-created_at", "-id"], name="outbox_message_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uuid}"


class Letter(models.Model):
    """One wording of a message, the same for all who chose its languages."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="letters")
    # The varieties it holds, in order: "ja", "ja+easy", "en".
    key = models.CharField(max_length=16)
    subject = models.CharField(max_length=400)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "key"], name="outbox_letter_once"
            )
        ]
        indexes = [
            # Words are sought among subjects without reading the texts.
            models.Index(fields=["subject", "message"], name="outbox_letter_subject")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.key}"


class OneOf(models.Lookup):
    """`IN` with its numbers written out: partial indexes serve no parameters."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write `state IN (0, 1, 3)`."""
        column, parameters = self.process_lhs(compiler, connection)
        numbers = ", ".join(str(int(number)) for number in self.rhs)
        return f"{column} IN ({numbers})", tuple(parameters)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Reads of deliveries; each is served by one of the partial indexes."""

    def open(self) -> DeliveryQuerySet:
        """Those that may still be handed over."""
        return self.filter(OneOf(F("state"), Delivery.OPEN))

    def failed(self) -> DeliveryQuerySet:
        """Those that never arrived."""
        return self.filter(OneOf(F("state"), Delivery.FAILED))


class Delivery(models.Model):
    """One recipient of one message: the row that says what is known of it."""

    class State(models.IntegerChoices):
        """What became of it; written before it is believed."""

        WAITING = 0, _("Waiting")
        CLAIMED = 1, _("Being handed over")
        ACCEPTED = 2, _("Accepted by the server")
        DEFERRED = 3, _("Put off by the server")
        REFUSED = 4, _("Refused by the server")
        BOUNCED = 5, _("Came back")
        SKIPPED = 6, _("Not sent")

    id = models.BigAutoField(primary_key=True)
    # An index costs time a million times: the constraint below serves for messages.
    message = models.ForeignKey(
        Message, models.CASCADE, related_name="deliveries", db_index=False
    )
    letter = models.ForeignKey(Letter, models.RESTRICT, db_index=False)
    # Erasing an address leaves the figures.
    address = models.ForeignKey(Address, models.SET_NULL, null=True)
    domain = models.CharField(max_length=254)
    # `lanes.Lane`: whose pace it goes by.
    lane = models.CharField(max_length=24)
    state = models.PositiveSmallIntegerField(choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When a worker may take it, or take it again: a claim moves it to the lease's end.
    next_at = models.DateTimeField()
    holder = models.CharField(max_length=64, blank=True)
    # It was in the air when a worker, a server or a line died: it may arrive twice.
    may_be_twice = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Which server answered what: "mx1.example.jp 250 2.0.0 Ok: queued as 4F1".
    answer = models.CharField(max_length=240, blank=True)

    OPEN = (State.WAITING, State.CLAIMED, State.DEFERRED)
    FAILED = (State.REFUSED, State.BOUNCED, State.SKIPPED)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "address"], name="outbox_delivery_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["message", "lane", "next_at", "id"],
                name="outbox_delivery_open",
                condition=Q(state__in=(0, 1, 3)),
            ),
            models.Index(
                fields=["message", "state"],
                name="outbox_delivery_failed",
                condition=Q(state__in=(4, 5, 6)),
            ),
            models.Index(
                fields=["message"],
                name="outbox_delivery_twice",
                condition=Q(may_be_twice=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.address_id}"


class Rehearsal(models.Model):
    """One recipient of a training message: kept to be looked at, never to be sent.

    The workers read `Delivery` alone; nothing leads from here to a server.
    """

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, models.CASCADE, related_name="rehearsals")
    letter = models.ForeignKey(Letter, models.RESTRICT, db_index=False)
    address = models.ForeignKey(Address, models.SET_NULL, null=True)
    domain = models.CharField(max_length=254)

    def __str__(self) -> str:
        return f"{self.message_id} ⇢ {self.address_id}"


class Slot(models.Model):
    """One of the connections that a lane allows; whoever holds it keeps its pace."""

    lane = models.CharField(max_length=24)
    number = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    # When the next mail may leave, and since when this run of mails goes on.
    free_at = models.DateTimeField(null=True, blank=True)
    warm_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "number"], name="outbox_slot_once")
        ]

    def __str__(self) -> str:
        return f"{self.lane} {self.number}"


class Worker(models.Model):
    """A program that sends, as it last said of itself."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()
    # Since when no server takes mail from it, and why: empty while one does.
    stuck_since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=240, blank=True)

    def __str__(self) -> str:
        return self.name


class Failure(models.Model):
    """A day of sending on which mail to an address failed, or came through again.

    The input of `stopping.standing`: successes are kept only for addresses that have a
    failure on record.
    """

    address = models.ForeignKey(Address, models.CASCADE, related_name="failures")
    on = models.DateField()
    # `stopping.Happening`: success, permanent, temporary, resumed.
    what = models.CharField(max_length=12)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True)
    learned_at = models.DateTimeField()
    is_judged = models.BooleanField(default=False)
    detail = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["address", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "on", "what"], name="outbox_failure_once_a_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["learned_at"],
                name="outbox_failure_unjudged",
                condition=Q(is_judged=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.address_id} {self.on} {self.what}"
