"""What an owner states of a place: questions as they were asked, and answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models.photos import Photo
from machimori_office.inspections.models.places import Site


class SelfCheck(models.Model):
    """A form that the owner of a place answers and signs (自己点検票)."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("With the owner")
        SIGNED = "signed", _("Signed: to be looked at")
        ACCEPTED = "accepted", _("Accepted: it counts")
        RETURNED = "returned", _("Returned to the owner")
        WITHDRAWN = "withdrawn", _("Withdrawn by the office")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # On paper; whoever types it in may ask for it by this word.
    code = models.CharField(_("Code"), max_length=9, unique=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="self_checks")
    # The id of the place in the scene, and of the guideline.
    place = models.CharField(max_length=120)
    instrument = models.CharField(max_length=60)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    questions: models.JSONField[Any, Any] = models.JSONField()
    # Whom the city writes to about the place; no person where a body owns it.
    owner = models.CharField(_("Owner or manager"), max_length=80)
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    state = models.CharField(_("State"), max_length=9, choices=State)
    due_on = models.DateField(_("To be answered by"))
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    # Erased some time after it stopped to hold.
    signed_by = models.CharField(_("Signed by"), max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    holds_until = models.DateField(_("Holds until"), null=True, blank=True)
    said = models.CharField(_("What the owner was told"), max_length=400, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    renews = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="renewal"
    )

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("asked", "withdrawn", "returned"))
                | Q(signed_at__isnull=False),
                name="inspections_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(holds_until__isnull=False),
                name="inspections_accepted_until",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="inspections_check_due"),
            models.Index(fields=["state", "holds_until"], name="inspections_holds"),
        ]

    def __str__(self) -> str:
        return self.code


class Answer(models.Model):
    """What the owner says of one question."""

    class Holds(models.TextChoices):
        """Yes, no, or that they cannot tell."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Cannot tell")

    check_form = models.ForeignKey(SelfCheck, models.CASCADE, related_name="answers")
    # The number of the question, from 1.
    number = models.PositiveSmallIntegerField()
    holds = models.CharField(max_length=7, choices=Holds)
    note = models.CharField(_("Remarks"), max_length=400, blank=True)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_form", "number"], name="inspections_one_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.holds}"
