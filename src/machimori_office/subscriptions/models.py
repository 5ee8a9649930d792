"""Subscribers and what they chose, requests that wait for a press, and the counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.outbox.models import Address


class Subscriber(models.Model):
    """Somebody who confirmed that they want the mails; an address is all we know."""

    class Way(models.TextChoices):
        """How they came."""

        MAIL = "mail", _("Empty mail")
        WEB = "web", _("Web form")
        IMPORTED = "imported", _("Imported")

    address = models.OneToOneField(Address, models.CASCADE, related_name="subscriber")
    # Varieties in the order they are read, as the keys of letters: "ja", "ja+en".
    reads = models.CharField(max_length=16, default="ja")
    # Said here as well as by rows, so that finding the readers of an alert is one scan.
    wants_all_kinds = models.BooleanField(default=True)
    wants_all_areas = models.BooleanField(default=True)
    way = models.CharField(max_length=8, choices=Way)
    confirmed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["confirmed_at", "id"], name="subscriptions_newest"),
            models.Index(
                fields=["way", "confirmed_at", "id"], name="subscriptions_came"
            ),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Choice(models.Model):
    """A kind that a subscriber wants: it and all below it (`city/phone`)."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="choices")
    category = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "category"], name="subscriptions_choice_once"
            )
        ]
        indexes = [models.Index(fields=["category"], name="subscriptions_by_kind")]

    def __str__(self) -> str:
        return f"{self.subscriber_id} {self.category}"


class AreaChoice(models.Model):
    """A district whose alerts a subscriber wants."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="areas")
    # The code of `places.District`.
    district = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "district"], name="subscriptions_area_once"
            )
        ]
        indexes = [models.Index(fields=["district"], name="subscriptions_by_area")]

    def __str__(self) -> str:
        return f"{self.subscriber_id} {self.district}"


class Request(models.Model):
    """Something that takes effect when its link's button is pressed."""

    class Wish(models.TextChoices):
        """What was asked for."""

        JOIN = "join", _("Registration")
        CHANGE_ADDRESS = "change_address", _("Change of address")
        MANAGE = "manage", _("Change or leave")

    class Owed(models.TextChoices):
        """Which letter has to be written next."""

        NOTHING = "", _("None")
        LINK = "link", _("The link")
        DONE = "done", _("That it is done")

    wish = models.CharField(max_length=16, choices=Wish)
    address = models.CharField(max_length=254)
    key = models.CharField(max_length=254)
    way = models.CharField(max_length=8, choices=Subscriber.Way)
    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, null=True, related_name="change_requests"
    )
    # Of the token in the link, which stands in the letter alone. Empty until that is
    # written: asking is one insert, the same for addresses known and unknown.
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    owed = models.CharField(max_length=4, choices=Owed, default=Owed.LINK, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    pressed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="subscriptions_owed", condition=~Q(owed="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.pk}"


class Movement(models.Model):
    """How many came and went on a day: figures that outlive the addresses."""

    class What(models.TextChoices):
        """Which way."""

        JOINED = "joined", _("Registered")
        LEFT = "left", _("Unsubscribed")
        STOPPED = "stopped", _("Stopped after errors")
        ERASED = "erased", _("Erased on request")

    on = models.DateField()
    what = models.CharField(max_length=8, choices=What)
    way = models.CharField(max_length=16, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "what", "way"], name="subscriptions_movement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.what} {self.count}"


class Headcount(models.Model):
    """How many were registered at the end of a day: in all, and by kind."""

    on = models.DateField()
    # Empty: all subscribers; "*": those who want every kind.
    category = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "category"], name="subscriptions_headcount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.category} {self.count}"


class Reach(models.Model):
    """How many a mail of a kind reached in a district when it was counted."""

    category = models.CharField(max_length=80)
    # Empty: all who want the kind; "*": those of them who chose no district.
    district = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "district"], name="subscriptions_reach_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.district} {self.count}"
