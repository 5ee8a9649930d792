"""Limits against abuse."""

from __future__ import annotations

from django.apps import AppConfig


class Limits(AppConfig):
    """Buckets that fill by the clock, the same for all processes."""

    name = "machimori_office.limits"
