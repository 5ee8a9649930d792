"""What this app refuses."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.web.errors import OfficeError


class SameHands(OfficeError):
    """Whoever made something, or proposed it, does not let it out alone."""

    text = Text(
        ja="自分で作ったもの、公表を提案したものは、ほかの承認者が出します",
        en="Somebody who neither made nor proposed it has to let it out",
    )


class OthersAreOut(OfficeError):
    """Something became public with which these counts were never held together."""

    text = Text(
        ja="計算したあとに、ほかの件数が公表されたか、承認待ちになりました。引き算で少ない件数が"
        "分からないか確かめるため、「同じ内容で計算し直す」を押してください",
        en="Other counts became public, or wait to be, since these were computed. "
        "Compute them again, so that subtraction is checked",
    )


class NothingToCompare(OfficeError):
    """The boundaries of a list share no place with a forecast."""

    text = Text(
        ja="この一覧の町丁目の境界には、予測した町丁目が一つもありません。予測したときと同じ市の境界で"
        "読み直した一覧を選んでください",
        en="The boundaries of this list have none of the blocks forecast. Choose one "
        "that was read with the boundaries of the same city",
    )
