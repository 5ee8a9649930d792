"""What residents say of places, held beside what was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtri, stdtrit
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
    likely : (float, float) or None
        Between which the difference would lie for other places like these, 19 times
        of 20 (Welch); None for fewer than two places with the sign, or without.
    """

    code: str
    mean_with: float | None
    mean_without: float | None
    places_with: int
    places_without: int
    likely: tuple[float, float] | None = None

    @property
    def difference(self) -> float | None:
        """How much higher places with the sign are judged; None where unknown."""
        if self.mean_with is None or self.mean_without is None:
            return None
        return self.mean_with - self.mean_without

    @property
    def is_certain(self) -> bool:
        """Whether residents surely judge places with the sign higher."""
        return self.likely is not None and self.likely[0] > 0


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
    likely : mapping of side to (float, float), or None
        Between which rho would lie for other places like these, 19 times of 20.
    """

    means: dict[tuple[str, Side], float]
    checks: tuple[SignCheck, ...]
    agreement: dict[Side, float | None]
    likely: dict[Side, tuple[float, float] | None] = field(default_factory=dict)


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
    C. Spearman, American Journal of Psychology 15 (1904) 72–101: rank correlation;
    its interval D. G. Bonett and T. A. Wright, Psychometrika 65 (2000) 23–28, eq. 9.
    B. L. Welch, Biometrika 34 (1947) 28–35: means of groups that vary differently.
    """
    means = _means(judgements)
    sides: tuple[Side, ...] = ("enter", "hide")
    pairs = {side: _pairs(side, signed, means) for side in sides}
    agreement = {side: _agreement(pairs[side]) for side in sides}
    return Calibration(
        means=means,
        checks=tuple(_check(code, signed, means) for code in SIGNS),
        agreement=agreement,
        likely={s: _likely_rho(agreement[s], len(pairs[s])) for s in sides},
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
        _likely_difference(have, lack),
    )


def _likely_difference(
    have: Sequence[float], lack: Sequence[float]
) -> tuple[float, float] | None:
    if min(len(have), len(lack)) < 2:
        return None
    parts = [np.var(group, ddof=1) / len(group) for group in (have, lack)]
    difference, spread = float(np.mean(have) - np.mean(lack)), float(sum(parts))
    if spread == 0:
        return difference, difference
    counts = (len(have) - 1, len(lack) - 1)
    freedom = spread**2 / sum(p**2 / n for p, n in zip(parts, counts, strict=True))
    reach = float(stdtrit(freedom, _QUANTILE)) * spread**0.5
    return difference - reach, difference + reach


def _pairs(
    side: Side, signed: Sequence[Signed], means: dict[tuple[str, Side], float]
) -> list[tuple[float, float]]:
    """Pair the share of signs that a place has with what residents say of it."""
    pairs = []
    for one in signed:
        has, lacks, _ = one.tally(side)
        if (one.id, side) in means and has + lacks:
            pairs.append((has / (has + lacks), means[one.id, side]))
    return pairs


def _agreement(pairs: Sequence[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST:
        return None
    computed, judged = (rankdata(column) for column in np.array(pairs).T)
    if np.ptp(computed) == 0 or np.ptp(judged) == 0:
        return None
    return float(np.corrcoef(computed, judged)[0, 1])


def _likely_rho(rho: float | None, places: int) -> tuple[float, float] | None:
    if rho is None:
        return None
    reach = float(ndtri(_QUANTILE)) * ((1 + rho**2 / 2) / (places - 3)) ** 0.5
    middle = np.arctanh(np.clip(rho, -_NEARLY_1, _NEARLY_1))
    return float(np.tanh(middle - reach)), float(np.tanh(middle + reach))


_QUANTILE = 0.975
_NEARLY_1 = 1 - 1e-12
