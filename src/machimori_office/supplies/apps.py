"""Equipment for groups that patrol."""

from __future__ import annotations

from django.apps import AppConfig


class Supplies(AppConfig):
    """Holds the items and what was handed over."""

    name = "machimori_office.supplies"
