"""What the headings of a list mean, and which of them are left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori.incidents.vocabulary import folded

SEARCHED_LINES = 20
"""Headings stand among the first so many lines of a file."""

FEWEST = 2
"""A line with fewer known headings is none of headings."""

_ROUND_TRIPS = (("cp932", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "cp932"))
"""As what text was read, and what it was."""


@dataclass(frozen=True)
class Layout:
    """Which column holds what.

    Parameters
    ----------
    columns : mapping of str to int
        First column of each thing that is read.
    repeats : tuple of (int, int)
        Columns that stand there twice: the first, and the one after.
    of_persons, not_read : tuple of str
        Headings left behind.
    was_garbled : bool
        Whether the headings had to be read again.
    is_by_position : bool
        Whether the headings are lost, and the national order was assumed.
    """

    columns: Mapping[str, int]
    repeats: tuple[tuple[int, int], ...] = ()
    of_persons: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    was_garbled: bool = False
    is_by_position: bool = False


def find_layout(lines: Sequence[Sequence[str]]) -> tuple[int, Layout] | None:
    """Find the line of headings.

    Parameters
    ----------
    lines : sequence of sequence of str
        The first lines of a file.

    Returns
    -------
    (int, Layout) or None
        The number of the line, from 0, and what its columns hold; None where no line
        is one of headings.
    """
    searched = lines[:SEARCHED_LINES]
    for number, cells in enumerate(searched):
        layout = _layout(cells)
        if _is_enough(layout):
            return number, layout
    for number, cells in enumerate(searched):
        again = next(_read_again(cells), None)
        if again is not None:
            return number, again
    for number, cells in enumerate(searched[1:], start=1):
        if _is_national(cells):
            return number - 1, _national(searched[number - 1])
    return None


def _layout(cells: Sequence[str], *, was_garbled: bool = False) -> Layout:
    columns: dict[str, int] = {}
    repeats, of_persons, not_read = [], [], []
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells):
        heading = folded(cell)
        if heading in seen:
            repeats.append((seen[heading], number))
            continue
        if heading:
            seen[heading] = number
        name = _names().get(heading)
        if name is not None and name not in columns:
            columns[name] = number
        elif heading in _of_persons():
            of_persons.append(cell.strip())
        elif heading:
            not_read.append(cell.strip())
    _tell_place_from_setting(columns)
    return Layout(
        columns, tuple(repeats), tuple(of_persons), tuple(not_read), was_garbled
    )


def _tell_place_from_setting(columns: dict[str, int]) -> None:
    """発生場所 is a setting beside a column of blocks, and the block itself without."""
    if "place" not in columns:
        return
    place = columns.pop("place")
    if "block" not in columns:
        columns["block"] = place
    else:
        columns.setdefault("setting", place)


def _is_enough(layout: Layout) -> bool:
    return len(layout.columns) >= FEWEST


def _read_again(cells: Sequence[str]) -> Iterator[Layout]:
    for read_as, was in _ROUND_TRIPS:
        layout = _layout([_undone(c, read_as, was) for c in cells], was_garbled=True)
        if _is_enough(layout):
            yield layout


def _undone(cell: str, read_as: str, was: str) -> str:
    with suppress(UnicodeError):
        return cell.encode(read_as).decode(was)
    return cell


def _is_national(cells: Sequence[str]) -> bool:
    """Whether a line begins as those of the national layout do."""
    if len(cells) < len(_terms()["national"]):
        return False
    code = cells[4].strip()
    return cells[0].strip() == "窃盗" and (not code or code.isdigit())


def _national(headings: Sequence[str]) -> Layout:
    named = enumerate(_terms()["national"])
    columns = {name: number for number, name in named if name}
    return Layout(
        columns, is_by_position=True, not_read=tuple(headings[len(columns) :])
    )


@cache
def _names() -> Mapping[str, str]:
    """Names of what is read, by folded heading."""
    return {
        folded(heading): name
        for name, headings in _terms()["read"].items()
        for heading in (name, *headings)
    }


@cache
def _of_persons() -> frozenset[str]:
    return frozenset(folded(heading) for heading in _terms()["of_persons"])


@cache
def _terms() -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("headings.yaml")
    terms: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return terms
