"""Alerts and their lives; the person whom one describes; what came in from outside."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.life import UNSENT, State
from machimori_office.outbox.models import Message
from machimori_office.people.models import Staff

_RELATIONS = [(relation.value, relation.value) for relation in Relation]


class AlertQuerySet(models.QuerySet["Alert"]):
    """Reads of alerts."""

    def published(self) -> AlertQuerySet:
        """Those that left the office, the newest first; exercises never do."""
        out = self.filter(went_out_at__isnull=False, is_training=False)
        return out.order_by("-went_out_at", "-pk")

    def due(self, now: datetime) -> AlertQuerySet:
        """Approved, and their hour has come."""
        return self.filter(state=State.APPROVED, goes_at__lte=now)


class Alert(models.Model):
    """One alert: its fact sheet, where it is in its life, and who saw to it."""

    class Origin(models.TextChoices):
        """Where its draft came from."""

        BLANK = "blank", _("Blank sheet")
        TEMPLATE = "template", _("The last one of its kind")
        POLICE = "police", _("A mail of the police")
        TELEGRAM = "telegram", _("A weather telegram")
        INCIDENT = "incident", _("An incident")
        FOLLOWING = "following", _("An alert that it follows")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    # Counts every change, so that nobody acts on what somebody else has changed.
    version = models.PositiveIntegerField(default=1)
    category = models.CharField(max_length=80)
    # For lists and searching; the sheet says the same in three varieties.
    subject = models.CharField(max_length=200, blank=True)
    # `storing.sheet_to_json`: never a description.
    sheet: models.JSONField[Any, Any] = models.JSONField()
    ends_at = models.DateTimeField(null=True, blank=True)
    is_training = models.BooleanField(default=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.BLANK)
    # Of the telegrams it came from: what corrects or ends it bears the same.
    thread = models.CharField(max_length=200, blank=True, db_index=True)

    refers_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    relation = models.CharField(max_length=12, choices=_RELATIONS, blank=True)
    # The first alert of those that refer to one another; the alert itself at first.
    line = models.UUIDField(db_index=True)

    drafted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    edited_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    needs_two = models.BooleanField(default=False)
    # Why an approver let a finding stand that would stop the alert.
    stands_because = models.CharField(max_length=200, blank=True)

    # Sent by one person where two are needed: why, and who looked at it afterwards.
    glass_reason = models.CharField(max_length=200, blank=True)
    reviewed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    goes_at = models.DateTimeField(null=True, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)
    message = models.OneToOneField(
        Message, models.PROTECT, null=True, blank=True, related_name="+"
    )
    went_out_at = models.DateTimeField(null=True, blank=True)
    # Somebody took note that it was discarded.
    noted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AlertQuerySet] = AlertQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-changed_at"]
        indexes = [
            models.Index(fields=["state", "goes_at"], name="alerts_by_state"),
            models.Index(fields=["-went_out_at"], name="alerts_by_sending"),
            models.Index(fields=["category", "-went_out_at"], name="alerts_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="alerts_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WAITING])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="alerts_nothing_without_approval",
            ),
            # Whoever wrote it is not the second person, unless the glass was broken.
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(needs_two=False)
                | ~Q(glass_reason="")
                | (
                    Q(asked_by__isnull=False)
                    & ~Q(approved_by=F("asked_by"))
                    & (Q(drafted_by__isnull=True) | ~Q(approved_by=F("drafted_by")))
                    & (Q(edited_by__isnull=True) | ~Q(approved_by=F("edited_by")))
                ),
                name="alerts_two_people",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | ~Q(reviewed_by=F("approved_by")),
                name="alerts_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(went_out_at__isnull=True) | Q(message__isnull=False),
                name="alerts_out_with_a_message",
            ),
            models.CheckConstraint(
                condition=Q(refers_to__isnull=True, relation="")
                | (Q(refers_to__isnull=False) & ~Q(relation="")),
                name="alerts_refer_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.pk}"

    @property
    def is_unsent(self) -> bool:
        """Whether nobody outside the office can have it."""
        return self.state in UNSENT

    @property
    def waits_for_review(self) -> bool:
        """Whether the glass was broken and nobody looked at why."""
        return bool(self.glass_reason) and self.reviewed_at is None


class Person(models.Model):
    """Whom the one mail describes; deleted when the description expires."""

    alert = models.OneToOneField(Alert, models.CASCADE, related_name="person")
    looks_ja = models.TextField()
    looks_easy = models.TextField(blank=True)
    looks_en = models.TextField(blank=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"person of {self.alert_id}"


class Consent(models.Model):
    """That a missing person's family agreed to the mail: no names, only who to whom."""

    class Giver(models.TextChoices):
        """What the one who agreed is to the missing person."""

        SPOUSE = "spouse", _("Spouse")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        SIBLING = "sibling", _("Brother or sister")
        RELATIVE = "relative", _("Another relative")
        GUARDIAN = "guardian", _("Guardian")

    class Way(models.TextChoices):
        """How they said so."""

        IN_PERSON = "in_person", _("In person")
        TELEPHONE = "telephone", _("By telephone")
        WRITING = "writing", _("In writing")
        POLICE = "police", _("Through the police")

    alert = models.OneToOneField(Alert, models.CASCADE, related_name="consent")
    giver = models.CharField(max_length=12, choices=Giver)
    way = models.CharField(max_length=12, choices=Way)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__lte=F("recorded_at")), name="alerts_consent_given"
            )
        ]

    def __str__(self) -> str:
        return f"consent for {self.alert_id}"


class Arrival(models.Model):
    """A telegram or a mail of the police that came in, and what became of it."""

    class Source(models.TextChoices):
        """From whom."""

        TELEGRAM = "telegram", _("Weather telegram")
        POLICE = "police", _("Mail of the police")

    source = models.CharField(max_length=12, choices=Source)
    # Of what came: the same twice is one arrival. The text itself is not kept.
    sha256 = models.CharField(max_length=64)
    thread = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    arrived_at = models.DateTimeField()
    # A code that pages word: drafted, dropped, other_area, refused …
    outcome = models.CharField(max_length=24)
    alert = models.ForeignKey(Alert, models.SET_NULL, null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        indexes = [models.Index(fields=["thread"], name="alerts_arrival_thread")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"], name="alerts_arrival_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.outcome}"
