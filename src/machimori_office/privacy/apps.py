"""Personal data: what is kept, and until when."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Privacy(AppConfig):
    """Knows the personal data of all apps once they are loaded."""

    name = "machimori_office.privacy"

    def ready(self) -> None:
        """Let each app name what it keeps."""
        autodiscover_modules("personal")
