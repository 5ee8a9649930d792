"""Whatever people read is complete in Japanese and in English."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from machimori import errors
from machimori.language import Text
from machimori.scene.vocabulary import vocabulary
from tests.source_tree import LIBRARY, OFFICE, modules, yaml_files

JAPANESE = re.compile(r"[、。・：「」（）ぁ-んァ-ヶー一-龠々〆]")
LETTERS = re.compile(r"[A-Za-z]{2,}")


def fields(sentence: str) -> set[str]:
    """Return the names that a sentence leaves to be filled in."""
    named = (field for _, field, _, _ in string.Formatter().parse(sentence) if field)
    return {re.split(r"[.\[]", field)[0] for field in named}


def wording(sentence: str) -> str:
    """Return what a sentence says itself, without its fields."""
    return "".join(text for text, *_ in string.Formatter().parse(sentence))


def faults(ja: str, en: str) -> list[str]:
    found = [] if ja.strip() and en.strip() else ["one language is empty"]
    if fields(ja) != fields(en):
        found.append(f"fields differ: {fields(ja) ^ fields(en)}")
    says_something = LETTERS.search(wording(en)) and ja != en
    if says_something and not JAPANESE.search(ja):
        found.append("the Japanese is not Japanese")
    return found


def all_subclasses(cls: type) -> Iterator[type]:
    for sub in cls.__subclasses__():
        yield sub
        yield from all_subclasses(sub)


@pytest.mark.parametrize(
    "error", list(all_subclasses(errors.MachimoriError)), ids=lambda e: e.__name__
)
def test_an_error_words_itself_in_both_languages(
    error: type[errors.MachimoriError],
) -> None:
    assert isinstance(error.text, Text)
    assert not faults(error.text.ja, error.text.en)


def texts_in_code() -> Iterator[tuple[str, ast.expr, ast.expr]]:
    for module in (*modules(LIBRARY), *modules(OFFICE)):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Text":
                named = {k.arg: k.value for k in node.keywords}
                given = dict(zip(("ja", "en"), node.args, strict=False)) | named
                if {"ja", "en"} <= given.keys():
                    yield f"{module.name}:{node.lineno}", given["ja"], given["en"]


def template(literal: ast.expr) -> str | None:
    """Return a literal as a template whose fields are what it fills in."""
    if isinstance(literal, ast.Constant):
        return str(literal.value)
    if not isinstance(literal, ast.JoinedStr):
        return None
    parts = (_part(part) for part in literal.values)
    return "".join(parts)


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value).replace("{", "{{").replace("}", "}}")
    return "{filled}"


def test_texts_in_code_are_complete() -> None:
    wrong = []
    for where, *literals in texts_in_code():
        ja, en = (template(literal) for literal in literals)
        is_silent = ja == en == ""  # a unit that is not written, on purpose
        if ja is not None and en is not None and not is_silent:
            wrong += [f"{where}: {fault}" for fault in faults(ja, en)]
    assert not wrong


def texts_in_data(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from texts_in_data(item, f"{where}[{index}]")
    if isinstance(node, dict):
        if {"ja", "en"} & node.keys():
            yield where, node
        for key, item in node.items():
            yield from texts_in_data(item, f"{where}/{key}")


def test_texts_in_data_are_complete() -> None:
    wrong = []
    for name, content in (yaml_files(LIBRARY) | yaml_files(OFFICE)).items():
        for where, words in texts_in_data(content, name):
            ja, en = (str(words.get(language) or "") for language in ("ja", "en"))
            wrong += [f"{where}: {fault}" for fault in faults(ja, en)]
    assert not wrong


def test_every_word_of_a_scene_file_has_both_names() -> None:
    terms = vocabulary()
    named = [*terms.kinds.values()]
    named += [p for kind in terms.kinds.values() for p in kind.properties.values()]
    labels = [term.label for term in named] + [*terms.group_labels.values()]
    labels += [
        v for term in named for v in (getattr(term, "values", None) or {}).values()
    ]
    assert labels
    assert not [label for label in labels if faults(label.ja, label.en)]
