"""Backups, and what must not happen after one was restored."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Backups(AppConfig):
    """Making backups, and restoring them without waking what is stale."""

    name = "machimori_office.backups"

    def ready(self) -> None:
        """Let each app say what must be calmed after a restore."""
        autodiscover_modules("after_restore")
