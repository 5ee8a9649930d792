"""Linear programs with several aims, one after the other, and very many columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, vstack

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_TOLERANCE = 1e-6
"""Costs are whole numbers, so that prices are, but for rounding."""


@dataclass(frozen=True, eq=False)
class Program:
    """Columns between 0 and an upper bound, under equal and upper rows.

    Parameters
    ----------
    equal : (e, n) csc array
    equal_to : (e,) array
    below : (b, n) csc array
    below_at : (b,) array
    upper : (n,) array
    """

    equal: csc_array
    equal_to: Floats
    below: csc_array
    below_at: Floats
    upper: Floats


@dataclass(eq=False)
class _Face:
    """What earlier aims have settled."""

    lower: Floats
    upper: Floats
    is_tight: Bools


def lexicographic_minimum(
    program: Program, aims: Sequence[Floats], *, at_first: Bools
) -> Floats:
    """Minimise aims in their order, each without giving up those before it.

    Parameters
    ----------
    program : Program
        With a solution among the columns of `at_first`.
    aims : sequence of (n,) arrays
        Costs, whole numbers.
    at_first : (n,) bool array
        Columns to begin with; others enter where their price says that they help, so
        that the result is that of the whole program.

    Returns
    -------
    (n,) array
        Whole numbers.

    Source
    ------
    Column generation: M. E. Lübbecke, J. Desrosiers, "Selected topics in column
    generation", Operations Research 53 (2005) 1007–1023. What a nonzero price fixes:
    complementary slackness.
    """
    n = len(program.upper)
    tight = np.zeros(len(program.below_at), dtype=bool)
    face = _Face(np.zeros(n), program.upper.copy(), tight)
    active = at_first.copy()
    values = np.zeros(n)
    before = face
    for aim in aims:
        before = _Face(face.lower.copy(), face.upper.copy(), face.is_tight.copy())
        values = _minimise(program, aim, face, active)
    whole = np.round(values)
    if np.abs(values - whole).max(initial=0.0) < _TOLERANCE:
        return whole
    return _branched(program, aims, before)


def _branched(program: Program, aims: Sequence[Floats], face: _Face) -> Floats:
    """Find whole numbers where the corner of the relaxed program has none.

    Mostly the face of the earlier aims holds some; else each aim is branched on anew.
    """
    answer = _whole(program, aims[-1], face, [])
    settled: list[LinearConstraint] = []
    if answer is not None:
        return answer
    n = len(program.upper)
    tight = np.zeros(len(program.below_at), dtype=bool)
    free = _Face(np.zeros(n), program.upper, tight)
    values = np.zeros(n)
    for aim in aims:
        found = _whole(program, aim, free, settled)
        values = values if found is None else found
        settled.append(LinearConstraint(aim[None, :], -np.inf, aim @ values + 0.5))
    return values


def _whole(
    program: Program, aim: Floats, face: _Face, more: Sequence[LinearConstraint]
) -> Floats | None:
    low = np.where(face.is_tight, program.below_at, -np.inf)
    answer = milp(
        aim,
        constraints=[
            LinearConstraint(program.equal, program.equal_to, program.equal_to),
            LinearConstraint(program.below, low, program.below_at),
            *more,
        ],
        bounds=Bounds(face.lower, face.upper),
        integrality=np.ones(len(aim)),
        options={"mip_rel_gap": 0.0},
    )
    return np.round(answer.x) if answer.x is not None else None


def _minimise(program: Program, aim: Floats, face: _Face, active: Bools) -> Floats:
    """Bring columns in until none helps; then fix what has a price."""
    while True:
        values, prices, below_prices = _solved(program, aim, face, active)
        own = aim - program.equal.T @ prices - program.below.T @ below_prices
        entering = (own < -_TOLERANCE) & ~active & (face.upper > 0)
        if not entering.any():
            break
        active |= entering
    face.upper[own > _TOLERANCE] = face.lower[own > _TOLERANCE]
    at_upper = (own < -_TOLERANCE) & active
    face.lower[at_upper] = face.upper[at_upper]
    face.is_tight |= below_prices < -_TOLERANCE
    return values


def _solved(
    program: Program, aim: Floats, face: _Face, active: Bools
) -> tuple[Floats, Floats, Floats]:
    columns = np.flatnonzero(active)
    below = program.below[:, columns]
    # A row over one column says no more than the column's bound where both are 1.
    counted = np.diff(below.tocsr().indptr)
    says_more = face.is_tight | (program.below_at != 1.0)
    kept = (counted > 1) | (says_more & (counted > 0))
    tight, loose = kept & face.is_tight, kept & ~face.is_tight
    rows = below.tocsr()
    equal = vstack([program.equal[:, columns], rows[tight]])
    answer = linprog(
        aim[columns],
        A_ub=rows[loose],
        b_ub=program.below_at[loose],
        A_eq=equal,
        b_eq=np.concatenate([program.equal_to, program.below_at[tight]]),
        bounds=np.column_stack([face.lower[columns], face.upper[columns]]),
        method="highs-ds",
    )
    values = np.zeros(len(aim))
    values[columns] = answer.x
    prices = answer.eqlin.marginals
    own = len(program.equal_to)
    below_prices = np.zeros(len(program.below_at))
    below_prices[tight] = prices[own:]
    below_prices[loose] = answer.ineqlin.marginals
    return values, prices[:own], below_prices
