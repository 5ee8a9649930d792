"""Places with their scenes, and what an assessment found."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """A place that is held against the guidelines: a park, a road, a school."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name = models.CharField(_("What it is called"), max_length=80)
    district = models.CharField(_("District"), max_length=40, blank=True)
    keeper = models.CharField(_("Who keeps it"), max_length=80, blank=True)
    # Ids of the places in the scene that are judged; none means all of them.
    places: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SceneVersion(models.Model):
    """The scene of a place as it was mapped at one time; never changed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="scenes")
    number = models.PositiveIntegerField()
    # A GeoJSON scene, compressed.
    packed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    why = models.CharField(max_length=200)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["site", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number"], name="inspections_scene_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.number}"


class Assessment(models.Model):
    """One scene held against the guidelines on one day, in the background."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting to begin")
        RUNNING = "running", _("Being computed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be computed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="assessments")
    scene = models.ForeignKey(SceneVersion, models.PROTECT)
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The reports as they were, compressed: HTML in both languages.
    report_ja = models.BinaryField(default=b"")
    report_en = models.BinaryField(default=b"")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state"], name="inspections_by_state")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.on}"


class Result(models.Model):
    """What an assessment says of one criterion at one element."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="results")
    criterion = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    element = models.CharField(max_length=120)
    outcome = models.CharField(max_length=24)
    strength = models.CharField(max_length=24)
    citation = models.CharField(max_length=200)
    says_ja = models.TextField()
    says_en = models.TextField()
    reason_ja = models.TextField()
    reason_en = models.TextField()
    look_ja = models.TextField()
    look_en = models.TextField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["assessment", "outcome"], name="inspections_by_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.element} {self.outcome}"
