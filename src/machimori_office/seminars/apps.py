"""Seminars for residents."""

from __future__ import annotations

from django.apps import AppConfig


class Seminars(AppConfig):
    """Holds seminars and who takes part, until their time is over."""

    name = "machimori_office.seminars"
