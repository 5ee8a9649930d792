"""The table ``words.yaml``: what names and properties in a model mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori.scene.vocabulary import vocabulary

Sets = Mapping[str, Mapping[str, Any]]

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WHOLE_LETTERS = 3
"""Latin words up to this length have to be the whole word."""


@cache
def table() -> Mapping[str, Any]:
    """Return the table that ships with the library."""
    file = resources.files(__package__).joinpath("words.yaml")
    found: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def meaning(texts: Iterable[str], column: Mapping[str, Iterable[str]]) -> str | None:
    """Find what names mean.

    Parameters
    ----------
    texts : iterable of str
        Names that something goes by.
    column : mapping
        Words by meaning, a part of :func:`table`.

    Returns
    -------
    str or None
        The meaning of the longest word that fits.
    """
    plain = [_plain(text) for text in texts]
    fits = [
        (len(word), what)
        for what, words in column.items()
        for word in map(_plain, words)
        if any(_stands_in(word, text) for text in plain)
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def is_among(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether one of the words stands in one of the names."""
    return meaning(texts, {"": words}) is not None


def stated(sets: Sets, name: str) -> Any:
    """Return a property, from whichever set has it; None where none does."""
    for said in sets.values():
        if said.get(name) not in (None, ""):
            return said[name]
    return None


def own_properties(sets: Sets, kind: str) -> dict[str, Any]:
    """Read the properties of a door or window that the table or the vocabulary names.

    Parameters
    ----------
    sets : mapping
        Property sets by name.
    kind : str
        ``door`` or ``window``.

    Returns
    -------
    dict
        Only values that the vocabulary allows.
    """
    terms = vocabulary().kinds[kind].properties
    ours = {name: name for name, term in terms.items() if term.type == "boolean"}
    ours |= {word: name for name, words in _named().items() for word in words}
    found = {}
    for said in sets.values():
        for name, value in said.items():
            term = terms.get(ours.get(_plain(name), ours.get(name, "")))
            read = None if term is None else _value(value, term.type)
            if term is not None and read is not None:
                found[term.name] = read
    return found


def _named() -> Mapping[str, list[str]]:
    listed = table()["properties"]
    return {ours: [_plain(word) for word in words] for ours, words in listed.items()}


def _value(value: Any, type_: str) -> Any:
    if type_ == "number":
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(value) if is_number else None
    if type_ != "boolean" or isinstance(value, bool):
        return value if type_ == "boolean" else None
    said = _plain(str(value))
    if said in map(_plain, table()["affirmed"]):
        return True
    return False if said in map(_plain, table()["denied"]) else None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(_UMLAUTS).replace("_", " ").strip()


def _stands_in(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    end = r"(?![a-z])" if len(word) <= _WHOLE_LETTERS else ""
    return re.search(rf"(?<![a-z]){re.escape(word)}{end}", text) is not None
