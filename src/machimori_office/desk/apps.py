"""Pages across duties: Today, settings, the audit page."""

from __future__ import annotations

from django.apps import AppConfig


class Desk(AppConfig):
    """Pages across duties: Today, settings, the audit page."""

    name = "machimori_office.desk"
