"""What residents' pages say, in the three varieties side by side (`words/*.yaml`).

Plain Japanese carries its readings as 漢字《かんじ》, which becomes ruby.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from machimori.strict_yaml import load_strict
from machimori_office.web.words import Variety, Words

_RUBY = re.compile("([一-鿿々〆ヶ]+)《([ぁ-んァ-ンー]+)》")


@cache
def texts() -> Mapping[str, Words]:
    """Return every text by its file and key: `home.title`."""
    folder = resources.files(__package__).joinpath("words")
    return {
        f"{file.name.removesuffix('.yaml')}.{key}": Words(**written)
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        for key, written in _document(file.name, file.read_text("utf-8")).items()
    }


def plain(name: str, variety: Variety, **values: object) -> str:
    """Word a text without its readings: for titles and attributes."""
    said = _RUBY.sub(r"\1", texts()[name].in_(variety))
    return said.format_map({key: str(value) for key, value in values.items()})


def html(name: str, variety: Variety, **values: object) -> SafeString:
    """Word a text with its readings above it; what fills it in is escaped."""
    said = with_readings(texts()[name].in_(variety))
    filled = {key: escape(str(value)) for key, value in values.items()}
    # Text and readings are escaped already, and so is all that is filled in.
    return mark_safe(said.format_map(filled))


def with_readings(text: str) -> SafeString:
    """Put the readings of a text above its characters."""
    escaped = escape(text)
    return mark_safe(_RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", escaped))


def _document(file: str, text: str) -> dict[str, dict[str, str]]:
    written: dict[str, dict[str, str]] = load_strict(text, file=file).value
    return written
