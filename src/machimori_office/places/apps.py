"""Where things are."""

from __future__ import annotations

from django.apps import AppConfig


class Places(AppConfig):
    """Holds the districts of the city."""

    name = "machimori_office.places"
