"""`manage.py export_orders FOLDER`: what the internet part is to do."""

from __future__ import annotations

from machimori_office.exchange.commands import Export


class Command(Export):
    """On the console."""

    help = "Write the next signed file for the other server into a folder."
    part = "console"
