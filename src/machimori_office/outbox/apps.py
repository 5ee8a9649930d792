"""Addresses, and messages that wait to leave."""

from __future__ import annotations

from django.apps import AppConfig


class Outbox(AppConfig):
    """Holds the ledger of deliveries."""

    name = "machimori_office.outbox"
