"""What the one search finds: each duty says it in its `searching.py`.

There a function ``search(staff, sought, limit)`` yields a `Hit` for each thing that
fits and that this member of staff may see, the newest first: one query a kind of thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Field, Func, Q, Value
from django.db.models.lookups import IContains
from django.db.models.sql.compiler import SQLCompiler

from machimori_office.web.tasks import Words

MOST_LETTERS, MOST_WORDS = 100, 5
_DASHES = re.compile(r"[‐‑‒–—―−]|(?<=\d)ー(?=\d)")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_TO_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something that was found.

    Parameters
    ----------
    title : str
        As a list of its kind would name it.
    what : str
        What it is; hits of one kind stand together.
    url : str
    on : date, optional
    among : str
        The address of the list that has all of its kind; the page offers it where more
        were found than it shows.
    """

    title: Words
    what: Words
    url: str
    on: date | None = None
    among: str = ""


Search = Callable[[Any, "Sought", int], Iterable[Hit]]
"""Takes the signed-in member of staff, what was typed and how many are enough."""


@dataclass(frozen=True)
class Sought:
    """What somebody typed, so that width, kana and dashes make no difference."""

    text: str

    @classmethod
    def typed(cls, written: str) -> Sought:
        """Read what stands in the box."""
        return cls(comparable(written[:MOST_LETTERS]))

    @property
    def words(self) -> list[str]:
        """The words that must all be there."""
        return self.text.split()[:MOST_WORDS]

    def within(self, *fields: str, usual: Mapping[str, str] | None = None) -> Q:
        """Keep the rows that have each word in one of the fields.

        Parameters
        ----------
        *fields : str
        usual : mapping, optional
            What most rows have in a field: they are passed over without a look inside.
        """
        found = (_anywhere(word, fields, usual or {}) for word in self.words)
        return reduce(and_, found, Q())


def comparable(written: str) -> str:
    """Make full width, half width and every dash the same."""
    # PostgreSQL's text cannot hold the first of these: nothing can be called so.
    plain = unicodedata.normalize("NFKC", written.replace("\0", " "))
    return " ".join(_DASHES.sub("-", plain).split())


def spellings(word: str) -> list[str]:
    """Return the ways in which a word may have been written down."""
    ways = (word, *(word.translate(t) for t in (_TO_KATAKANA, _TO_HIRAGANA, _TO_WIDE)))
    return list(dict.fromkeys(ways))


def closed_up(field: str) -> Func:
    """Return a name's column without its blanks: 青木ハナ finds 青木　ハナ."""
    narrow = Func(F(field), Value(" "), Value(""), function="REPLACE")
    wide = Value("\N{IDEOGRAPHIC SPACE}")
    return Func(narrow, wide, Value(""), function="REPLACE", output_field=CharField())


def _anywhere(word: str, fields: Iterable[str], usual: Mapping[str, str]) -> Q:
    return reduce(or_, (_in_field(word, field, usual.get(field)) for field in fields))


def _in_field(word: str, field: str, usual: str | None) -> Q:
    written = spellings(word)
    there = reduce(or_, (Q(**{_within(field, way): way}) for way in written))
    if usual is None or any(way.casefold() in usual.casefold() for way in written):
        return there
    return ~Q(**{field: usual}) & there


def _within(field: str, way: str) -> str:
    """Ask for case only where there is any: PostgreSQL turns every row over for it."""
    has_case = way.upper() != way.lower()
    return f"{field}__holds" if has_case else f"{field}__contains"


class Holds(IContains):
    """Whether a text holds a word, a to z in either case: as SQLite compares them.

    PostgreSQL's `icontains` folds the letters of all scripts, for which it takes
    several times as long over a text in Japanese.
    """

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Sequence[Any]]:
        """Fold bytes, not letters."""
        field, before = compiler.compile(self.lhs)
        pattern, given = self.process_rhs(compiler, connection)
        folded = [f'UPPER({text}::text COLLATE "C")' for text in (field, pattern)]
        return " LIKE ".join(folded), [*before, *given]


# Its own name stays `icontains`, by which SQLite knows how to ask.
Field.register_lookup(Holds, "holds")
