"""Concerns of residents, and incidents that the police passed on."""

from __future__ import annotations

from django.apps import AppConfig


class Concerns(AppConfig):
    """Holds what was reported, what was done about it, and the police's incidents."""

    name = "machimori_office.concerns"
