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


class SeatsElsewhere(OfficeError):
    """The internet part counts the seats still, or the door does already."""

    text = Text(
        ja="席は、始まる{door_h}時間前まで公開側で、そのあとは受付で数えています",
        en="Seats are counted by the internet part until {door_h} hours before it "
        "begins, and then at the door",
    )
