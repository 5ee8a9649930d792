"""Two boxes: orders go out to the internet part, reports come back."""

from __future__ import annotations

from django.apps import AppConfig


class Exchange(AppConfig):
    """The signed files between the console and the internet part."""

    name = "machimori_office.exchange"
