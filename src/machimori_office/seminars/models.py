"""Seminars, their topics, and who takes part."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from machimori_office.web.words import JST, Words


class Seminar(models.Model):
    """One seminar, from its plan to its figures."""

    class State(models.TextChoices):
        """Where it is."""

        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Published")
        HELD = "held", _("Took place")
        CALLED_OFF = "called_off", _("Called off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_ja = models.CharField(_("Title"), max_length=80)
    title_easy = models.CharField(_("Title"), max_length=80, blank=True)
    title_en = models.CharField(_("Title"), max_length=80, blank=True)
    about_ja = models.TextField(max_length=1200, blank=True)
    about_easy = models.TextField(max_length=1200, blank=True)
    about_en = models.TextField(max_length=1200, blank=True)
    place_ja = models.CharField(max_length=80)
    place_easy = models.CharField(max_length=80, blank=True)
    place_en = models.CharField(max_length=80, blank=True)
    begins_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    signs_up_until = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    contact = models.CharField(max_length=120, blank=True)
    materials = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    # Seats that are held now: the sum of `Participation.seats`.
    taken = models.PositiveIntegerField(default=0)
    # What stays when the list of names is gone.
    signed_up = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    walked_in = models.PositiveIntegerField(default=0)
    # What residents read as the reason; no person is named in it.
    called_off_because = models.CharField(max_length=200, blank=True)
    record = models.UUIDField(null=True, blank=True)
    names_deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="seminars_seats_there_are"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="seminars_at_least_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="seminars_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(called_off_because=""),
                name="seminars_called_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title_ja

    @property
    def title(self) -> Words:
        """The title in the three varieties."""
        return Words(self.title_ja, self.title_easy, self.title_en)

    @property
    def about(self) -> Words:
        """What it is about."""
        return Words(self.about_ja, self.about_easy, self.about_en)

    @property
    def place(self) -> Words:
        """Where it is."""
        return Words(self.place_ja, self.place_easy, self.place_en)

    @property
    def day(self) -> date:
        """The day it begins, in Japan."""
        return self.begins_at.astimezone(JST).date()

    @property
    def free(self) -> int:
        """Seats that nobody holds."""
        return self.capacity - self.taken


class Topic(models.Model):
    """One part of a seminar; its subject is a word of the city's rule."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=40, db_index=True)
    title_ja = models.CharField(max_length=120)
    title_easy = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "position"], name="seminars_topic_once"
            )
        ]

    def __str__(self) -> str:
        return self.title_ja

    @property
    def title(self) -> Words:
        """The title in the three varieties."""
        return Words(self.title_ja, self.title_easy, self.title_en)


class Participation(models.Model):
    """One party: who signed up, for how many, and what became of it."""

    class State(models.TextChoices):
        """Where it is."""

        ASKED = "asked", _("Not confirmed yet")
        BOOKED = "booked", _("Has a seat")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("Offered a seat")
        WITHDRAWN = "withdrawn", _("Sign-up cancelled")
        LAPSED = "lapsed", _("Did not answer in time")
        REFUSED = "refused", _("Could not be taken: closed, or signed up already")
        ABSENT = "absent", _("Did not come")

    class Way(models.TextChoices):
        """How they came."""

        WEB = "web", _("Public page")
        COUNTER = "counter", _("Counter or telephone")
        DOOR = "door", _("At the door")

    class Call(models.TextChoices):
        """What somebody without a mail address has to be told by telephone."""

        NOTHING = "", _("Nothing")
        OFFERED = "offered", _("That a seat is free")
        # Asked for in the console, answered by the internet part.
        BOOKED = "booked", _("That they have a seat")
        WAITING = "waiting", _("That they are on the waiting list")
        REFUSED = "refused", _("That the sign-up could not be taken")
        CHANGED = "changed", _("That day or place changed")
        CALLED_OFF = "called_off", _("That it was called off")

    class Wish(models.TextChoices):
        """What the console asks of the internet part, which counts the seats."""

        NOTHING = "", _("Nothing")
        ENTER = "enter", _("The sign-up is on its way")
        CANCEL = "cancel", _("The sign-up is being cancelled")
        TAKE = "take", _("The seat is being taken")

    LIVE = (State.BOOKED, State.WAITING, State.OFFERED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="parties")
    name = models.CharField(_("Name"), max_length=60, blank=True)
    people = models.PositiveSmallIntegerField(_("People"))
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    mail_key = models.CharField(max_length=254, blank=True)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    reads = models.CharField(max_length=4, default="ja")
    way = models.CharField(max_length=8, choices=Way)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    seats = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    # When it joined the waiting list: the order in which free seats are offered.
    waits_since = models.DateTimeField(null=True, blank=True)
    answer_until = models.DateTimeField(null=True, blank=True)
    arrived = models.PositiveSmallIntegerField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    to_call = models.CharField(max_length=10, choices=Call, default="", blank=True)
    # In the console of two boxes: the internet part has an address to write to.
    is_written_to = models.BooleanField(default=False)
    # In the console of two boxes: what the internet part has not answered yet.
    wish = models.CharField(max_length=6, choices=Wish, default="", blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["seminar", "state"], name="seminars_by_state"),
            models.Index(fields=["mail_key"], name="seminars_by_mail"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "mail_key"],
                condition=Q(state__in=("booked", "waiting", "offered"))
                & ~Q(mail_key=""),
                name="seminars_one_party_an_address",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1), name="seminars_party_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(seats=0) | Q(state__in=("booked", "offered")),
                name="seminars_seats_are_held",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(answer_until__isnull=False),
                name="seminars_offer_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seminar_id} {self.pk}"
