"""What is looked at in rounds, and what was found each time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models.photos import Photo
from machimori_office.inspections.models.places import Site
from machimori_office.inspections.models.tasks import Task
from machimori_office.records.models import Record


class Fixture(models.Model):
    """A lamp, camera, bell, hedge …: one thing that rounds come by (点検対象)."""

    class Condition(models.TextChoices):
        """How it was found last."""

        UNSEEN = "unseen", _("Never looked at")
        FINE = "fine", _("In good order")
        BROKEN = "broken", _("Something is wrong")

    code = models.CharField(_("Number"), max_length=120, unique=True)
    # The id of a round of the city's rule: "lamps".
    round = models.SlugField(_("Round"), max_length=40)
    name = models.CharField(_("What it is called"), max_length=120, blank=True)
    where = models.CharField(_("Where"), max_length=200, blank=True)
    district = models.CharField(_("District"), max_length=40, blank=True)
    # Where it stands in a scene, it is evidence there.
    site = models.ForeignKey(
        Site, models.SET_NULL, null=True, blank=True, related_name="fixtures"
    )
    element = models.CharField(_("Id in the map"), max_length=120, blank=True)
    is_current = models.BooleanField(_("Is still there"), default=True)
    # Kept with each visit, so that what is due is one query.
    seen_on = models.DateField(_("Looked at on"), null=True, blank=True)
    condition = models.CharField(
        _("Condition"), max_length=6, choices=Condition, default=Condition.UNSEEN
    )

    class Meta:
        ordering = ["round", "district", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(condition="unseen") | Q(seen_on__isnull=False),
                name="inspections_condition_was_seen",
            )
        ]
        indexes = [
            models.Index(
                fields=["round", "is_current", "seen_on"], name="inspections_round_due"
            ),
            models.Index(fields=["site", "round"], name="inspections_fixture_site"),
        ]

    def __str__(self) -> str:
        return self.code


class Visit(models.Model):
    """One look at one fixture; pressed twice, it is still one."""

    class Found(models.TextChoices):
        """What was found."""

        FINE = "fine", _("In good order")
        BROKEN = "broken", _("Something is wrong")

    # Made where it was pressed: what is sent again after a bad line counts once.
    key = models.UUIDField(unique=True)
    fixture = models.ForeignKey(Fixture, models.CASCADE, related_name="visits")
    found = models.CharField(_("Found"), max_length=6, choices=Found)
    at = models.DateTimeField()
    on = models.DateField(_("Day"))
    lux = models.FloatField(_("Illuminance (lx)"), null=True, blank=True)
    height_m = models.FloatField(_("Height (m)"), null=True, blank=True)
    note = models.CharField(_("Remarks"), max_length=200, blank=True)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True)
    by = models.CharField(max_length=64)
    # Whether a newer scene already holds what was measured.
    is_in_scene = models.BooleanField(default=False)
    record = models.ForeignKey(Record, models.PROTECT)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["on", "found"], name="inspections_visit_on"),
            models.Index(fields=["fixture", "-at"], name="inspections_visit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.fixture_id} {self.on} {self.found}"
