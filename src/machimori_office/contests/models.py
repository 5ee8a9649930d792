"""Contests, who enters what, who judges, and what they found."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from machimori_office.web.words import Words


class Contest(models.Model):
    """One contest, from its call for entries to its exhibition."""

    class State(models.TextChoices):
        """Where it is."""

        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Call for entries")
        JUDGING = "judging", _("Judging")
        DECIDED = "decided", _("Awards decided")
        ANNOUNCED = "announced", _("Announced")
        CALLED_OFF = "called_off", _("Called off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("Which contest"), unique=True)
    title_ja = models.CharField(max_length=80)
    title_easy = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=80, blank=True)
    theme_ja = models.TextField(max_length=800, blank=True)
    theme_easy = models.TextField(max_length=800, blank=True)
    theme_en = models.TextField(max_length=800, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(db_index=True)
    judged_until = models.DateField()
    shown_until = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    # Where it was when it was called off; there it goes on if that is taken back.
    called_off_from = models.CharField(max_length=10, blank=True)
    # From here names and works are kept for the days of the rule.
    called_off_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    announced_at = models.DateTimeField(null=True, blank=True)
    names_deleted_at = models.DateTimeField(null=True, blank=True)
    record = models.UUIDField(null=True, blank=True)
    # How many works were entered by category, counted when it was announced.
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on"))
                & Q(judged_until__gte=F("closes_on"))
                & Q(shown_until__gte=F("judged_until")),
                name="contests_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title_ja}"

    @property
    def title(self) -> Words:
        """The title in the three varieties."""
        return Words(self.title_ja, self.title_easy, self.title_en)

    @property
    def theme(self) -> Words:
        """What it calls for."""
        return Words(self.theme_ja, self.theme_easy, self.theme_en)


class Entrant(models.Model):
    """Who enters, with whose consent; deleted when the rule says."""

    class Shown(models.TextChoices):
        """Under which name a work is shown."""

        NAME = "name", _("Full name")
        GIVEN = "given", _("Given name only")
        PEN = "pen", _("Pen name")
        NONE = "none", _("No name")

    class Consent(models.TextChoices):
        """Who agreed that the work is entered and shown."""

        NONE = "", _("Nobody yet")
        SELF = "self", _("The entrant, of age")
        MAIL = "mail", _("A guardian, by mail")
        PAPER = "paper", _("A guardian, on paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entrants")
    family_name = models.CharField(_("Family name"), max_length=30)
    given_name = models.CharField(_("Given name"), max_length=30)
    # Names in one spelling, for finding the same person again.
    name_key = models.CharField(max_length=120)
    group = models.CharField(max_length=40)
    school = models.CharField(_("School"), max_length=60, blank=True)
    # A child's is that of the guardian.
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    mail_key = models.CharField(max_length=254, blank=True, db_index=True)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    guardian = models.CharField(_("Parent or guardian"), max_length=60, blank=True)
    shown_as = models.CharField(max_length=5, choices=Shown, default=Shown.NONE)
    pen_name = models.CharField(_("Pen name"), max_length=30, blank=True)
    reads = models.CharField(max_length=4, default="ja")
    consent = models.CharField(
        max_length=5, choices=Consent, default=Consent.NONE, blank=True
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    # On the internet part of two boxes: since when the console alone has the name.
    carried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "mail_key", "name_key"],
                condition=~Q(mail_key="") & ~Q(consent=""),
                name="contests_one_entrant_a_person",
            ),
            models.CheckConstraint(
                condition=Q(consent="") | Q(consented_at__isnull=False),
                name="contests_consent_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def shown_name(self) -> str:
        """The name as they want it shown; empty for none."""
        shown = {
            self.Shown.NAME: self.name,
            self.Shown.GIVEN: self.given_name,
            self.Shown.PEN: self.pen_name,
        }
        return shown.get(self.Shown(self.shown_as), "")


class Entry(models.Model):
    """One work; what is left after its time is that it was entered."""

    class State(models.TextChoices):
        """Where it is."""

        ASKED = "asked", _("Not confirmed yet")
        WAITING = "waiting", _("Waits for a guardian's consent")
        ENTERED = "entered", _("Entered")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SET_ASIDE = "set_aside", _("Set aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entries")
    entrant = models.ForeignKey(
        Entrant, models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    category = models.CharField(max_length=40)
    # The first, second … work of this person in this category.
    slot = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200, blank=True)
    # The text or picture in one spelling, for finding doubles.
    work_key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    # What judges see instead of a name.
    number = models.PositiveIntegerField(null=True, blank=True)
    award = models.CharField(max_length=40, blank=True)
    shown_name = models.CharField(max_length=64, blank=True)
    # Where equals were told apart by a decision: the order, and its ground.
    tie_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    tie_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number", "id"]
        indexes = [
            models.Index(fields=["contest", "state"], name="contests_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entrant", "category", "slot"],
                condition=Q(state__in=("waiting", "entered", "set_aside")),
                name="contests_slot_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["entrant", "category", "work_key"],
                condition=Q(state__in=("waiting", "entered", "set_aside")),
                name="contests_work_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["contest", "number"], name="contests_number_once"
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=9), name="contests_slot_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(number__isnull=False),
                name="contests_entered_with_a_number",
            ),
            models.CheckConstraint(
                condition=Q(award="") | Q(state="entered"),
                name="contests_award_for_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.number or self.pk}"


class Picture(models.Model):
    """The picture of an entry, written anew without what a camera told."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="picture")
    content = models.BinaryField()
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.entry_id)


class Judge(models.Model):
    """Who judges, by a link of their own; sees numbers, never names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="judges")
    name = models.CharField(_("Name"), max_length=60)
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    mail_key = models.CharField(max_length=254, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return str(self.pk)


class Mark(models.Model):
    """What one judge gave one entry for one criterion."""

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="marks")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry", "criterion"], name="contests_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1), name="contests_mark_of_one_or_more"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.criterion} {self.points}"


class StepBack(models.Model):
    """A judge who is related to an entrant does not judge that entry."""

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="steps_back")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="steps_back")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry"], name="contests_step_back_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} ⇠ {self.entry_id}"
