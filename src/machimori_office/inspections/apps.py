"""Places, their assessments, and the tasks that follow."""

from __future__ import annotations

from django.apps import AppConfig


class Inspections(AppConfig):
    """Holds the places and what was found there."""

    name = "machimori_office.inspections"
