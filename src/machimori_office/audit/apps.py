"""Who changed what, when and why."""

from __future__ import annotations

from django.apps import AppConfig


class Audit(AppConfig):
    """Who changed what, when and why."""

    name = "machimori_office.audit"
