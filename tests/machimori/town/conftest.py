"""A small town with everything in it, and its plan."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import Point

from machimori.demo.city import made_up_city
from machimori.scene import Feature, Scene
from machimori.town import TownPlan, TownSettings, plan_town


@pytest.fixture(scope="session")
def small_town() -> Scene:
    """Four blocks of the made-up city, one lamp unknown."""
    town = made_up_city(0.04, np.random.default_rng(4))
    unknown = Feature("lamp-unknown", "lamp", Point(10.0, 10.0), {"height_m": 4.5})
    return town.replacing([*town.features, unknown])


@pytest.fixture(scope="session")
def small_plan(small_town: Scene) -> TownPlan:
    return plan_town(small_town, TownSettings(cell_m=2.0))
