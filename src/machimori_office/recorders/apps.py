"""Automatic call recorders on loan."""

from __future__ import annotations

from django.apps import AppConfig


class Recorders(AppConfig):
    """Holds the devices and their loans."""

    name = "machimori_office.recorders"
