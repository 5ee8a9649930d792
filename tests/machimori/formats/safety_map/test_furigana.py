from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from machimori.formats.safety_map import Piece, furigana, without_furigana
from machimori.formats.safety_map.furigana import has_stray_mark


def test_a_reading_belongs_to_the_characters_before_it() -> None:
    assert furigana("ひばり公園《こうえん》で遊《あそ》ぶ") == (
        Piece("ひばり"),
        Piece("公園", "こうえん"),
        Piece("で"),
        Piece("遊", "あそ"),
        Piece("ぶ"),
    )


def test_a_bar_begins_letters_that_are_no_characters() -> None:
    assert furigana("｜4年《ねん》2組") == (Piece("4年", "ねん"), Piece("2組"))


def test_a_mark_that_belongs_to_nothing_is_noticed() -> None:
    assert has_stray_mark("《よみ》だけ")
    assert has_stray_mark("公園《こうえん")
    assert not has_stray_mark("公園《こうえん》")


@given(st.text(alphabet="公園あ4｜《》 ", max_size=20))
def test_no_letter_is_lost(text: str) -> None:
    read = "".join(piece.reading for piece in furigana(text))
    marks = set("｜《》")
    kept = sorted(
        (without_furigana(text) + read).translate({ord(m): None for m in marks})
    )
    assert kept == sorted(letter for letter in text if letter not in marks)
