"""Who is erased in the console is erased on the internet part too."""

from __future__ import annotations

from datetime import datetime

from machimori_office.desk.privacy.erasing import Erasure, take
from machimori_office.exchange.contract import Act


def _takes(_key: str, order: Erasure, at: datetime) -> None:
    take(order, at)


CARRIED = (Act(name="erasure", sender="console", takes=_takes, body=Erasure),)
