"""The districts that residents and alerts name, and imports that wait for a look."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A part of the city by its everyday name (本町, 貫井北町).

    Subscribers and alerts hold its code: a district that is no more stays as a row.
    """

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name_ja = models.CharField(_("What it is called"), max_length=40)
    name_easy = models.CharField(_("Name in plain Japanese"), max_length=80, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # A GeoJSON geometry in WGS84, where the city has one.
    boundary: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    is_current = models.BooleanField(default=True)
    changed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_ja


class Proposal(models.Model):
    """What was read from a file of districts, shown before anything is changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rows: models.JSONField[Any, Any] = models.JSONField()
    # The state of the districts that the reader was shown beside it.
    edition = models.CharField(max_length=64)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"proposal {self.pk}"
