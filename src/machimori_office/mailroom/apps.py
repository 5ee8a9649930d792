"""Mail that comes in."""

from __future__ import annotations

from django.apps import AppConfig


class Mailroom(AppConfig):
    """Mail handed to the mailbox it came to."""

    name = "machimori_office.mailroom"
