"""Texts in the reader's language: Japanese first, English where they chose it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from machimori.language import Language, Text
from machimori_office.web.errors import OfficeError
from machimori_office.web.words import Words


def language() -> Language:
    """Return the language that the reader chose."""
    return "en" if get_language() == "en" else "ja"


def spoken(text: Text) -> str:
    """Word a text."""
    return text.in_(language())


def spoken_words(words: Words) -> str:
    """Word a statement; Japanese where nobody wrote it in the reader's language."""
    return words.in_(language()) or words.ja


def joined(words: Iterable[str]) -> str:
    """List words one after the other, as the reader's language does."""
    return ("、" if language() == "ja" else ", ").join(words)


def said(error: OfficeError) -> str:
    """Word an error."""
    return error.message(language())
