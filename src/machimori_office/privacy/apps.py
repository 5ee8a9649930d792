"""Personal data: what is kept, and until when."""

from __future__ import annotations

from django.apps import AppConfig


class Privacy(AppConfig):
    """The register of personal data, disclosure and erasure."""

    name = "machimori_office.privacy"
