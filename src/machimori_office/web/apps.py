"""The frame around every page."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, styles, middleware; no rows of its own."""

    name = "machimori_office.web"
