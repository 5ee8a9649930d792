"""Towns made of counts, and an attacker who knows no algebra: he tries everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from machimori.incidents import Block, Blocks, Incident, Incidents, When, Where
from machimori.publication import ALL, FEW, Row, Shown, Window

Counts = NDArray[np.int64]
Statement = tuple[list[int], Shown]
"""Cells of a town, and what is told of their sum."""

KINDS = ("bicycle_theft", "car_theft", "arson")
FIRST = date(2024, 1, 1)
MONTH = timedelta(days=30)


def month(number: int) -> Window:
    """Return one of the atoms of time that the made-up towns know."""
    first = FIRST + number * MONTH
    return Window(first, first + MONTH - timedelta(days=1))


def months(first: int, last: int) -> Window:
    return Window(month(first).first_on, month(last).last_on)


def town(counts: Counts, *, residents: int = 1000) -> Incidents:
    """Make a town of (areas, kinds, months) counts."""
    areas, kinds, times = counts.shape
    blocks = tuple(
        Block(id=f"a{n}", name=f"{n}丁目", residents=residents) for n in range(areas)
    )
    items = []
    for area, kind, time in product(range(areas), range(kinds), range(times)):
        on = month(time).first_on
        for number in range(int(counts[area, kind, time])):
            items.append(
                Incident(
                    id=f"{area}-{kind}-{time}-{number}",
                    kind=KINDS[kind],
                    when=When(first_on=on, last_on=on),
                    where=Where(block=f"a{area}", block_name=f"{area}丁目"),
                )
            )
    return Incidents(tuple(items), Blocks(blocks))


def worked_out(
    counts: Counts,
    rows: Iterable[Row] = (),
    *,
    totals: Sequence[Window] = (),
    told: Iterable[Statement] = (),
) -> list[str]:
    """Work out small numbers by trying every town there could be.

    Parameters
    ----------
    counts : (areas, kinds, months) array
        The truth.
    rows : iterable of Row
        All that was published.
    totals : sequence of Window
        For which the attacker knows how many of each kind there were in all.
    told : iterable of Statement
        What else he knows.

    Returns
    -------
    list of str
        The sums of 1 or 2 that are the same in all towns of which the rows are true.
    """
    shape = counts.shape
    towns = _towns(counts)
    fits = np.ones(len(towns), dtype=bool)
    for cells, shown in [*statements(shape, rows, range(shape[0])), *told]:
        sums = towns[:, cells].sum(axis=1)
        high = np.inf if shown.high is None else shown.high
        fits &= (shown.low <= sums) & (sums <= high)
    for window, kind in product(totals, range(shape[1])):
        cells = _flat(shape, range(shape[0]), [kind], _months(window, shape[2]))
        fits &= towns[:, cells].sum(axis=1) == counts.ravel()[cells].sum()
    assert fits.any(), "what was published is not true"
    return [
        str(cells)
        for cells in _secrets(shape)
        if 1 <= counts.ravel()[cells].sum() <= FEW
        and len(np.unique(towns[fits][:, cells].sum(axis=1))) == 1
    ]


def statements(
    shape: tuple[int, ...], rows: Iterable[Row], areas: Sequence[int]
) -> list[Statement]:
    """Say what rows tell of the counts, areas numbered as given."""
    return [(_cells(shape, row, areas), row.shown) for row in rows]


def _towns(counts: Counts) -> Counts:
    """List all towns near the truth: what lies further away can only hide more."""
    reach = [range(max(0, int(c) - 2), int(c) + 3) for c in counts.ravel()]
    return np.array(list(product(*reach)), dtype=np.int64)


def _secrets(shape: tuple[int, ...]) -> list[list[int]]:
    areas, kinds, times = shape
    groups = [[k] for k in range(kinds)] + [list(range(kinds))]
    spans = [list(range(a, b)) for a in range(times) for b in range(a + 1, times + 1)]
    return [
        _flat(shape, [area], group, span)
        for area in range(areas)
        for group in groups
        for span in spans
    ]


def _cells(shape: tuple[int, ...], row: Row, areas: Sequence[int]) -> list[int]:
    kinds = [KINDS.index(kind) for kind in row.kinds]
    own = areas if row.area == ALL else [areas[int(row.area[1:])]]
    return _flat(shape, own, kinds, _months(row.window, shape[2]))


def _months(window: Window, times: int) -> list[int]:
    return [
        number
        for number in range(times)
        if window.first_on <= month(number).first_on <= window.last_on
    ]


def _flat(
    shape: tuple[int, ...],
    areas: Iterable[int],
    kinds: Sequence[int],
    times: Sequence[int],
) -> list[int]:
    return [
        (area * shape[1] + kind) * shape[2] + time
        for area in areas
        for kind in kinds
        for time in times
    ]
