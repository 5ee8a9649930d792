"""What earlier publications tell of the counts of today, though a list was revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from machimori.publication.release import ALL, Row
from machimori.publication.shown import Shown
from machimori.publication.tally import Tally, Window

Told = tuple[Window, list[int], list[int], Shown]
"""Of some areas and kinds together, in a window."""

Key = tuple[str, tuple[str, ...], Window]
_Place = tuple[Window, tuple[str, ...]]


def told_before(counted: Tally, earlier: Sequence[Row]) -> Iterator[Told]:
    """Word what was published before as statements about a tally.

    Parameters
    ----------
    counted : Tally
        With all areas and kinds of `earlier`.
    earlier : sequence of Row
        One publication after another.

    Yields
    ------
    tuple of Window, list of int, list of int, Shown
        Each count that is still true; and of each total what is left of it for the
        counts that were hidden, once all that stood beside them is taken away. That
        stays true where only a count beside them was revised since: then the total
        itself is no longer true, and somebody who has kept the old table can subtract
        all the same.
    """
    area_of = {id_: number for number, id_ in enumerate(counted.areas)}
    kind_of = {id_: number for number, id_ in enumerate(counted.kinds)}
    for release in releases(earlier):
        by_place: dict[_Place, dict[int, Shown]] = {}
        for (id_, names, window), shown in release.items():
            if id_ != ALL:
                by_place.setdefault((window, names), {})[area_of[id_]] = shown
        for (window, names), areas in by_place.items():
            kinds = [kind_of[name] for name in names]
            sums = counted.counts[:, kinds][:, :, counted.within(window)].sum((1, 2))
            true = [area for area, one in areas.items() if one.is_true(sums[area])]
            for area in true:
                yield window, [area], kinds, areas[area]
            hidden = [area for area in true if areas[area].count is None]
            beside = [one for area, one in areas.items() if area not in set(hidden)]
            left = _left(_total(release, window, names), beside)
            if hidden and left is not None and left.is_true(int(sums[hidden].sum())):
                yield window, hidden, kinds, left


def releases(rows: Sequence[Row]) -> Iterator[dict[Key, Shown]]:
    """Tell publications apart: none says anything twice.

    Parameters
    ----------
    rows : sequence of Row
        One publication after another.

    Yields
    ------
    dict of tuple to Shown
        By area, kinds and window.
    """
    found: dict[Key, Shown] = {}
    for row in rows:
        key = row.area, row.kinds, row.window
        if key in found:
            yield found
            found = {}
        found[key] = row.shown
    yield found


def _total(
    release: Mapping[Key, Shown], window: Window, kinds: tuple[str, ...]
) -> int | None:
    """Add up the totals of kinds; None where one was not shown exactly."""
    totals = [release.get((ALL, (kind,), window)) for kind in kinds]
    counts = [one.count for one in totals if one is not None]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(kinds) else None


def _left(total: int | None, beside: Sequence[Shown]) -> Shown | None:
    """Take from a total what stood beside."""
    if total is None:
        return None
    ends = [one.high for one in beside]
    most = None if None in ends else sum(end for end in ends if end is not None)
    high = total - sum(one.low for one in beside)
    return Shown("range", 0 if most is None else max(0, total - most), max(0, high))
