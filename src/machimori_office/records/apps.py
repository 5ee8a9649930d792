"""What was done."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    """Holds the records."""

    name = "machimori_office.records"
