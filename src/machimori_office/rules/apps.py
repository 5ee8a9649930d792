"""A city's own rules."""

from __future__ import annotations

from django.apps import AppConfig


class Rules(AppConfig):
    """Dated documents, read and adopted."""

    name = "machimori_office.rules"
