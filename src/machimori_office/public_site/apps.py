"""Residents' pages."""

from __future__ import annotations

from django.apps import AppConfig


class PublicSite(AppConfig):
    """Shows residents what was sent, and takes their registrations; no rows."""

    name = "machimori_office.public_site"
