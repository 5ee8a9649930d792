"""Concerns, who reported them, pictures, what was done; incidents from the police."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.states import State


class Concern(models.Model):
    """Something that somebody saw and the division should know of."""

    class By(models.TextChoices):
        """Who reported it."""

        RESIDENT = "resident", _("Resident")
        PATROL = "patrol", _("Patrol member")
        STAFF = "staff", _("Staff of the city")
        POLICE = "police", _("Police")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # A kind of the city's rule (`terms.ConcernTerms`).
    kind = models.SlugField(_("Kind"), max_length=40)
    by = models.CharField(_("Reported by"), max_length=8, choices=By)
    state = models.CharField(_("State"), max_length=12, default=State.RECEIVED)
    # As it was written, but for what moderation took out. Nobody outside reads it.
    text = models.TextField(_("What was reported"))
    place_text = models.CharField(_("Address or landmark"), max_length=200, blank=True)
    # The code of `places.District`, and of a place that is inspected.
    district = models.CharField(_("District"), max_length=40, blank=True)
    site = models.CharField(_("Place"), max_length=40, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    seen_on = models.DateField(_("Seen on"), null=True, blank=True)
    # In which of the three varieties the reporter reads.
    variety = models.CharField(max_length=4, default="ja")
    # Where another duty reported it: "patrols", the id of the report there.
    duty = models.CharField(max_length=24, blank=True)
    about = models.CharField(max_length=64, blank=True)
    # To whom it was passed on last, by the rule's word.
    with_whom = models.SlugField(_("Passed on to"), max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # What everybody may read; nothing until staff write it.
    published_text = models.TextField(_("Text for everybody"), blank=True)
    published_answer = models.TextField(_("Answer for everybody"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Raised by every change: who saw an older one is told.
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When text, place and pictures were deleted.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "number"], name="concerns_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="concerns_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="concerns_merged_into_one",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="concerns_by_state"),
            models.Index(fields=["kind", "received_at"], name="concerns_by_kind"),
            models.Index(fields=["published_at"], name="concerns_by_published"),
            models.Index(fields=["duty", "about"], name="concerns_by_duty"),
            models.Index(fields=["-received_at", "id"], name="concerns_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}-{self.number}"

    @property
    def is_placed(self) -> bool:
        """Whether a point on the map is known."""
        return self.lon is not None and self.lat is not None


class Reporter(models.Model):
    """A mail address to answer to; written to once until its owner pressed a button."""

    concern = models.OneToOneField(Concern, models.CASCADE, related_name="reporter")
    mail = models.CharField(max_length=254, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"reporter {self.pk}"


class Photo(models.Model):
    """A picture, cleaned of all but what is seen in it."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="photos")
    jpeg = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # What is seen, for who does not see it; chosen for everybody only with it.
    shows = models.CharField(_("What the picture shows"), max_length=200, blank=True)
    is_published = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"photo {self.pk}"


class Step(models.Model):
    """One thing that was done about a concern, with the words said to the reporter."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    # Staff, "reporter", or another duty.
    by = models.CharField(max_length=64)
    said = models.TextField(blank=True)
    to_whom = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.move}"


class Counter(models.Model):
    """The last number given in a fiscal year."""

    fiscal_year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.last}"


class Incident(models.Model):
    """An incident that the police passed on: what, when and in which block.

    There is no field for a person: who did it, who suffered it, how anybody looked.
    """

    # A kind of the library's vocabulary of incidents.
    kind = models.CharField(_("Kind"), max_length=40, db_index=True)
    happened_on = models.DateField(_("Day"), db_index=True)
    # 0 to 23; none where nobody knows.
    hour = models.PositiveSmallIntegerField(_("Hour"), null=True, blank=True)
    # 町丁目 as the police write it, without the municipality.
    block = models.CharField(_("Town block"), max_length=60)
    district = models.CharField(_("District"), max_length=40, blank=True)
    is_attempt = models.BooleanField(_("It stayed an attempt"), default=False)
    source = models.CharField(_("Source"), max_length=80)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__isnull=True) | Q(hour__lte=23),
                name="concerns_hour_of_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.kind}"
