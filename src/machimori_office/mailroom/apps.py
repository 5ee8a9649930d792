"""Mail that comes in."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Mailroom(AppConfig):
    """Knows the mailboxes of all apps once they are loaded."""

    name = "machimori_office.mailroom"

    def ready(self) -> None:
        """Let each app name its mailboxes."""
        autodiscover_modules("mailboxes")
