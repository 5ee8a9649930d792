"""How full each bucket is; whose it is cannot be read from it."""

from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """What somebody has left of something; a keyed hash says of what and whose."""

    key = models.CharField(max_length=64, primary_key=True)
    # When it is full again, in seconds since 1970: that says how much is left.
    full_at_s = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]
