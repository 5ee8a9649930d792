"""Whether a measure helped, beside places where nothing was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

NOWHERE = (0, 0)
"""An area without incidents: where nobody looked for displacement."""


@dataclass(frozen=True)
class Effect:
    """Incidents more (or, below zero, fewer) than where nothing was done.

    Parameters
    ----------
    incidents : float
        In the area of the measure, and around it where that was looked at.
    error : float
        Its standard error.
    low, high : float
        Ends of its interval.
    p : float
        Chance of an effect as great in either direction, if there is none.
    """

    incidents: float
    error: float
    low: float
    high: float
    p: float

    @property
    def z(self) -> float:
        """Effect over error; NaN where no incident happened anywhere."""
        return self.incidents / self.error if self.error > 0 else float("nan")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Incidents before and after, where a measure was taken and where not.

    Parameters
    ----------
    treated, control : (int, int)
        Before and after.
    around_treated, around_control : (int, int)
        The same near by, where incidents might have moved to.
    weeks : (float, float)
        Lengths of the periods before and after, in any unit.
    sizes : (float, float, float, float)
        Of the treated, control, and both near-by areas: metres of street, for example.
    """

    treated: tuple[int, int]
    control: tuple[int, int]
    around_treated: tuple[int, int] = NOWHERE
    around_control: tuple[int, int] = NOWHERE
    weeks: tuple[float, float] = (1.0, 1.0)
    sizes: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


def weighted_displacement_difference(
    trial: Trial, *, confidence: float = 0.95
) -> Effect:
    """Compare the change where a measure was taken with that where it was not.

    Counts are those of a Poisson process, so that their sum is the variance of their
    difference; a change that the control areas saw as well is no effect.

    Parameters
    ----------
    trial : Trial
        Incidents are weighed by their area's size and their period's length.
    confidence : float

    Returns
    -------
    Effect

    Source: A. P. Wheeler, J. H. Ratcliffe, "A simple weighted displacement difference
    test to evaluate place based crime interventions", Crime Science 7:11 (2018),
    doi:10.1186/s40163-018-0085-5.
    """
    counts = np.array(
        [trial.treated, trial.control, trial.around_treated, trial.around_control],
        dtype=np.float64,
    )
    signs = np.array([[-1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, -1.0]])
    weights = signs / (np.array(trial.sizes)[:, None] * np.array(trial.weeks)[None, :])
    incidents = float((weights * counts).sum())
    error = float(np.sqrt((weights**2 * counts).sum()))
    reach = float(norm.ppf((1.0 + confidence) / 2.0)) * error
    p = float(2.0 * norm.sf(abs(incidents) / error)) if error > 0 else float("nan")
    return Effect(incidents, error, incidents - reach, incidents + reach, p)
