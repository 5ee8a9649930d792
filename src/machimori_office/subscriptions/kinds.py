"""Kinds of alerts in three levels, as a city has them: 市内 – 不審電話 – その他."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from machimori.errors import UnknownName
from machimori.language import Text
from machimori_office.web.words import VARIETIES, Variety, Words

LEVELS = 3
"""Where (市内/市外/一般), what, and more closely what."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind, and those below it.

    Parameters
    ----------
    id : str
        A stable word, unique among its neighbours; the whole is a path of words.
    name : Words
    below : tuple of Kind
    counts_as : str
        The row of the year's figures; empty means as the kind above it.
    may_name : bool
        Whether a person may be named: a missing one, with the family's consent.
    needs_two : bool
        Whether a second person must approve.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: Words
    below: tuple[Kind, ...] = ()
    counts_as: str = ""
    may_name: bool = False
    needs_two: bool = False


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """All kinds of a city, and the rows of its yearly figures."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    kinds: tuple[Kind, ...]
    figures: Mapping[str, Words] = field(default_factory=dict)

    def path(self, category: str) -> tuple[Kind, ...]:
        """Return the kinds from the top to a category such as ``city/phone/other``.

        Raises
        ------
        UnknownName
        """
        found: list[Kind] = []
        level: Iterable[Kind] = self.kinds
        for word in category.split("/"):
            kind = next((k for k in level if k.id == word), None)
            if kind is None:
                raise UnknownName(_KIND, category, self.categories())
            found.append(kind)
            level = kind.below
        return tuple(found)

    def categories(self) -> tuple[str, ...]:
        """Return the path of every kind that nothing is below."""
        return tuple(_leaves(self.kinds, ""))

    def label(self, category: str, variety: Variety) -> str:
        """Name a category with all its levels."""
        names = [kind.name.in_(variety) for kind in self.path(category)]
        return (" – " if variety == "en" else "－").join(names)

    def figure(self, category: str) -> str:
        """Return the row of the year's figures that a category counts in."""
        rows = [kind.counts_as for kind in self.path(category) if kind.counts_as]
        return rows[-1] if rows else "other"

    def may_name(self, category: str) -> bool:
        """Whether alerts of this category may name a person."""
        return any(kind.may_name for kind in self.path(category))

    def needs_two(self, category: str) -> bool:
        """Whether alerts of this category need a second person."""
        return any(kind.needs_two for kind in self.path(category))


_KIND = Text(ja="配信の種別", en="kind of alert")


def _leaves(kinds: Iterable[Kind], above: str) -> Iterator[str]:
    for kind in kinds:
        path = f"{above}/{kind.id}" if above else kind.id
        if kind.below:
            yield from _leaves(kind.below, path)
        else:
            yield path


def is_below(category: str, kinds: Iterable[str]) -> bool:
    """Whether a category is one of these kinds, or below one."""
    return any(category == kind or category.startswith(f"{kind}/") for kind in kinds)


def unnamed(kinds: Kinds) -> tuple[str, ...]:
    """Return the categories whose name lacks a variety."""
    return tuple(
        category
        for category in kinds.categories()
        for variety in VARIETIES
        if not all(kind.name.in_(variety) for kind in kinds.path(category))
    )
