"""What the city's rules said, from which day, and who wrote them."""

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """One wording of one rule; a new one is added, none is changed.

    On a day, that version holds which begins latest, and of these the one written last.
    """

    name = models.CharField(max_length=40)
    valid_from = models.DateField()
    text = models.TextField()
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "-valid_from", "-written_at", "-pk"]
        indexes = [models.Index(fields=["name", "valid_from"], name="rules_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"
