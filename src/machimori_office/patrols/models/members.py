"""Members, cars, and the police's papers for both."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from machimori_office.people.models import Staff


class MemberQuerySet(models.QuerySet["Member"]):
    """Reads of members."""

    def certified(self, on: date) -> MemberQuerySet:
        """Those who have a certificate of the police that holds on a day."""
        held = PolicePaper.objects.holding(on).filter(member=OuterRef("pk"))
        return self.filter(Exists(held), left_on__isnull=True)

    def there(self, on: date) -> MemberQuerySet:
        """Those who were members on a day."""
        return self.filter(_has_not_ended("left_on", on), joined_on__lte=on)


class Member(models.Model):
    """Somebody of the city's staff who patrols; few have an account of the office."""

    name = models.CharField(_("Name"), max_length=40)
    section = models.CharField(_("Section"), max_length=60)
    mail = models.CharField(_("Mail address"), max_length=254, blank=True)
    phone = models.CharField(_("Extension or telephone"), max_length=30, blank=True)
    course_on = models.DateField(_("Police course on"), null=True, blank=True)
    joined_on = models.DateField(_("Member since"))
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    # Pairs such as "mon.morning"; none: whenever.
    free: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    most_a_month = models.PositiveSmallIntegerField(_("At most a month"), default=2)
    # Where they would rather walk, the codes of schools.
    prefers: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    staff = models.OneToOneField(
        Staff, models.SET_NULL, null=True, blank=True, related_name="patrol_member"
    )

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["section", "name", "pk"]
        indexes = [models.Index(fields=["left_on"], name="patrols_member_left")]

    def __str__(self) -> str:
        return self.name


class Away(models.Model):
    """Days on which a member cannot walk."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="away")
    first_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="patrols_away_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


class Link(models.Model):
    """A member's way to their own page; only the hash of its word is kept."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class CarQuerySet(models.QuerySet["Car"]):
    """Reads of cars."""

    def there(self, on: date) -> CarQuerySet:
        """Those that were in use on a day."""
        return self.filter(_has_not_ended("retired_on", on), in_use_since__lte=on)


class Car(models.Model):
    """A car with blue lights."""

    name = models.CharField(_("Name of the car"), max_length=40, unique=True)
    number_plate = models.CharField(_("Number plate"), max_length=30, unique=True)
    section = models.CharField(_("Section"), max_length=60, blank=True)
    in_use_since = models.DateField(_("In use since"))
    retired_on = models.DateField(_("Retired on"), null=True, blank=True)

    objects: ClassVar[CarQuerySet] = CarQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PaperQuerySet(models.QuerySet["PolicePaper"]):
    """Reads of the police's papers."""

    def current(self) -> PaperQuerySet:
        """Those that the city still has."""
        return self.filter(ended_on__isnull=True)

    def holding(self, on: date) -> PaperQuerySet:
        """Those that hold on a day."""
        return self.current().filter(issued_on__lte=on, holds_until__gte=on)


class PolicePaper(models.Model):
    """What the police gave: its number, area and dates; the office prints none."""

    class Kind(models.TextChoices):
        """Which paper."""

        CERTIFICATE = "certificate", _("Patrol certificate")
        CAR_PROOF = "car_proof", _("Proof for the car")
        PLATE = "plate", _("Plate for the car")

    class End(models.TextChoices):
        """What became of it."""

        RETURNED = "returned", _("Given back to the police")
        RENEWED = "renewed", _("Renewed: the old one was given back")
        LOST = "lost", _("Lost")

    OF_CARS = (Kind.CAR_PROOF, Kind.PLATE)

    kind = models.CharField(max_length=12, choices=Kind)
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="papers"
    )
    car = models.ForeignKey(
        Car, models.CASCADE, null=True, blank=True, related_name="papers"
    )
    number = models.CharField(_("Number"), max_length=40)
    area = models.CharField(_("Area"), max_length=80)
    issued_on = models.DateField(_("Issued on"))
    holds_until = models.DateField(_("Holds until"), db_index=True)
    ended_on = models.DateField(_("Given back on"), null=True, blank=True)
    end = models.CharField(max_length=8, choices=End, blank=True)

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["holds_until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], name="patrols_paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="certificate", member__isnull=False, car__isnull=True)
                | Q(
                    kind__in=["car_proof", "plate"],
                    member__isnull=True,
                    car__isnull=False,
                ),
                name="patrols_paper_of_one",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end="")
                | (Q(ended_on__isnull=False) & ~Q(end="")),
                name="patrols_paper_end_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Change(models.Model):
    """Something that the police are to be told."""

    class What(models.TextChoices):
        """What changed."""

        JOINED = "joined", _("A member joined")
        LEFT = "left", _("A member left")
        CAR_ADDED = "car_added", _("A car was added")
        CAR_CHANGED = "car_changed", _("A car's number plate changed")
        CAR_RETIRED = "car_retired", _("A car was retired")
        LOST = "lost", _("A paper was lost")

    what = models.CharField(max_length=12, choices=What)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True)
    car = models.ForeignKey(Car, models.SET_NULL, null=True, blank=True)
    happened_on = models.DateField()
    due_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["told_on", "due_on", "pk"]
        indexes = [models.Index(fields=["told_on", "due_on"], name="patrols_to_tell")]

    def __str__(self) -> str:
        return f"{self.what} {self.happened_on}"


def _has_not_ended(ends: str, on: date) -> Q:
    return Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": on})
