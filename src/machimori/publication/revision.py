"""What the same days, published again, give away by what changed in between.

A list is revised: reports come late, others are taken back. Whoever kept what was
published before lays both side by side, takes it that no more changed than they prove,
and works out the difference. One incident that came late is one household.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from machimori.errors import NotPublishable
from machimori.language import Text
from machimori.publication.attack import TIME_LIMIT_S, given_away
from machimori.publication.draft import Draft, Statement
from machimori.publication.earlier import Key, releases
from machimori.publication.knowledge import Cells, Knowledge
from machimori.publication.release import ALL
from machimori.publication.shown import Shown
from machimori.publication.tally import Counts

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Revision:
    """An earlier publication of days that are published again, and what differs.

    Parameters
    ----------
    draft : Draft
    window : int
        Number of the window in the draft.
    before : tuple of Statement
        What was said then of the counts (areas times kinds) of that window.
    least : (areas * kinds,) array of int
        Of each count then, as the fewest changes have it, and now: the lesser.
    change : (areas * kinds,) array of int
        By how much they differ.
    has_fallen : (areas * kinds,) array of bool
        Where it was more then; where nothing need have changed, whether its kind fell.
    """

    draft: Draft
    window: int
    before: tuple[Statement, ...]
    least: Counts
    change: Counts
    has_fallen: Booleans

    def given_away(self) -> list[Cells]:
        """Find small changes, and small counts that the change gives away.

        Returns
        -------
        list of tuple of int
            Places in the draft's tally, of one area each.
        """
        known = Knowledge(2 * len(self.least))
        for cells, shown in self.draft.statements(self.window):
            known.learn(self._now(cells), shown)
        for cells, shown in self.before:
            known.learn(self._then(cells), shown)
        groups = list(self._groups())
        size = len(self.least)
        secret = [
            *(tuple(size + cell for cell in cells) for cells in groups),
            *map(self._now, groups),
            *map(self._then, groups),
        ]
        truth = np.concatenate([self.least, self.change])
        given = given_away(known, truth, secret)
        return [self._in_tally(groups[number % len(groups)]) for number in given]

    def _now(self, cells: Cells) -> Cells:
        return self._either(cells, ~self.has_fallen)

    def _then(self, cells: Cells) -> Cells:
        return self._either(cells, self.has_fallen)

    def _either(self, cells: Cells, has_more: Booleans) -> Cells:
        size = len(self.least)
        return (*cells, *(size + cell for cell in cells if has_more[cell]))

    def _groups(self) -> Iterator[Cells]:
        """List what of an area is looked at: each kind, each column, all kinds."""
        count = len(self.draft.counted.kinds)
        kinds = {(kind,) for kind in range(count)} | {tuple(range(count))}
        kinds |= set(self.draft.columns)
        for area in np.unique(np.flatnonzero(self.least + self.change) // count):
            for group in sorted(kinds):
                yield tuple(int(area) * count + kind for kind in group)

    def _in_tally(self, cells: Cells) -> Cells:
        atoms = self.draft.atoms[self.window]
        width = len(self.draft.counted.atoms)
        return tuple(cell * width + atom for cell in cells for atom in atoms)


def revisions(draft: Draft) -> tuple[Revision, ...]:
    """Find earlier publications of the same days that are not true any more.

    Parameters
    ----------
    draft : Draft

    Returns
    -------
    tuple of Revision
        None where everything that was said then holds of the counts as they are now.

    Raises
    ------
    NotPublishable
        What changed could not be narrowed down in time.
    """
    found = (
        _revision(draft, number, release)
        for number, window in enumerate(draft.windows)
        for release in releases([row for row in draft.earlier if row.window == window])
    )
    return tuple(one for one in found if one is not None)


def _revision(
    draft: Draft, number: int, release: Mapping[Key, Shown]
) -> Revision | None:
    counts = draft.counted.counts[:, :, draft.atoms[number]].sum(axis=2).ravel()
    said = tuple(_said(draft, release))
    before = Knowledge(len(counts))
    for cells, shown in said:
        before.learn(cells, shown)
    if before.holds_for(counts):
        return None
    then = _fewest_changes(before, counts)
    return Revision(
        draft=draft,
        window=number,
        before=said,
        least=np.minimum(counts, then),
        change=np.abs(counts - then),
        has_fallen=_has_fallen(then - counts, len(draft.counted.kinds)),
    )


def _has_fallen(taken: Counts, kinds: int) -> Booleans:
    """Take it that what need not have changed went the way of its kind, if any."""
    of_kind = taken.reshape(-1, kinds).sum(axis=0) > 0
    return np.where(taken == 0, np.tile(of_kind, len(taken) // kinds), taken > 0)


def _said(draft: Draft, release: Mapping[Key, Shown]) -> Iterator[Statement]:
    """Put what was said as statements about areas times kinds."""
    areas = {id_: [number] for number, id_ in enumerate(draft.counted.areas)}
    areas[ALL] = list(range(len(draft.counted.areas)))
    kinds = {id_: number for number, id_ in enumerate(draft.counted.kinds)}
    for (area, names, _), shown in release.items():
        if area in areas and set(names) <= set(kinds):
            own = [kinds[name] for name in names]
            yield tuple(a * len(kinds) + k for a in areas[area] for k in own), shown


def _fewest_changes(before: Knowledge, counts: Counts) -> Counts:
    """Find counts of which what was said is true, as near to those of now as can be."""
    sums, size = before.matrix, len(counts)
    now = sums @ counts
    result = milp(
        np.ones(2 * size),
        # What came in since is taken off, what was taken back is put on.
        constraints=LinearConstraint(
            sparse.hstack([-sums, sums]).tocsr(),
            np.array(before.low) - now,
            np.array(before.high) - now,
        ),
        integrality=np.ones(2 * size),
        bounds=Bounds(0, np.concatenate([counts, np.full(size, np.inf)])),
        options={"time_limit": TIME_LIMIT_S},
    )
    if result.x is None:
        raise NotPublishable([_UNDECIDED])
    came, went = np.round(result.x).astype(np.int64).reshape(2, size)
    then: Counts = counts - came + went
    if not before.holds_for(then):
        raise NotPublishable([_UNDECIDED])
    return then


_UNDECIDED = Text(
    ja="同じ期間の前の公表と今の一覧とで何が変わったかを、時間内に絞り込めませんでした。"
    "別の期間を選んでください。",
    en="What changed since the same period was published before could not be narrowed "
    "down in time. Choose another period.",
)
