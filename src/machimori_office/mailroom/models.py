"""How the ways in for mail fare: when each worked last, and what is wrong with it."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WayIn(models.Model):
    """A way in, as the program that takes mail there last said of it."""

    class Name(TextChoices):
        """Which ways there are."""

        FETCHED = "fetched", _("Fetched by IMAP")
        BROUGHT = "brought", _("Brought by the server in front")

    class Trouble(TextChoices):
        """Why mail could not be fetched."""

        REFUSED = "refused", _("it refuses our name, our password or the folder")
        NO_NAME = "no_name", _("nobody knows a server of that name")
        CERTIFICATE = "certificate", _("it does not prove that it is that server")
        CLOSED = "closed", _("no program answers there")
        AWAY = "away", _("the line broke off, or no answer came")

    name = models.CharField(max_length=16, primary_key=True, choices=Name.choices)
    worked_at = models.DateTimeField(null=True, blank=True)
    # Empty while it works.
    trouble = models.CharField(max_length=16, blank=True, choices=Trouble.choices)

    def __str__(self) -> str:
        return self.name
