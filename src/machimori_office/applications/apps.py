"""What grants, supplies and loans share."""

from __future__ import annotations

from django.apps import AppConfig


class Applications(AppConfig):
    """What grants, supplies and loans share: an application's way."""

    name = "machimori_office.applications"
