"""What runs by the clock, who runs it now, and how it went."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q


class LeaseQuerySet(models.QuerySet["Lease"]):
    """Reads of leases."""

    def free(self, now: datetime) -> LeaseQuerySet:
        """Due, and held by nobody whose time is not over."""
        is_free = Q(held_until__isnull=True) | Q(held_until__lte=now)
        return self.filter(is_free, due_at__lte=now)


class Lease(models.Model):
    """One periodic job: when it is due and which worker has it until when."""

    name = models.CharField(max_length=64, primary_key=True)
    due_at = models.DateTimeField()
    holder = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects: ClassVar[LeaseQuerySet] = LeaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
