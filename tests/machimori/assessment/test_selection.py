from __future__ import annotations

import pytest

from machimori.assessment.logic import Truth
from machimori.assessment.selection import holds
from machimori.guidelines.checks import Requirement
from machimori.guidelines.conditions import ElementIs
from machimori.scene import Feature
from tests.machimori.assessment.staging import area, context, park, scene


def never(requirement: Requirement, element: Feature) -> Truth:
    raise AssertionError("no check is asked")


@pytest.mark.parametrize(
    ("said", "truth"),
    [({}, None), ({"marked_by": ("fence", "lawn")}, True), ({"marked_by": ()}, False)],
)
def test_of_a_property_that_lists_several_any_will_do(
    said: dict[str, tuple[str, ...]], truth: Truth
) -> None:
    play = area("play", 0, 0, 5, 5, **said)
    condition = ElementIs(element={"marked_by": ("lawn", "paving")})
    assert holds(condition, play, context(scene(park(), play)), never) is truth
