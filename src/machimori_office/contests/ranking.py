"""Who is before whom: by the mean of the judges' marks, exactly; ties by a rule.

The mean and not the sum, since a judge who is related to an entry steps back. Equals
are told apart by the criteria in their order, then by a decision that was written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Id = TypeVar("Id")


@dataclass(frozen=True, kw_only=True)
class Given(Generic[Id]):
    """One mark."""

    entry: Id
    judge: Id
    criterion: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Standing(Generic[Id]):
    """Where an entry stands.

    Parameters
    ----------
    total : Fraction
        Mean over the judges of the sum over the criteria.
    means : tuple of Fraction
        By criterion, in the order in which they decide.
    place : int
        From 1; equals share the upper one.
    is_tied : bool
        Whether the rule leaves it equal to another.
    """

    entry: Id
    judges: int
    total: Fraction
    means: tuple[Fraction, ...]
    place: int
    is_tied: bool

    @property
    def shown(self) -> str:
        """The total in two decimals, for reading; places go by the fraction."""
        return f"{float(self.total):.2f}"


def ranked(
    marks: Iterable[Given[Id]],
    criteria: Sequence[str],
    *,
    decided: Mapping[Id, int] | None = None,
) -> list[Standing[Id]]:
    """Put entries in order.

    Parameters
    ----------
    marks : iterable of Given
    criteria : sequence of str
        In the order in which they tell equals apart.
    decided : mapping, optional
        The order that a decision gave to equals; it moves nobody else.

    Returns
    -------
    list of Standing
        The first place first; entries without marks are not in it.
    """
    decided = decided or {}
    found = _means(marks, criteria)
    keys = {
        entry: (sum(means), means, -decided.get(entry, 0))
        for entry, (_, means) in found.items()
    }
    order = sorted(keys, key=lambda entry: keys[entry], reverse=True)
    counts: dict[object, int] = {}
    for key in keys.values():
        counts[key] = counts.get(key, 0) + 1
    standings, place = [], 0
    for position, entry in enumerate(order, start=1):
        if position == 1 or keys[entry] != keys[order[position - 2]]:
            place = position
        judges, means = found[entry]
        standings.append(
            Standing(
                entry=entry,
                judges=judges,
                total=sum(means, Fraction(0)),
                means=means,
                place=place,
                is_tied=counts[keys[entry]] > 1,
            )
        )
    return standings


def _means(
    marks: Iterable[Given[Id]], criteria: Sequence[str]
) -> dict[Id, tuple[int, tuple[Fraction, ...]]]:
    sums: dict[Id, dict[str, int]] = {}
    judges: dict[Id, set[Id]] = {}
    for mark in marks:
        of = sums.setdefault(mark.entry, dict.fromkeys(criteria, 0))
        of[mark.criterion] = of.get(mark.criterion, 0) + mark.points
        judges.setdefault(mark.entry, set()).add(mark.judge)
    return {
        entry: (
            len(judges[entry]),
            tuple(
                Fraction(of[criterion], len(judges[entry])) for criterion in criteria
            ),
        )
        for entry, of in sums.items()
    }


def awarded(
    standings: Sequence[Standing[Id]], counts: Sequence[int]
) -> tuple[list[list[Id]], list[Id]]:
    """Give the awards out, the highest first.

    Parameters
    ----------
    standings : sequence of Standing
        As `ranked` gives them.
    counts : sequence of int
        How many get each award.

    Returns
    -------
    list of list
        Who gets each award.
    list
        Equals between whom the end of an award falls: somebody has to decide.
    """
    given: list[list[Id]] = []
    open_: list[Id] = []
    begin = 0
    for count in counts:
        end = begin + count
        given.append([s.entry for s in standings[begin:end]])
        if 0 < end < len(standings):
            last, next_ = standings[end - 1], standings[end]
            if last.place == next_.place:
                open_ += [s.entry for s in standings if s.place == last.place]
        begin = end
    return given, list(dict.fromkeys(open_))
