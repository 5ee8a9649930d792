"""Readings above the characters (ふりがな), written as Aozora Bunko does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from machimori.language import Text

_READ = re.compile(
    r"(?:｜(?P<marked>[^｜《》]+)|(?P<kanji>[一-鿿々〆ヶ〇豈-﫿]+))《(?P<reading>[^｜《》]+)》"
)
_MARKS = re.compile(r"[｜《》]")

NOTATION = Text(
    ja="ふりがなの書き方「漢字《かんじ》」または「｜4年《ねん》」",
    en="readings as 漢字《かんじ》, or ｜4年《ねん》",
)


@dataclass(frozen=True)
class Piece:
    """Some letters, and how they are read.

    Parameters
    ----------
    base : str
    reading : str
        Empty where the letters need none.
    """

    base: str
    reading: str = ""


def furigana(text: str) -> tuple[Piece, ...]:
    """Take the readings out of a text.

    Parameters
    ----------
    text : str
        ``漢字《かんじ》``: the reading of the characters before it; ``｜`` begins
        letters that are no such characters, as in ``｜4年《ねん》``.

    Returns
    -------
    tuple of Piece
        In order; a mark that belongs to nothing is left where it stands.

    Source
    ------
    青空文庫「組版案内」「注記一覧」: the marks 《 》 and ｜.
    """
    pieces, end = [], 0
    for found in _READ.finditer(text):
        if found.start() > end:
            pieces.append(Piece(text[end : found.start()]))
        base = found["marked"] or found["kanji"]
        pieces.append(Piece(base, found["reading"]))
        end = found.end()
    return (*pieces, Piece(text[end:])) if end < len(text) else tuple(pieces)


def without_furigana(text: str) -> str:
    """Return the letters alone, as they are read aloud or listed."""
    return "".join(piece.base for piece in furigana(text))


def has_stray_mark(text: str) -> bool:
    """Whether a mark of readings belongs to nothing."""
    return any(_MARKS.search(piece.base) for piece in furigana(text))
