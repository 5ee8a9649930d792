"""`manage.py export_reports FOLDER`: what the internet part did."""

from __future__ import annotations

from machimori_office.exchange.commands import Export


class Command(Export):
    """On the internet part."""

    help = "Write the next signed file for the other server into a folder."
    part = "public"
