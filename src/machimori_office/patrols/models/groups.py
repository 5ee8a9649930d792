"""Residents' groups, and the link by which one tells its walks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.Model):
    """A residents' group that patrols; its members are counted, never listed."""

    name = models.CharField(_("Name of the group"), max_length=80, unique=True)
    # Codes of districts.
    districts: models.JSONField[Any, Any] = models.JSONField(default=list)
    member_count = models.PositiveSmallIntegerField(_("Number of members"))
    counted_on = models.DateField(_("Counted on"))
    walks_a_month = models.PositiveSmallIntegerField(_("Patrols a month"), default=2)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    is_current = models.BooleanField(_("Still patrols"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupLink(models.Model):
    """The way of who speaks for a group to its page; the next one ends this one."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="link")
    # Only the hash of its word is kept.
    token_hash = models.CharField(max_length=64, unique=True)
    # Where it was sent; empty: it was handed over.
    mail = models.CharField(max_length=254, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    # What was pressed on the internet part and could not be done: [at, do, on, ja, en].
    refused: models.JSONField[Any, Any] = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"group link {self.pk}"
