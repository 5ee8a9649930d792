"""Backups, and what must not happen after one was restored."""

from __future__ import annotations

from django.apps import AppConfig


class Backups(AppConfig):
    """Making backups, and restoring them without waking what is stale."""

    name = "machimori_office.backups"
