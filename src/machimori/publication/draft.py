"""A publication in the making: what is counted, how it is shown, what is held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from machimori.incidents import incident_vocabulary
from machimori.publication.earlier import told_before
from machimori.publication.knowledge import Cells, Knowledge
from machimori.publication.release import ALL, Row
from machimori.publication.shown import (
    FEW,
    WITHHELD,
    ZERO,
    Shown,
    shown_count,
    shown_sum,
)
from machimori.publication.tally import Counts, Tally, Window

MOST_WITHHELD = 3
"""So many areas of a column are held back before its kinds are put together instead."""

Part = tuple[int, int, int]
"""Place of an area, of a column of kinds, and of a window."""

Statement = tuple[Cells, Shown]
"""Places of counts, and what is shown of their sum."""


@dataclass
class Draft:
    """What would be published, and what could be known of it.

    Parameters
    ----------
    counted : Tally
        Kinds that are asked for come first.
    kinds : tuple of str
        That are asked for.
    windows : tuple of Window
    earlier : tuple of Row
        Published before.
    are_totals_known : bool
        Whether everybody knows the total of each kind over all areas.
    columns : list of tuple of int
        Kinds that are counted together; a kind in none is not shown by area.
    withheld : set of Part
    """

    counted: Tally
    kinds: tuple[str, ...]
    windows: tuple[Window, ...]
    earlier: tuple[Row, ...] = ()
    are_totals_known: bool = True
    columns: list[tuple[int, ...]] = field(default_factory=list)
    withheld: set[Part] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.columns = [(number,) for number in range(len(self.kinds))]
        counts = self.counted.counts
        self.areas: list[int] = np.flatnonzero(counts.any(axis=(1, 2))).tolist()
        """Areas in which anything happened: of all others everything is zero."""
        self.atoms = [
            np.flatnonzero(self.counted.within(window)).tolist()
            for window in self.windows
        ]

    @property
    def _quiet(self) -> list[int]:
        """Areas in which nothing happened: every column shows it."""
        return sorted(set(range(len(self.counted.areas))) - set(self.areas))

    @property
    def shown_kinds(self) -> tuple[int, ...]:
        """Kinds that are shown by area."""
        return tuple(kind for column in self.columns for kind in column)

    def parts(self) -> dict[Part, Shown]:
        """Show every area, column and window in which anything happened."""
        shown: dict[Part, Shown] = {}
        for number, atoms in enumerate(self.atoms):
            sums = self.counted.counts[:, :, atoms].sum(axis=2)
            for place, column in enumerate(self.columns):
                counts = sums[:, column].sum(axis=1)
                for area in self.areas:
                    part = (area, place, number)
                    is_withheld = part in self.withheld
                    count = int(counts[area])
                    shown[part] = WITHHELD if is_withheld else shown_count(count)
        return shown

    def by_area(self, shown: Mapping[Part, Shown]) -> Iterator[tuple[int, int, Shown]]:
        """Show what all columns of an area sum to, no better than these tell."""
        for number, atoms in enumerate(self.atoms):
            sums = self.counted.counts[:, :, atoms].sum(axis=2)
            totals = sums[:, self.shown_kinds].sum(axis=1)
            for area in self.areas:
                parts = [shown[area, c, number] for c in range(len(self.columns))]
                total = shown_sum(parts, int(totals[area])) if parts else ZERO
                yield area, number, total

    def total(self, kinds: Sequence[int], number: int) -> int:
        """Count some kinds over all areas in a window."""
        chosen: Counts = self.counted.counts[:, kinds][:, :, self.atoms[number]]
        return int(chosen.sum())

    def knowledge(self) -> Knowledge:
        """Collect all that anybody could know once this is published."""
        known = Knowledge(self.counted.size)
        shown = self.parts()
        for (area, column, number), one in shown.items():
            known.learn(self._cells([area], self.columns[column], number), one)
        for number in range(len(self.windows)):
            known.learn(self._cells(self._quiet, self.shown_kinds, number), ZERO)
        self._learn_sums(known, shown)
        self._learn_earlier(known)
        if self.are_totals_known:
            self._learn_totals(known)
        return known

    def statements(self, number: int) -> Iterator[Statement]:
        """Yield all that is said of the counts (areas times kinds) of one window."""
        count = len(self.counted.kinds)

        def cells(areas: Sequence[int], kinds: Sequence[int]) -> Cells:
            return tuple(area * count + kind for area in areas for kind in kinds)

        shown = self.parts()
        for (area, column, window), one in shown.items():
            if window == number:
                yield cells([area], self.columns[column]), one
        for area, window, one in self.by_area(shown):
            if window == number:
                yield cells([area], self.shown_kinds), one
        yield cells(self._quiet, self.shown_kinds), ZERO
        every = range(len(self.counted.areas))
        for window, kinds, one in self.totals():
            if window == number:
                yield cells(every, kinds), self._known_total(kinds, number, one)

    def _known_total(self, kinds: Sequence[int], number: int, shown: Shown) -> Shown:
        if not self.are_totals_known:
            return shown
        total = self.total(kinds, number)
        return Shown("exact", total, total)

    def _learn_totals(self, known: Knowledge) -> None:
        """Add how many there were of each kind in all, now and in earlier windows."""
        everywhere = range(len(self.counted.areas))
        counts = self.counted.counts
        for window in {*self.windows, *(row.window for row in self.earlier)}:
            atoms = np.flatnonzero(self.counted.within(window)).tolist()
            for kind in range(counts.shape[1]):
                total = int(counts[:, kind, atoms].sum())
                cells = self._flat(everywhere, [kind], atoms)
                known.learn(cells, Shown("exact", total, total))

    def totals(self) -> Iterator[tuple[int, tuple[int, ...], Shown]]:
        """Show the totals over all areas, by window.

        Exactly, by kind, where everybody knows them; else by column and no better than
        the areas tell, so that they give nothing away.
        """
        shown = {} if self.are_totals_known else self.parts()
        for number in range(len(self.windows)):
            if self.are_totals_known:
                for kind in range(len(self.kinds)):
                    yield number, (kind,), shown_count(self.total([kind], number))
                continue
            for place, column in enumerate(self.columns):
                areas = [shown[area, place, number] for area in self.areas]
                yield number, column, shown_sum(areas, self.total(column, number))

    def _learn_sums(self, known: Knowledge, shown: Mapping[Part, Shown]) -> None:
        """Add the sums of areas that tell more than their parts; none should."""
        for area, number, one in self.by_area(shown):
            parts = [shown[area, c, number] for c in range(len(self.columns))]
            low = sum(part.low for part in parts)
            high = sum(np.inf if p.high is None else p.high for p in parts)
            if one.low > low or (one.high is not None and one.high < high):
                known.learn(self._cells([area], self.shown_kinds, number), one)

    def _learn_earlier(self, known: Knowledge) -> None:
        """Add what was published before; where it was revised since, it misleads."""
        for window, areas, kinds, shown in told_before(self.counted, self.earlier):
            atoms = np.flatnonzero(self.counted.within(window)).tolist()
            known.learn(self._flat(areas, kinds, atoms), shown)

    def sensitive(self) -> list[Cells]:
        """List the sums of an area that nobody may work out, by kind and time."""
        every = range(len(self.counted.kinds))
        atoms = [[number] for number in range(len(self.counted.atoms))]
        times = [*atoms, *self.atoms]
        groups = [*([kind] for kind in every), *self.columns, every]
        found = {
            self._flat([area], group, time)
            for area in self.areas
            for group in groups
            for time in times
        }
        counts = self.counted.counts.ravel()
        return sorted(c for c in found if 1 <= counts[list(c)].sum() <= FEW)

    def hold_back(self, given: Sequence[Cells], *, own_first: bool = False) -> bool:
        """Hold something more back, so that less is given away.

        Parameters
        ----------
        given : sequence of tuple of int
            Sums of an area that are given away.
        own_first : bool
            Whether the area gives them away itself, rather than its neighbours.

        Returns
        -------
        bool
            False where there is nothing left to hold back.
        """
        by_column: dict[int, list[Cells]] = {}
        for cells in given:
            column = self._column_of(cells)
            if column is not None:
                by_column.setdefault(column, []).append(cells)
        hopeless = [
            column
            for column, own in by_column.items()
            if not self._withhold(column, own, own_first)
        ]
        self._coarsen(hopeless)
        return bool(by_column)

    def _withhold(self, column: int, given: Sequence[Cells], own_first: bool) -> bool:
        """Withhold the smallest count that stands beside those given away."""
        shape = self.counted.counts.shape
        areas = {int(np.unravel_index(cells[0], shape)[0]) for cells in given}
        held = Counter(number for _, c, number in self.withheld if c == column)
        shown = self.parts()
        changed = False
        for number in range(len(self.windows)):
            few = [
                (one.low, part)
                for part, one in shown.items()
                if part[1] == column and part[2] == number and one.mark == "exact"
            ]
            # Over time a count is given away by its own area; else by its neighbours.
            own = [found for found in few if found[1][0] in areas]
            is_own = own_first or len(self.counted.atoms) > 1
            among = own if is_own and own else few
            if among and held[number] < MOST_WITHHELD + len(own):
                self.withheld.add(min(among)[1])
                changed = True
        return changed

    def _coarsen(self, hopeless: Sequence[int]) -> None:
        """Put columns together with the next rarest of their family, or drop them."""
        if not hopeless:
            return
        kept = [c for n, c in enumerate(self.columns) if n not in hopeless]
        merged: dict[str, list[int]] = {}
        for number in hopeless:
            merged.setdefault(self._family(self.columns[number]), []).append(number)
        for family, numbers in merged.items():
            together = [kind for n in numbers for kind in self.columns[n]]
            if len(numbers) == 1:
                # By itself it was given away: another of the family has to join it.
                others = [c for c in kept if self._family(c) == family]
                if not others:
                    continue
                rarest = min(others, key=self._everywhere)
                kept.remove(rarest)
                together += rarest
            kept.append(tuple(sorted(together)))
        self.columns = sorted(kept)
        self.withheld.clear()

    def _family(self, column: Sequence[int]) -> str:
        return incident_vocabulary().kinds[self.kinds[column[0]]].family

    def _everywhere(self, kinds: Sequence[int]) -> int:
        return sum(self.total(kinds, number) for number in range(len(self.windows)))

    def _column_of(self, cells: Cells) -> int | None:
        shape = self.counted.counts.shape
        kinds = {int(np.unravel_index(cell, shape)[1]) for cell in cells}
        return next(
            (n for n, column in enumerate(self.columns) if kinds & set(column)), None
        )

    def _cells(self, areas: Sequence[int], kinds: Sequence[int], number: int) -> Cells:
        return self._flat(areas, kinds, self.atoms[number])

    def _flat(
        self, areas: Sequence[int], kinds: Sequence[int], atoms: Sequence[int]
    ) -> Cells:
        _, kind_count, atom_count = self.counted.counts.shape
        return tuple(
            (area * kind_count + kind) * atom_count + atom
            for area in areas
            for kind in kinds
            for atom in atoms
        )


def all_areas(draft: Draft) -> Iterator[Row]:
    """Show the totals over all areas, as rows."""
    for number, kinds, shown in draft.totals():
        named = tuple(draft.kinds[kind] for kind in kinds)
        yield Row(area=ALL, kinds=named, window=draft.windows[number], shown=shown)
