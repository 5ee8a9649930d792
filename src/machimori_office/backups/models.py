"""Which backups were made."""

from __future__ import annotations

from django.db import models


class Backup(models.Model):
    """One backup that was written; the file may have been rotated away since."""

    made_at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
