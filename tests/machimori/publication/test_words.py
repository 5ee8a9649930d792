from __future__ import annotations

import pytest

from machimori.publication import why_unpublishable


@pytest.mark.parametrize(
    "words",
    [
        "佐藤くんのうちの前",
        "あやしい人を見た",
        "a strange man stood there",
        "03-1234-5678 に電話",
        "http://example.org を見て",
    ],
)
def test_words_that_tell_of_persons_are_refused(words: str) -> None:
    assert why_unpublishable(words) is not None


@pytest.mark.parametrize(
    "words",
    ["トイレの裏が見えない", "110番する", "おうちの人に話す", "さくら公園", "近くの家"],
)
def test_words_about_places_pass(words: str) -> None:
    assert why_unpublishable(words) is None
