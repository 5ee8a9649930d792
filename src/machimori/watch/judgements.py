"""What residents say of places, held beside what was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from machimori.watch.signs import SIGNS, Side, Signed

FEWEST = 5
"""Of fewer judged places nothing is said about agreement."""


@dataclass(frozen=True)
class Judgement:
    """One person's view of one place.

    Parameters
    ----------
    subject : str
        Id of a place or a segment.
    easy_to_enter, hard_to_see : float or None
        1 (not at all) to 5 (very).
    """

    subject: str
    easy_to_enter: float | None
    hard_to_see: float | None

    def of(self, side: Side) -> float | None:
        """Return the view of one side."""
        return self.easy_to_enter if side == "enter" else self.hard_to_see


@dataclass(frozen=True)
class SignCheck:
    """How residents judge places with and without one sign.

    Parameters
    ----------
    code : str
    mean_with, mean_without : float or None
        Mean judgement of places that have the sign, and that have not; None where
        nobody judged any.
    places_with, places_without : int
    """

    code: str
    mean_with: float | None
    mean_without: float | None
    places_with: int
    places_without: int

    @property
    def difference(self) -> float | None:
        """How much higher places with the sign are judged; None where unknown."""
        if self.mean_with is None or self.mean_without is None:
            return None
        return self.mean_with - self.mean_without


@dataclass(frozen=True)
class Calibration:
    """Computed signs and residents' judgements, side by side.

    Parameters
    ----------
    means : mapping of (subject, side) to mean judgement
    checks : tuple of SignCheck
    agreement : mapping of side to Spearman's rho, or None
        Between the share of signs that a place has, among those decided, and its mean
        judgement; None for fewer than `FEWEST` places, or where all are alike.
    """

    means: dict[tuple[str, Side], float]
    checks: tuple[SignCheck, ...]
    agreement: dict[Side, float | None]


def calibrate(signed: Sequence[Signed], judgements: Sequence[Judgement]) -> Calibration:
    """Hold what was computed beside what residents say.

    Parameters
    ----------
    signed : sequence of Signed
    judgements : sequence of Judgement
        Several of one place are averaged.

    Returns
    -------
    Calibration
        A sign whose places residents judge no higher is one to look at again on site,
        or a limit to choose anew: the numbers say so, they do not change by themselves.

    Source
    ------
    C. Spearman, American Journal of Psychology 15 (1904) 72–101: rank correlation.
    """
    means = _means(judgements)
    sides: tuple[Side, ...] = ("enter", "hide")
    return Calibration(
        means=means,
        checks=tuple(_check(code, signed, means) for code in SIGNS),
        agreement={side: _agreement(side, signed, means) for side in sides},
    )


def _means(judgements: Sequence[Judgement]) -> dict[tuple[str, Side], float]:
    given: dict[tuple[str, Side], list[float]] = {}
    sides: tuple[Side, ...] = ("enter", "hide")
    for judgement in judgements:
        for side in sides:
            value = judgement.of(side)
            if value is not None:
                given.setdefault((judgement.subject, side), []).append(value)
    return {key: float(np.mean(values)) for key, values in given.items()}


def _check(
    code: str, signed: Sequence[Signed], means: dict[tuple[str, Side], float]
) -> SignCheck:
    side = SIGNS[code][0]
    apart: dict[bool, list[float]] = {True: [], False: []}
    for one in signed:
        mean = means.get((one.id, side))
        says = next((s.says for s in one.signs if s.code == code), None)
        if mean is not None and says is not None:
            apart[says].append(mean)
    have, lack = apart[True], apart[False]
    return SignCheck(
        code,
        float(np.mean(have)) if have else None,
        float(np.mean(lack)) if lack else None,
        len(have),
        len(lack),
    )


def _agreement(
    side: Side, signed: Sequence[Signed], means: dict[tuple[str, Side], float]
) -> float | None:
    pairs = []
    for one in signed:
        has, lacks, _ = one.tally(side)
        if (one.id, side) in means and has + lacks:
            pairs.append((has / (has + lacks), means[one.id, side]))
    if len(pairs) < FEWEST:
        return None
    computed, judged = (rankdata(column) for column in np.array(pairs).T)
    if np.ptp(computed) == 0 or np.ptp(judged) == 0:
        return None
    return float(np.corrcoef(computed, judged)[0, 1])
