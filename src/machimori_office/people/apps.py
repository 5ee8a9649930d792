"""Organisations, staff, roles, and who may do what."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    """Organisations, staff, roles, and who may do what."""

    name = "machimori_office.people"
