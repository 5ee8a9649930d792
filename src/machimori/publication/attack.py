"""Working out what was suppressed, as somebody with a solver would.

Everything that was published is a linear statement about whole numbers that are not
negative. A small count is given away where all numbers for which the statements hold
agree on it. Another solution that does not is a witness that it is safe: each witness
clears many counts at once, so that few integer programmes prove most tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csgraph

from machimori.publication.knowledge import Cells, Floats, Knowledge, as_matrix
from machimori.publication.shown import FEW

TIME_LIMIT_S = 20.0
"""So long one programme may take; what it has not decided counts as given away."""

ABOVE = 3
"""How far above the truth a witness may put a count that nothing else bounds."""

MOST_SINGLY = 200
"""So many sums are tried one by one; the rest counts as given away."""

_WHOLE = 1e-4

Ints = NDArray[np.int64]


def given_away(
    knowledge: Knowledge, counts: Ints, sensitive: Sequence[Cells]
) -> tuple[int, ...]:
    """Find the small sums that the knowledge gives away.

    Parameters
    ----------
    knowledge : Knowledge
        All that was published, now and before, and what is known elsewhere.
    counts : array of int
        The truth, as the tally has it.
    sensitive : sequence of tuple of int
        Sums of counts that nobody may work out. Those that are no small numbers in
        truth, zero or more than ``FEW``, are passed over.

    Returns
    -------
    tuple of int
        Which of them are given away, or could not be proven to be safe in time.

    Raises
    ------
    ValueError
        Where the truth contradicts the knowledge: something false was published.
    """
    if not knowledge.holds_for(counts):
        raise ValueError("what was published is not true")
    truth = counts.ravel()
    asked = as_matrix(sensitive, knowledge.size)
    values = asked @ truth
    small = np.flatnonzero((values >= 1) & (values <= FEW))
    if not len(small):
        return ()
    attack = _Attack.on(knowledge, truth, asked[small])
    return tuple(int(small[number]) for number in attack.run())


@dataclass(frozen=True)
class _Attack:
    """The programme of an attacker who keeps to the counts that may be other than 0.

    Parameters
    ----------
    sums, low, high
        The statements.
    asked : (m, n) array
        The sums that are attacked.
    truth : (n,) array
        Of the counts that are left.
    """

    sums: sparse.csr_array
    low: Floats
    high: Floats
    asked: sparse.csr_array
    truth: Floats

    @classmethod
    def on(cls, knowledge: Knowledge, truth: Ints, asked: sparse.csr_array) -> _Attack:
        sums = knowledge.matrix
        low = np.array(knowledge.low, dtype=np.float64)
        high = np.array(knowledge.high, dtype=np.float64)
        is_zero = np.asarray(sums[high == 0].sum(axis=0)).ravel() > 0
        is_named = np.asarray(sums.sum(axis=0) + asked.sum(axis=0)).ravel() > 0
        free = np.flatnonzero(is_named & ~is_zero)
        sums = sums[:, free]
        used = np.asarray(sums.sum(axis=1)).ravel() > 0
        return cls(
            sums[used],
            low[used],
            high[used],
            asked[:, free],
            truth[free].astype(np.float64),
        )

    def run(self) -> list[int]:
        """Return the numbers of the sums that have no witness."""
        same = self._same()
        left = np.array(sorted(same))
        for sign in (1.0, -1.0):
            while len(left):
                found = self.differing(self._towards(left, sign), left)
                if not len(found):
                    break
                left = np.setdiff1d(left, found)
        return sorted(n for number in self._one_by_one(left) for n in same[number])

    def _same(self) -> dict[int, list[int]]:
        """Group the sums that are alike.

        A witness of one, its counts exchanged with the other's, is one of the other.
        """
        likeness = self._likeness()
        first: dict[tuple[int, ...], int] = {}
        same: dict[int, list[int]] = {}
        for number in range(self.asked.shape[0]):
            start, end = self.asked.indptr[number : number + 2]
            alike = tuple(sorted(likeness[self.asked.indices[start:end]].tolist()))
            same.setdefault(first.setdefault(alike, number), []).append(number)
        return same

    def _likeness(self) -> Ints:
        """Number the counts so that those of one number may be exchanged.

        They stand in the same sums, the statements about them alone are the same, and
        so is the truth.
        """
        sums = self.sums.tocsc()
        lengths = np.diff(self.sums.indptr)
        numbers: dict[tuple[object, ...], int] = {}
        likeness = np.empty(len(self.truth), dtype=np.int64)
        for count in range(len(self.truth)):
            rows = sums.indices[sums.indptr[count] : sums.indptr[count + 1]]
            shared = tuple(sorted(rows[lengths[rows] > 1].tolist()))
            alone = rows[lengths[rows] == 1]
            bounds = (
                self.low[alone].max(initial=0),
                self.high[alone].min(initial=np.inf),
            )
            sign = (shared, bounds, self.truth[count])
            likeness[count] = numbers.setdefault(sign, len(numbers))
        return likeness

    def _towards(self, left: Ints, sign: float) -> Floats:
        """Push ones up and twos down, or the other way round."""
        asked = self.asked[left]
        wish = np.where(asked @ self.truth == 1, sign, -sign)
        return np.asarray(asked.T @ wish).ravel()

    def differing(self, wish: Floats, left: Ints) -> Ints:
        """Find a solution that goes far along a wish, and where it is a witness."""
        other = self._solution(wish)
        if other is None:
            return np.empty(0, dtype=np.int64)
        asked = self.asked[left]
        is_other = np.abs(asked @ other - asked @ self.truth) > 0.5
        return np.asarray(left[is_other])

    def _one_by_one(self, left: Ints) -> list[int]:
        """Look for a witness of each sum by itself; those it clears with it go too."""
        given: list[int] = []
        for _ in range(MOST_SINGLY):
            if not len(left):
                return given
            number, left = int(left[0]), left[1:]
            part = self._part_of(number)
            row = np.asarray(part.asked[[0]].todense()).ravel()
            if not any(
                len(part.differing(sign * row, np.array([0]))) for sign in (1.0, -1.0)
            ):
                given.append(number)
        return [*given, *left.tolist()]

    def _part_of(self, number: int) -> _Attack:
        """Cut out the counts that hang together with a sum."""
        row = self.asked[[number]]
        joined = sparse.vstack([self.sums, row])
        graph = sparse.block_array([[None, joined.T], [joined, None]])
        labels = csgraph.connected_components(graph, directed=False)[1]
        own = np.flatnonzero(labels[: len(self.truth)] == labels[row.indices[0]])
        sums = self.sums[:, own]
        used = np.asarray(sums.sum(axis=1)).ravel() > 0
        return _Attack(
            sums[used], self.low[used], self.high[used], row[:, own], self.truth[own]
        )

    def _solution(self, wish: Floats) -> Floats | None:
        """Solve for whole numbers; None where none was found in time."""
        statements = LinearConstraint(self.sums, self.low, self.high)
        result = milp(
            -wish,
            constraints=statements if self.sums.shape[0] else (),
            integrality=np.ones(len(wish)),
            bounds=Bounds(0, self.truth + ABOVE),
            options={"time_limit": TIME_LIMIT_S},
        )
        if result.x is None or not _is_whole(result.x):
            return None
        solution = np.round(result.x)
        sums = self.sums @ solution
        holds = np.all((self.low <= sums) & (sums <= self.high))
        return solution if holds else None


def _is_whole(solution: Floats) -> bool:
    return bool(np.all(np.abs(solution - np.round(solution)) < _WHOLE))
