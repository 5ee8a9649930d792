"""The published examples of the weighted displacement difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from machimori.hotspots import Trial, weighted_displacement_difference
from tests.machimori.hotspots.published import published

EXAMPLES = published()["weighted_displacement_difference"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_published_examples(example: dict[str, Any]) -> None:
    found = weighted_displacement_difference(Trial(**example["trial"]))
    assert found.incidents == pytest.approx(example["incidents"])
    assert found.error**2 == pytest.approx(example["variance"])
    if "z" in example:
        assert found.z == pytest.approx(example["z"], abs=0.005)
        assert (found.low, found.high) == pytest.approx(example["interval"], abs=0.5)


def test_what_the_control_saw_as_well_is_no_effect() -> None:
    found = weighted_displacement_difference(Trial(treated=(50, 25), control=(50, 25)))
    assert found.incidents == 0.0
    assert found.p == pytest.approx(1.0)


def test_nothing_anywhere_proves_nothing() -> None:
    found = weighted_displacement_difference(Trial(treated=(0, 0), control=(0, 0)))
    assert np.isnan(found.p)
    assert np.isnan(found.z)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson([60.0, 45.0, 80.0, 75.0], (2000, 4))
    held = 0
    for t0, t1, c0, c1 in counts.tolist():
        trial = Trial(treated=(t0, t1), control=(c0, c1))
        found = weighted_displacement_difference(trial)
        held += found.low <= -10.0 <= found.high
    assert held / 2000 == pytest.approx(0.95, abs=0.02)
