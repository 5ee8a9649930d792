"""What went to the other box and what came from it."""

from __future__ import annotations

from typing import Any

from django.db import models


class Direction(models.TextChoices):
    """Which way."""

    OUT = "out"
    IN = "in"


class Parcel(models.Model):
    """One signed file that was written or taken."""

    direction = models.CharField(max_length=3, choices=Direction)
    sequence = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    # Of those coming in: which of ours the other box had taken when it wrote.
    seen = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["direction", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "sequence"], name="exchange_parcel_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.sequence}"


class Item(models.Model):
    """The last that was said of one thing, so that only changes are said again."""

    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    # Of what was said; empty where only acts are counted.
    sha256 = models.CharField(max_length=64)
    # How many acts about the thing were done here, or came.
    acts = models.PositiveIntegerField(default=0)
    # Kept where nothing else keeps it: whether mail stands still on the other box.
    body: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "kind", "key"], name="exchange_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.kind} {self.key}"


class Waiting(models.Model):
    """An act that the other box has not taken yet; sealed, so that only it can read."""

    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    body: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()
    # In which file it went; none yet.
    parcel = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "number"], name="exchange_act_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.number}"
