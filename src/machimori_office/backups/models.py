"""Which backups were made, and what was decided since."""

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


class Wish(models.Model):
    """Something that a resident decided, until it stands in the file (`diary`)."""

    at = models.DateTimeField()
    what = models.CharField(max_length=8)
    # A keyed hash of the address.
    who = models.CharField(max_length=64)
    about = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
