"""Japanese is complete: every message of the source, translated and compiled."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.utils.translation import templatize

import machimori_office

SOURCE = Path(machimori_office.__file__).parent
MESSAGES = SOURCE / "locale" / "ja" / "LC_MESSAGES"
FUNCTIONS = extract.DEFAULT_KEYWORDS | {"gettext_lazy": None}


def read(file: str) -> Catalog:
    with (MESSAGES / file).open("rb") as stream:
        return pofile.read_po(stream) if file.endswith("po") else mofile.read_mo(stream)


def written() -> set[str | tuple[str, ...]]:
    found: set[str | tuple[str, ...]] = set()
    for file in SOURCE.rglob("*.py"):
        found |= _messages(file.read_text(encoding="utf-8"))
    for file in SOURCE.rglob("*.html"):
        found |= _messages(templatize(file.read_text(encoding="utf-8")))
    return found


def _messages(source: str) -> set[str | tuple[str, ...]]:
    file = io.BytesIO(source.encode())
    found = extract.extract("python", file, keywords=FUNCTIONS)
    return {message for _, message, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read("django.po")


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_message_is_translated(catalogue: Catalog) -> None:
    known = {
        tuple(m.id) if isinstance(m.id, list | tuple) else m.id
        for m in messages(catalogue)
        if m.string and not m.fuzzy
    }
    assert sorted(map(str, written() - known)) == []


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    known = {
        tuple(m.id) if isinstance(m.id, list | tuple) else m.id
        for m in messages(catalogue)
    }
    assert sorted(map(str, known - written())) == []


def test_translations_are_japanese_and_keep_their_fields(catalogue: Catalog) -> None:
    fields = re.compile(r"%\(\w+\)[sd]")
    for message in messages(catalogue):
        ids = message.id if isinstance(message.id, list | tuple) else [message.id]
        said = message.string
        words = " ".join(said) if isinstance(said, tuple | list) else said
        assert re.search(r"[ぁ-んァ-ヶ一-龠]|^No\.", words), message.id
        assert set(fields.findall(ids[-1])) == set(fields.findall(words)), message.id


def test_what_is_compiled_is_what_is_written(catalogue: Catalog) -> None:
    compiled = {first(m.id): first(m.string) for m in messages(read("django.mo"))}
    assert compiled == {first(m.id): first(m.string) for m in messages(catalogue)}


def first(words: object) -> object:
    """Japanese has one form for one and for many."""
    return words[0] if isinstance(words, list | tuple) else words
