"""Japanese is complete: every message of each app, translated and compiled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.machimori_office.translations import (
    APPS,
    Id,
    catalogue,
    compiled,
    is_translated,
    messages,
    po,
    written,
)

WORDED = [app for app in APPS if written(app)]
of_each_app = pytest.mark.parametrize("app", WORDED, ids=lambda app: app.name)


@of_each_app
def test_every_message_is_translated(app: Path) -> None:
    known = {id_ for id_, m in messages(catalogue(app)) if is_translated(m)}
    assert sorted(map(str, written(app) - known)) == [], "run `make messages`"


@of_each_app
def test_no_translation_is_left_over(app: Path) -> None:
    known = {id_ for id_, _ in messages(catalogue(app))}
    assert sorted(map(str, known - written(app))) == [], "run `make messages`"


@of_each_app
def test_translations_are_japanese_and_keep_their_fields(app: Path) -> None:
    fields = re.compile(r"%\(\w+\)[sd]")
    for id_, message in messages(catalogue(app)):
        longest = id_ if isinstance(id_, str) else id_[-1]
        words = first(message.string)
        assert re.search(r"[ぁ-んァ-ヶー一-龠]|^No\.", words), id_
        assert set(fields.findall(longest)) == set(fields.findall(words)), id_


@of_each_app
def test_what_is_compiled_is_what_is_written(app: Path) -> None:
    inside = {first(m.id): first(m.string) for _, m in messages(compiled(app))}
    assert inside == {first(m.id): first(m.string) for _, m in messages(catalogue(app))}


def test_a_message_reads_the_same_in_every_app() -> None:
    said: dict[Id, str] = {}
    for app in WORDED:
        for id_, message in messages(catalogue(app)):
            words = first(message.string)
            assert said.setdefault(id_, words) == words, f"{po(app)}: {id_}"


def first(words: object) -> str:
    """Japanese has one form for one and for many."""
    return str(words[0] if isinstance(words, list | tuple) else words)
