"""What members press on the internet part of two boxes, for the console to answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models.members import Member
from machimori_office.patrols.models.watches import Shift


class Press(models.Model):
    """One press of a button or form of a member's own page, and the answer."""

    class Do(models.TextChoices):
        """What was pressed."""

        HERE = "here", _("Say that one is there")
        DONE = "done", _("Say that one is done")
        SWAP = "swap", _("Ask for a swap")
        KEEP = "keep", _("Keep the turn after all")
        TAKE = "take", _("Take over a turn")
        SIGN_UP = "sign-up", _("Sign up for a watch")
        AWAY = "away", _("Tell days away")
        REPORT = "report", _("Report a watch")

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("On its way to the console")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Could not be done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="presses")
    do = models.CharField(max_length=8, choices=Do)
    # Of the turn, the swap or the watch; of days away, the days.
    pk_pressed = models.CharField(max_length=40)
    shift = models.ForeignKey(Shift, models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # Why it could not be done.
    why_ja = models.CharField(max_length=200, blank=True)
    why_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "do", "pk_pressed"],
                condition=Q(state="waiting"),
                name="patrols_pressed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.do} {self.state}"
