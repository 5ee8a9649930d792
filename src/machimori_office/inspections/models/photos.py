"""Pictures taken on site, written anew: they say neither when nor where."""

from __future__ import annotations

import uuid

from django.db import models


class Photo(models.Model):
    """A picture beside an answer or a visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jpeg = models.BinaryField()
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    taken_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
