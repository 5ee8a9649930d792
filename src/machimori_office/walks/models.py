"""Streets, places that matter, plans computed of them, and what was walked."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.analyses.models import Analysis
from machimori_office.jobs.background import Background
from machimori_office.patrols.models import Group, Report, School
from machimori_office.records.models import Record


class Streets(models.Model):
    """A map of streets as it was handed in; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name of the map"), max_length=80)
    licence = models.CharField(_("Licence"), max_length=80, blank=True)
    file_name = models.CharField(max_length=120)
    packed = models.BinaryField()
    segments = models.PositiveIntegerField()
    length_km = models.FloatField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Spot(models.Model):
    """A place where being seen is worth something, or where walks begin."""

    name = models.CharField(_("Name of the place"), max_length=80)
    lon = models.FloatField()
    lat = models.FloatField()
    worth = models.PositiveSmallIntegerField(
        _("How much it matters"),
        default=5,
        validators=[MinValueValidator(0), MaxValueValidator(9)],
    )
    reason = models.CharField(_("Why, for those who walk"), max_length=200, blank=True)
    begins = models.TimeField(_("Matters from"), null=True, blank=True)
    ends = models.TimeField(_("Matters until"), null=True, blank=True)
    is_current = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Plan(Background):
    """Who visits which places when, over some weeks."""

    class Kind(models.TextChoices):
        """Who walks, and how."""

        GROUP = "group", _("A residents' group that walks a few times a month")
        POST = "post", _("Posts where somebody stands every time")
        CAR = "car", _("Patrol cars that come unforeseen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(_("Title"), max_length=120)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    streets = models.ForeignKey(Streets, models.PROTECT, related_name="plans")
    gap = models.ForeignKey(
        Analysis, models.PROTECT, null=True, blank=True, related_name="plans_by_gap"
    )
    hot = models.ForeignKey(
        Analysis, models.PROTECT, null=True, blank=True, related_name="plans_by_hot"
    )
    first_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))
    # Who walks and by which rules, as the library's file of walks has it.
    asked: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # What to know of it, in both languages; where posts stand.
    notes: models.JSONField[Any, Any] = models.JSONField(default=list)
    posts: models.JSONField[Any, Any] = models.JSONField(default=list)
    control_count = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["state"], name="walks_plan_by_state"),
            models.Index(fields=["last_on"], name="walks_plan_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="walks_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False)
                | (~Q(kind="group") & Q(group__isnull=True)),
                name="walks_group_has_its_name",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(state="done"),
                name="walks_given_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanFile(models.Model):
    """A sheet, a map or a list that a plan made."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    type = models.CharField(max_length=80)
    packed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="walks_file_name")
        ]

    def __str__(self) -> str:
        return self.name


class Walk(models.Model):
    """One walk of a plan, and what became of it."""

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("Planned")
        WALKED = "walked", _("Walked")
        DROPPED = "dropped", _("Not walked")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="walks")
    number = models.PositiveSmallIntegerField()
    walker = models.CharField(max_length=80)
    on = models.DateField(db_index=True)
    begins = models.TimeField()
    ends = models.TimeField()
    length_m = models.FloatField()
    by_lot = models.BooleanField(default=False)
    # In their order: {"name", "lon", "lat", "arrives", "leaves", "reason"}.
    stops: models.JSONField[Any, Any] = models.JSONField(default=list)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    # Numbers of the stops that were made, from 1.
    visited: models.JSONField[Any, Any] = models.JSONField(default=list)
    report = models.OneToOneField(
        Report, models.PROTECT, null=True, blank=True, related_name="planned_walk"
    )
    record = models.OneToOneField(Record, models.PROTECT, null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="walks_walk_once"),
            models.CheckConstraint(
                condition=Q(state="planned", told_at__isnull=True)
                | (~Q(state="planned") & Q(told_at__isnull=False)),
                name="walks_told_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.walker}"

    @property
    def kilometres(self) -> str:
        """How long the way is [km]."""
        return f"{self.length_m / 1000:.1f}"
