"""Where and when watches are, who takes which turn, and what they report."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models.groups import Group
from machimori_office.patrols.models.members import Car, Member
from machimori_office.records.models import Record


class School(models.Model):
    """Where watches stand: a school, and when its children go home."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name = models.CharField(_("Name of the place"), max_length=80)
    district = models.CharField(_("District"), max_length=40)
    # The end of school by weekday: {"mon": "14:45"}.
    ends: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # Where members stand: {"name", "lon", "lat"}.
    posts: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    is_current = models.BooleanField(_("Watches stand there"), default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Roster(models.Model):
    """Who walks in one month: made by the solver, put right by hand, published."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Being drawn up")
        DRAFT = "draft", _("Not published yet")
        PUBLISHED = "published", _("Published to the members")
        FAILED = "failed", _("Could not be drawn up")

    first_on = models.DateField(unique=True)
    last_on = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    # Why a watch could not be filled: {"shift": pk, "missing": n, "ja": …, "en": …}.
    unfilled: models.JSONField[Any, Any] = models.JSONField(default=list)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first_on"]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Reads of watches."""

    def standing(self) -> ShiftQuerySet:
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def between(self, first_on: date, last_on: date) -> ShiftQuerySet:
        """Those from one day to another, both included."""
        return self.filter(on__range=(first_on, last_on))


class Shift(models.Model):
    """One watch: a day, an hour, a place."""

    class Kind(models.TextChoices):
        """Which watch of the day."""

        MORNING = "morning", _("Morning watch")
        AFTERNOON = "afternoon", _("Afternoon watch")

    class Why(models.TextChoices):
        """Why it was cancelled."""

        RAIN = "rain", _("Rain")
        HEAT = "heat", _("Heat, storm or snow")
        SCHOOL = "school", _("No school")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A city's rule may name other kinds.
    kind = models.CharField(max_length=24, choices=Kind)
    is_first_day = models.BooleanField(default=False)
    on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    school = models.ForeignKey(School, models.PROTECT, related_name="shifts")
    walkers = models.PositiveSmallIntegerField()
    cars = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=6, choices=Why, blank=True)
    # On the internet part of two boxes: the console has its report.
    is_reported_there = models.BooleanField(default=False)

    objects: ClassVar[ShiftQuerySet] = ShiftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on", "begins", "school__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["on", "kind", "school"], name="patrols_shift_once"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="patrols_cancelled_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class Turn(models.Model):
    """A member at a watch; check-in keeps a time in quarters of an hour, no place."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, models.CASCADE, related_name="turns")
    car = models.ForeignKey(Car, models.SET_NULL, null=True, blank=True)
    # Drawn up by the solver, and thus replaced by the next draft.
    is_drafted = models.BooleanField(default=False)
    here_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "member"], name="patrols_turn_once"
            ),
            models.UniqueConstraint(
                fields=["shift", "car"],
                condition=Q(car__isnull=False),
                name="patrols_car_once_a_shift",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.member_id}"


class Swap(models.Model):
    """A turn that a member asks others to take over."""

    turn = models.OneToOneField(Turn, models.CASCADE, related_name="swap")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"swap {self.turn_id}"


class Report(models.Model):
    """What a watch, or a group's walk, was like: short, and about nobody."""

    class Weather(models.TextChoices):
        """What it was like outside."""

        FINE = "fine", _("Fine")
        CLOUDY = "cloudy", _("Cloudy")
        RAIN = "rain", _("Rain")
        SNOW = "snow", _("Snow")
        HEAT = "heat", _("Great heat")
        UNTOLD = "", _("Not said")

    class Seen(models.TextChoices):
        """What was seen, in a word."""

        NOTHING = "nothing", _("Nothing special")
        GREETED = "greeted", _("Many greeted back")
        TRAFFIC = "traffic", _("Dangerous traffic")
        LAMP = "lamp", _("A broken lamp or a dark spot")
        OVERGROWN = "overgrown", _("Overgrown or hidden spot")
        OTHER = "other", _("Something else")

    shift = models.OneToOneField(
        Shift, models.PROTECT, null=True, blank=True, related_name="report"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    on = models.DateField(db_index=True)
    people = models.PositiveSmallIntegerField(_("How many walked"))
    cars = models.PositiveSmallIntegerField(_("How many cars"), default=0)
    minutes = models.PositiveSmallIntegerField(_("Minutes"))
    weather = models.CharField(_("Weather"), max_length=6, choices=Weather, blank=True)
    seen = models.CharField(_("What was seen"), max_length=9, choices=Seen)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    # The id of the concern that a report became.
    concern = models.CharField(max_length=64, blank=True)
    record = models.OneToOneField(Record, models.PROTECT)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shift__isnull=False, group__isnull=True)
                | Q(shift__isnull=True, group__isnull=False),
                name="patrols_report_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.on}"
