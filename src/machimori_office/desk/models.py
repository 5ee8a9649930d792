"""The year's report: what somebody wrote about a section, and how a year was closed."""

from __future__ import annotations

from typing import Any

from django.db import models


class YearNote(models.Model):
    """What the manager says about one section of one year."""

    year = models.PositiveSmallIntegerField()
    # A word of `desk.year.sections`.
    section = models.CharField(max_length=24)
    text = models.TextField(blank=True)
    # Raised by every change: who saw an older one is told.
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "section"], name="desk_one_note_a_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.section}"


class YearClosing(models.Model):
    """The figures of a year as they were reported; what changes later shows beside."""

    year = models.PositiveSmallIntegerField(unique=True)
    # By section: the figures, each with its label in both languages.
    figures: models.JSONField[Any, Any] = models.JSONField()
    closed_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)
