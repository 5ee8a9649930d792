"""Studies of where things happen, and maps that leave the office."""

from __future__ import annotations

from django.apps import AppConfig


class Analyses(AppConfig):
    """Holds lists of incidents, what was computed of them, and what was let out."""

    name = "machimori_office.analyses"
