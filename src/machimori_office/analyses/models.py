"""Lists of incidents, analyses computed in the background, and what is public."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.jobs.background import Background


class IncidentList(models.Model):
    """Incidents as they were read, in their blocks; never changed."""

    class Origin(models.TextChoices):
        """Where they were read from."""

        FILES = "files", _("Files")
        REGISTER = "register", _("The office's own register")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name of the list"), max_length=80)
    origin = models.CharField(
        _("Read from"), max_length=8, choices=Origin, default=Origin.FILES
    )
    publisher = models.CharField(_("Published by"), max_length=80, blank=True)
    licence = models.CharField(_("Licence"), max_length=80, blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    # What `machimori incidents import` writes, compressed.
    packed = models.BinaryField()
    count = models.PositiveIntegerField()
    # The account of the reading: rows, repairs, refusals, blocks that did not join.
    account: models.JSONField[Any, Any] = models.JSONField(default=dict)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Analysis(Background):
    """Something computed of what happened, or of who watches where."""

    class Kind(models.TextChoices):
        """What is computed."""

        HOT_BLOCKS = "hot-blocks", _("Hot spots by block")
        COUNTS = "counts", _("Counts by block, for publication")
        SAFETY_MAP = "safety-map", _("Community safety map")
        WATCH_GAP = "watch-gap", _("Watch gap and signs of streets")
        EFFECT = "effect", _("Effect of a measure")
        FORECAST = "forecast", _("Forecast of blocks")
        TIMES = "times", _("Hours, days and near repeats")

    class Outside(models.TextChoices):
        """Whether it has left the office."""

        NEVER = "never", _("For the office only")
        INSIDE = "inside", _("Not let out")
        PROPOSED = "proposed", _("Waits for approval")
        OUT = "out", _("Let out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # The files handed in may tell of homes that agreed: they are needed no more.
    FORGETS: ClassVar[Mapping[str, Any]] = {"material": b""}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(_("Title"), max_length=120)
    incidents = models.ForeignKey(
        IncidentList, models.PROTECT, null=True, blank=True, related_name="analyses"
    )
    # Days and kinds as they were asked for.
    asked: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # The files of a safety map or of a plan of watching: a ZIP as it came.
    material = models.BinaryField(default=b"")
    # What to know before it is let out, in both languages.
    notes: models.JSONField[Any, Any] = models.JSONField(default=list)
    # What was out or waited to be when it was computed: attacked together with it.
    knew: models.JSONField[Any, Any] = models.JSONField(default=list)
    outside = models.CharField(max_length=9, choices=Outside, default=Outside.INSIDE)
    proposed_by = models.CharField(max_length=64, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Its files show homes that agreed, and are deleted after this day.
    homes_until = models.DateField(null=True, blank=True)
    is_forgotten = models.BooleanField(default=False)
    # Who once could read it may have kept it: this stays when it is withdrawn.
    first_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["state"], name="analyses_by_state"),
            models.Index(fields=["outside"], name="analyses_by_outside"),
        ]
        constraints = [
            # Two people: whoever asked for it or proposed it does not let it out.
            models.CheckConstraint(
                condition=~Q(outside="out")
                | (
                    ~Q(decided_by=models.F("proposed_by"))
                    & ~Q(decided_by=models.F("asked_by"))
                    & ~Q(decided_by="")
                ),
                name="analyses_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(outside__in=("proposed", "out")) | Q(state="done"),
                name="analyses_out_is_done",
            ),
            models.CheckConstraint(
                condition=~Q(outside__in=("out", "withdrawn"))
                | Q(first_out_at__isnull=False),
                name="analyses_out_is_remembered",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def known_outside(of: str = "") -> Q:
    """Return what picks analyses that ever were public, or wait to be.

    Parameters
    ----------
    of : str
        What leads to the analysis, with ``__`` at its end.
    """
    return Q(**{f"{of}outside__in": ("proposed", "out")}) | Q(
        **{f"{of}first_out_at__isnull": False}
    )


class Product(models.Model):
    """A file that an analysis made."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="products")
    name = models.CharField(max_length=80)
    type = models.CharField(max_length=80)
    # What leaves the office may be kept as a file only once it was let out.
    leaves = models.BooleanField(default=False)
    # Everybody may read it then, not only those to whom the office hands it.
    is_public = models.BooleanField(default=False)
    packed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "name"], name="analyses_product_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SealedForecast(models.Model):
    """A forecast before its time: an entry of the ledger, written once."""

    number = models.PositiveIntegerField(primary_key=True)
    analysis = models.OneToOneField(Analysis, models.PROTECT, related_name="sealed")
    first_on = models.DateField()
    last_on = models.DateField()
    # Whole, as `machimori hotspots score --ledger` reads it.
    entry: models.JSONField[Any, Any] = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.first_on} – {self.last_on}"

    @property
    def latest_score(self) -> ForecastScore | None:
        """What was found out last; all scores stay."""
        return max(self.scores.all(), key=lambda score: score.pk, default=None)


class ForecastScore(models.Model):
    """What became of a forecast, by a list that somebody says is complete."""

    forecast = models.ForeignKey(SealedForecast, models.PROTECT, related_name="scores")
    incidents = models.ForeignKey(IncidentList, models.PROTECT, related_name="scores")
    # Places that the boundaries lost, and hits and misses by count and by area.
    outcome: models.JSONField[Any, Any] = models.JSONField()
    scored_by = models.CharField(max_length=64)
    scored_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.forecast_id} {self.scored_at}"


class Publication(models.Model):
    """What everybody may read of an analysis: a copy, apart from all that may not.

    The residents' pages read this table and no other of the analyses'.
    """

    class Kind(models.TextChoices):
        """What it shows."""

        COUNTS = "counts", _("Counts by block, for publication")
        SAFETY_MAP = "safety-map", _("Community safety map")

    # The analysis' own; on the internet part there are no analyses.
    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    # Of counts: period, totals, table, maps, notes and sources, in both languages.
    page: models.JSONField[Any, Any] = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    last_on = models.DateField(_("Public until"))

    class Meta:
        ordering = ["-published_at", "id"]

    def __str__(self) -> str:
        return self.title


class PublicFile(models.Model):
    """A file that everybody may keep."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    type = models.CharField(max_length=80)
    packed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"], name="analyses_public_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
