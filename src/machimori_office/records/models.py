"""One append-only list of what was done."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class RecordQuerySet(models.QuerySet["Record"]):
    """Reads of records."""

    def standing(self) -> RecordQuerySet:
        """Those that no later one withdrew or replaced, and that withdraw nothing."""
        return self.unreplaced().filter(withdraws=False)

    def unreplaced(self) -> RecordQuerySet:
        """Those that no later one withdrew or replaced."""
        # Asked row by row: a join would be laid out whole for a page of fifty.
        later = Record.objects.filter(replaces=OuterRef("pk"))
        return self.filter(~Exists(later))


class Record(models.Model):
    """Something that was done, where, when and with what result.

    A record is never changed: a wrong one gives way to another that names it. The
    fields are those of the library's `Record`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A word of the catalogue's activities.
    activity = models.CharField(_("Activity"), max_length=60, db_index=True)
    on = models.DateField(_("Day"), db_index=True)
    # `not_done` proves nothing; every other word says what came of it.
    result = models.CharField(_("Result"), max_length=200, default="done")
    by = models.CharField(_("Done by"), max_length=80, blank=True)
    note = models.CharField(_("Note"), max_length=400, blank=True)
    # Which duty wrote it, and about what: "recorders", the id of a loan.
    duty = models.CharField(max_length=24)
    about = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    withdraws = models.BooleanField(default=False)
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-on", "-written_at", "id"]
        indexes = [
            models.Index(fields=["duty", "about"], name="records_by_duty"),
            # The order of the list, with the words that are sought in it: a search
            # reads this alone.
            models.Index(
                fields=[
                    *("-on", "-written_at", "id"),
                    *("withdraws", "activity", "duty", "by", "result", "note"),
                ],
                name="records_newest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdraws=False) | Q(replaces__isnull=False),
                name="records_withdraws_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.activity}"


class Subject(models.Model):
    """A place or element that a record is about, by its id in the scenes."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="subjects")
    subject = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "subject"], name="records_subject_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject
