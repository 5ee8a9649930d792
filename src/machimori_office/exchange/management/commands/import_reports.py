"""`manage.py import_reports FOLDER`: hear what the internet part did."""

from __future__ import annotations

from machimori_office.exchange.commands import Import


class Command(Import):
    """On the console."""

    help = "Take all new signed files of the other server from a folder."
    part = "console"
