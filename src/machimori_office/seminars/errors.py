"""What seats can refuse."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class Full(OfficeError):
    """No seat is free for so many."""

    text = Text(
        ja="空いている席は{free}です。人数を減らすか、席が空くまで待ってください",
        en="{free} seats are free. Take fewer, or wait until one is free",
    )


class SeatsHeld(OfficeError):
    """There would be fewer seats than are taken."""

    text = Text(
        ja="もう{taken}席が埋まっています。定員はそれより少なくできません",
        en="{taken} seats are taken: there cannot be fewer",
    )
