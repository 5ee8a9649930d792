"""What a grant pays, to whom, and the register of cameras."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application


class Grant(models.Model):
    """The sums of one application as they were decided, whatever the rule says now."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="camera_grant"
    )
    cost_yen = models.PositiveIntegerField(_("Cost that counts"))
    cameras = models.PositiveSmallIntegerField(_("Cameras"))
    # What the work cost in the end: the grant is computed anew, and never rises.
    final_cost_yen = models.PositiveIntegerField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    inspected_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    upkeep_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cameras__gte=1), name="camera_grants_a_camera"
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(inspected_on__isnull=False),
                name="camera_grants_paid_after_inspection",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.cost_yen}"


class Sum(models.Model):
    """What one payer pays."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="sums")
    payer = models.CharField(max_length=24)
    name = models.CharField(max_length=40)
    yen = models.PositiveIntegerField()
    steps = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "payer"], name="camera_grants_payer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payer} {self.yen}"


class Party(models.Model):
    """One of several bodies that apply together, and its part of the group's share."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="parties")
    name = models.CharField(_("Body"), max_length=80)
    cameras = models.PositiveSmallIntegerField(_("Cameras"), default=0)
    yen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "name"], name="camera_grants_party_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Camera(models.Model):
    """One camera of the register, the city's or a group's."""

    class Owner(models.TextChoices):
        """Who has it, as the city counts them."""

        SCHOOL_ROUTE = "school_route", _("The city: school routes")
        PUBLIC = "public", _("The city: public buildings")
        GROUP = "group", _("A group")

    code = models.CharField(_("Code"), max_length=24, unique=True)
    owner = models.CharField(_("Whose"), max_length=12, choices=Owner)
    group = models.CharField(_("Group"), max_length=120, blank=True)
    grant = models.ForeignKey(
        Grant, models.SET_NULL, null=True, blank=True, related_name="register"
    )
    place = models.CharField(_("Where it hangs"), max_length=120)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    # The camera's id in the scene by which the library computes what it covers.
    element = models.CharField(_("Id in the map"), max_length=120, blank=True)
    covers = models.CharField(_("What it covers"), max_length=200, blank=True)
    manager = models.CharField(_("Who manages it"), max_length=80, blank=True)
    has_sign = models.BooleanField(_("A sign says that it records"), null=True)
    has_rules = models.BooleanField(_("Rules of use exist"), null=True)
    retention_days = models.PositiveSmallIntegerField(
        _("Pictures are kept for (days)"), null=True, blank=True
    )
    installed_on = models.DateField(_("Put up on"))
    removed_on = models.DateField(_("Taken down on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["owner"], name="camera_grants_by_owner")]

    def __str__(self) -> str:
        return self.code


class Disclosure(models.Model):
    """A request for pictures, by the police or a court, and what was decided."""

    class Outcome(models.TextChoices):
        """What was decided."""

        GIVEN = "given", _("Given")
        REFUSED = "refused", _("Refused")
        NONE = "none", _("No pictures left")

    camera = models.ForeignKey(Camera, models.PROTECT, related_name="disclosures")
    asked_on = models.DateField(_("Asked on"))
    # An office, never a person.
    asked_by = models.CharField(_("Asked by (office)"), max_length=80)
    ground = models.CharField(_("Legal ground"), max_length=120)
    pictures_from = models.DateTimeField(_("Pictures from"))
    pictures_to = models.DateTimeField(_("Pictures to"))
    outcome = models.CharField(_("Decided"), max_length=8, choices=Outcome)
    decided_on = models.DateField(_("Decided on"))
    decided_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pictures_to__gte=models.F("pictures_from")),
                name="camera_grants_span_of_pictures",
            )
        ]

    def __str__(self) -> str:
        return f"{self.camera_id} {self.asked_on}"
