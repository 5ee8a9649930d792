"""The chain of audit entries: ids and words of the office, never personal data."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import models

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


class Entry(models.Model):
    """One change: written once, never again.

    The database itself refuses to update or delete rows (see the migrations).
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    object_kind = models.CharField(max_length=64)
    object_id = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)
    own_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_kind} {self.object_id}"

    # Not logic in save(): a guard in front of the database's own.
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an entry that exists stays as it is."""
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("audit entries stay")

    def computed_hash(self) -> str:
        """Hash all that the entry says, and the hash before it."""
        said = [
            self.sequence,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.action,
            self.object_kind,
            self.object_id,
            self.reason,
            self.details,
            self.previous_hash,
        ]
        text = json.dumps(
            said, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()


class Head(models.Model):
    """Where the chain ends: one row, locked while an entry is added."""

    sequence = models.BigIntegerField(default=0)
    own_hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_one_head")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.own_hash}"
