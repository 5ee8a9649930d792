"""Recorders by serial number, and who has which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application


class Device(models.Model):
    """One recorder."""

    class State(models.TextChoices):
        """Where it is."""

        IN_STOCK = "in_stock", _("In stock")
        LENT = "lent", _("On loan")
        REPAIR = "repair", _("Under repair")
        LOST = "lost", _("Lost")
        RETIRED = "retired", _("Retired")

    serial = models.CharField(_("Serial number"), max_length=40, unique=True)
    model = models.CharField(_("Model"), max_length=60, blank=True)
    bought_on = models.DateField(_("Bought on"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.IN_STOCK)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        ordering = ["serial"]
        indexes = [models.Index(fields=["state"], name="recorders_by_state")]

    def __str__(self) -> str:
        return self.serial


class Loan(models.Model):
    """One recorder with one household, from lending to its end."""

    class End(models.TextChoices):
        """How it ended."""

        RETURNED = "returned", _("Returned")
        LOST = "lost", _("Lost")
        REPLACED = "replaced", _("Replaced by another")

    class Effect(models.TextChoices):
        """What the household says of it, asked once."""

        STOPPED = "stopped", _("It stopped suspicious calls")
        CALMER = "calmer", _("Fewer such calls, more at ease")
        NONE = "none", _("No difference")
        UNUSED = "unused", _("Not in use")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="recorder_loans"
    )
    device = models.ForeignKey(Device, models.PROTECT, related_name="loans")
    lent_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=8, choices=End, blank=True)
    effect = models.CharField(max_length=8, choices=Effect, blank=True)
    effect_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-lent_on", "-pk"]
        indexes = [models.Index(fields=["-lent_on", "-id"], name="recorders_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(ended_on__isnull=True),
                name="recorders_one_household_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end="")
                | (Q(ended_on__isnull=False) & ~Q(end="")),
                name="recorders_end_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.lent_on}"
