"""The districts that residents and alerts name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A part of the city by its everyday name (本町, 貫井北町)."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name_ja = models.CharField(_("Name"), max_length=40)
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

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_ja
