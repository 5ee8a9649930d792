"""`manage.py import_orders FOLDER`: do what the console says."""

from __future__ import annotations

from machimori_office.exchange.commands import Import


class Command(Import):
    """On the internet part."""

    help = "Take all new signed files of the other server from a folder."
    part = "public"
