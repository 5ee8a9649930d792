"""The vocabulary is closed, complete and says everything twice."""

from __future__ import annotations

import re
from collections.abc import Hashable
from importlib import resources
from typing import Any

import pytest
import yaml

from machimori.scene import vocabulary

KINDS_OF_THE_DESIGN = re.findall(
    r"\w+",
    """
    place building roof slab wall fence hedge tree snow_pile road path area lamp window
    door balcony gate camera mirror bench play_equipment sign alarm intercom rack
    bollard locker counter till safe atm reception staff_room caretaker_room
    visitor_line toilet_entrance downpipe aircon_unit shed carport refuge waiting_point
    ic_reader
    """,
)

USES_OF_THE_DESIGN = re.findall(
    r"\w+",
    """
    play adult sports parking_bay parking_lane bicycle_parking toilet rubbish entrance
    common_entrance corridor stairs lift lift_hall letterboxes meeting_hall rooftop
    garden lobby sales_floor
    """,
)

CAMERA_OF_THE_DESIGN = re.findall(
    r"\w+",
    """
    height_m azimuth_deg tilt_deg horizontal_fov_deg vertical_fov_deg pixels_wide
    pixels_high range_m recording sign monitor_at manager retention_days rules
    """,
)

UNITS = {"m", "m2", "deg", "lm", "lx", "W", "1", "day", "um", "m/year"}


def terms() -> list[tuple[str, Any]]:
    kinds = vocabulary().kinds.values()
    return [(f"{k.name}.{n}", t) for k in kinds for n, t in k.properties.items()]


@pytest.mark.parametrize("kind", KINDS_OF_THE_DESIGN)
def test_every_kind_of_the_design_is_there(kind: str) -> None:
    assert kind in vocabulary().kinds


def test_every_use_of_the_design_is_there() -> None:
    assert set(USES_OF_THE_DESIGN) <= vocabulary().area_uses()


def test_a_camera_has_every_property_of_the_design() -> None:
    assert set(CAMERA_OF_THE_DESIGN) <= set(vocabulary().kinds["camera"].properties)


def test_every_kind_says_where_it_belongs_and_how_that_is_known() -> None:
    common = {"kind", "name", "storey", "base_m", "part_of", "evidence"}
    assert all(common <= set(k.properties) for k in vocabulary().kinds.values())


def test_every_number_has_a_unit_and_limits() -> None:
    numbers = [(n, t) for n, t in terms() if t.type == "number"]
    assert {t.unit for _, t in numbers} <= UNITS
    assert not [n for n, t in numbers if t.maximum is None]
    assert not [
        n for n, t in numbers if t.minimum is None and t.exclusive_minimum is None
    ]


def test_the_unit_stands_in_the_name() -> None:
    written = {"m": "_m", "deg": "_deg", "lx": "_lx", "lm": "_lm", "W": "_w"}
    for name, term in terms():
        if term.unit in written:
            assert name.endswith(written[term.unit]), name


def test_every_choice_lists_its_values() -> None:
    choices = [(n, t) for n, t in terms() if t.type in ("choice", "choices")]
    assert not [n for n, t in choices if not t.values]


def test_a_property_has_one_type_wherever_it_stands() -> None:
    types = vocabulary().property_types
    assert not [n for n, t in terms() if types[n.split(".")[1]] != t.type]


def test_what_a_kind_requires_it_has() -> None:
    for kind in vocabulary().kinds.values():
        assert set(kind.required) <= set(kind.properties)


def test_groups_are_made_of_kinds() -> None:
    words = vocabulary()
    assert all(set(kinds) <= set(words.kinds) for kinds in words.groups.values())


def test_kinds_groups_and_uses_are_told_apart() -> None:
    words = vocabulary()
    count = len(words.kinds) + len(words.groups) + len(words.area_uses())
    assert len(words.surveyable()) == count


def test_every_surveyable_word_has_a_name() -> None:
    words = vocabulary()
    assert words.label("lamp").ja == "照明"
    assert words.label("obstacle").ja == "見通しを遮るもの"
    assert words.label("toilet").ja == "便所"
    assert all(words.label(w).ja != w for w in words.surveyable() - {"atm"})


def test_the_data_file_says_nothing_twice_and_nothing_unused() -> None:
    text = resources.files("machimori.scene").joinpath("vocabulary.yaml")
    data = yaml.load(text.read_text(encoding="utf-8"), Loader=_UniqueKeys)
    used = {name.split(".")[1] for name, _ in terms()}
    assert set(data["properties"]) == used


class _UniqueKeys(yaml.SafeLoader):
    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(keys) == len(set(keys)), keys
        return super().construct_mapping(node, deep=deep)
