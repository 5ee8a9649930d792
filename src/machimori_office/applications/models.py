"""Applications, who made them, what was found, and what went out."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.states import State


class Application(models.Model):
    """One application, from its arrival to its end."""

    class Way(models.TextChoices):
        """How it came."""

        WEB = "web", _("Web form")
        PAPER = "paper", _("Paper")
        COUNTER = "counter", _("At the counter")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=24)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=State.RECEIVED)
    # The answers that say nothing about a person; the others are the applicant's.
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    way = models.CharField(max_length=8, choices=Way)
    # On the internet part: what the applicant did last crossed with the office.
    is_crossed = models.BooleanField(default=False)
    # Raised by every change: who saw an older one is told.
    version = models.PositiveIntegerField(default=1)
    # In which of the three varieties the applicant reads.
    variety = models.CharField(max_length=4, default="ja")
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "fiscal_year", "number"],
                name="applications_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="applications_known_state",
            ),
        ]
        indexes = [
            models.Index(fields=["procedure", "state"], name="applications_by_state")
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.fiscal_year}-{self.number}"


class Applicant(models.Model):
    """Who applied: a household or a group. Deleted when its time is over."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="applicant"
    )
    name = models.CharField(_("Name"), max_length=80)
    kana = models.CharField(_("Name in kana"), max_length=80, blank=True)
    # For a group: who speaks for it.
    spokesperson = models.CharField(_("Represented by"), max_length=80, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=8, blank=True)
    address = models.CharField(_("Postal address"), max_length=200)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"applicant {self.pk}"


class Finding(models.Model):
    """What the office found about one condition of one application."""

    class Outcome(models.TextChoices):
        """Whether it is met; without a finding nobody looked."""

        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met")
        UNCLEAR = "unclear", _("Cannot be told yet")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="findings"
    )
    condition = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome)
    evidence = models.CharField(_("Evidence"), max_length=400)
    # What the application and the records showed; empty: only a person could look.
    proposed = models.CharField(max_length=8, blank=True, choices=Outcome)
    # Why it was found otherwise.
    because = models.CharField(max_length=200, blank=True)
    found_by = models.CharField(max_length=64)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "condition"], name="applications_finding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.outcome}"


class Step(models.Model):
    """One move in the life of an application, with the words said to the applicant."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    # Staff, or "applicant".
    by = models.CharField(max_length=64)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.move} {self.at}"


class Letter(models.Model):
    """A letter as it went out: what it said then, whatever the rules say now."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters")
    occasion = models.CharField(max_length=24)
    title = models.CharField(max_length=120)
    paragraphs: models.JSONField[Any, Any] = models.JSONField(default=list)
    dated_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Asked(models.Model):
    """An application from the web that waits for the press behind its mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=24)
    who: models.JSONField[Any, Any] = models.JSONField()
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    variety = models.CharField(max_length=4, default="ja")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    application = models.OneToOneField(
        Application, models.CASCADE, null=True, blank=True, related_name="asked"
    )

    def __str__(self) -> str:
        return f"{self.procedure} {self.asked_at}"


class Paper(models.Model):
    """A paper of an application: a PDF or picture sent along, or one in the folder."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    # Which of the papers that the rule demands it serves as; none: another one.
    kind = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    # Both empty: it came on paper and lies in the folder.
    content = models.BinaryField(default=bytes)
    content_type = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class Crossing(models.Model):
    """What an applicant did on the internet part while the console had gone on."""

    class What(models.TextChoices):
        """What they wanted."""

        CORRECT = "correct", _("To correct it")
        WITHDRAW = "withdraw", _("To withdraw it")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="crossings"
    )
    what = models.CharField(max_length=8, choices=What)
    # Of a correction: all that they wrote.
    written: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"


class Counter(models.Model):
    """The last number given in a fiscal year, one row a procedure."""

    procedure = models.CharField(max_length=24)
    fiscal_year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "fiscal_year"], name="applications_one_counter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.fiscal_year}: {self.last}"
