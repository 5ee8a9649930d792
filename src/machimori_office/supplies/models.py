"""What is in stock, and what was handed to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from machimori_office.applications.models import Application


class Stock(models.Model):
    """How many of a kind there are; the kinds themselves are the city's rule."""

    kind = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=0), name="supplies_never_below_nothing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}"


class Supplied(models.Model):
    """So many of a kind, handed to a group."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="supplied"
    )
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    handed_over_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["-handed_over_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"], name="supplies_kind_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="supplies_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} × {self.count}"
