"""How full each bucket is, and which forms were pressed; whose cannot be read."""

from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """What somebody has left of something; a keyed hash says of what and whose."""

    key = models.CharField(max_length=64, primary_key=True)
    # When it is full again, in seconds since 1970: that says how much is left.
    full_at_s = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]


class Press(models.Model):
    """A form that was sent, and what came of it; a keyed hash says which."""

    key = models.CharField(max_length=64, primary_key=True)
    # Empty only inside the transaction that makes it.
    made = models.UUIDField(null=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]
