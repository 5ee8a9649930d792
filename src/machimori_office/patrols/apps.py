"""Patrols: members, cars, the year's watches, rosters and reports."""

from __future__ import annotations

from django.apps import AppConfig


class Patrols(AppConfig):
    """Holds who may walk, when somebody does, and what they report."""

    name = "machimori_office.patrols"
