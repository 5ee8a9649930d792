"""Contests of slogans and posters."""

from __future__ import annotations

from django.apps import AppConfig


class Contests(AppConfig):
    """Holds contests, and entries until their time is over."""

    name = "machimori_office.contests"
