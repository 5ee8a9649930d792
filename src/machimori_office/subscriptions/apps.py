"""Who gets safety mail."""

from __future__ import annotations

from django.apps import AppConfig


class Subscriptions(AppConfig):
    """Holds subscribers and their choices."""

    name = "machimori_office.subscriptions"
