"""What entering, judging and deciding can refuse."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class NotEntered(OfficeError):
    """A person cannot enter a work, or has entered the same one."""

    text = Text(
        ja="この作品は応募できません。対象の学年、文字数、同じ作品でないかを確かめてください",
        en="This work cannot be entered: look at who may enter, length and doubles",
    )


class JudgingOpen(OfficeError):
    """Somebody has not judged everything."""

    text = Text(
        ja="まだ審査していない作品が{count}点あります。審査員に知らせてください",
        en="{count} works are not judged yet. Remind the judges",
    )


class TieOpen(OfficeError):
    """The end of an award falls between equals."""

    text = Text(
        ja="賞の境目に同点の作品が{count}点あります。先に順位を決めてください",
        en="{count} works are equal where an award ends. Decide between them first",
    )
