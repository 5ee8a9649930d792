"""What a subscriber chose: kinds of mail, districts, and the languages they read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from machimori.errors import UnknownName
from machimori.language import Text
from machimori_office.subscriptions.kinds import Kind, Kinds, is_below
from machimori_office.web.words import VARIETIES


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The choices of one subscriber; with none, all of it.

    Parameters
    ----------
    kinds : tuple of str
        Paths of kinds (``city/phone``): each means all below it. Empty: all kinds.
    areas : tuple of str
        Codes of districts. Empty: the whole city.
    reads : str
        Varieties in the order in which they are read, as the keys of letters:
        ``ja``, ``ja+en``, ``easy``.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    reads: str = "ja"


EVERYTHING = Choices()
"""What who chooses nothing gets."""


def checked(choices: Choices, kinds: Kinds, *, areas: Collection[str]) -> Choices:
    """Return choices as they are kept: nothing twice, nothing below what is chosen.

    Raises
    ------
    UnknownName
        A kind, a district or a language that there is not.
    """
    for kind in choices.kinds:
        kinds.path(kind)
    for area in choices.areas:
        if area not in areas:
            raise UnknownName(_AREA, area, tuple(areas))
    read = choices.reads.split("+")
    if len(set(read)) != len(read) or not set(read) <= set(VARIETIES):
        raise UnknownName(_LANGUAGE, choices.reads, VARIETIES)
    wanted = tuple(c for c in kinds.categories() if is_below(c, choices.kinds))
    return replace(
        choices,
        kinds=covering(wanted, kinds) if choices.kinds else (),
        areas=tuple(sorted(set(choices.areas))),
    )


def without(choices: Choices, category: str, kinds: Kinds) -> Choices | None:
    """Return choices without a kind and all below it; None where nothing is left.

    Parameters
    ----------
    choices : Choices
    category : str
        Of the mail whose reader does not want more of it.
    kinds : Kinds
        Of who chose all, all others stay.
    """
    chosen = choices.kinds or tuple(kind.id for kind in kinds.kinds)
    left = tuple(
        each
        for each in kinds.categories()
        if is_below(each, chosen) and not is_below(each, [category])
    )
    return replace(choices, kinds=covering(left, kinds)) if left else None


def covering(wanted: Collection[str], kinds: Kinds) -> tuple[str, ...]:
    """Return the fewest kinds that mean exactly these categories; all is empty."""
    if set(wanted) == set(kinds.categories()):
        return ()
    return tuple(_covering(frozenset(wanted), kinds.kinds, ""))


def above(category: str) -> tuple[str, ...]:
    """Return a category and the kinds above it: ``a``, ``a/b``, ``a/b/c``."""
    words = category.split("/")
    return tuple("/".join(words[: n + 1]) for n in range(len(words)))


def _covering(
    wanted: frozenset[str], level: Iterable[Kind], prefix: str
) -> Iterator[str]:
    for kind in level:
        path = f"{prefix}{kind.id}"
        leaves = _leaves(kind, path)
        if leaves <= wanted:
            yield path
        elif leaves & wanted:
            yield from _covering(wanted, kind.below, f"{path}/")


def _leaves(kind: Kind, path: str) -> frozenset[str]:
    if not kind.below:
        return frozenset([path])
    inside = (_leaves(below, f"{path}/{below.id}") for below in kind.below)
    return frozenset().union(*inside)


_AREA = Text(ja="地域", en="district")
_LANGUAGE = Text(ja="読むことば", en="language")
