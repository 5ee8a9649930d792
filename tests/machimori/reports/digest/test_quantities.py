from __future__ import annotations

import pytest

from machimori.guidelines import Activity
from machimori.guidelines.checks import ParameterId, SeenFrom
from machimori.language import Text
from machimori.reports.digest.quantities import (
    limit_of,
    measure,
    number,
    quantity_name,
    value_of,
)
from tests.machimori.reports.judged import LIGHT, LOOK, THREE_LUX, evidence

SEEN = SeenFrom(
    watchers=("road",),
    share_at_least=ParameterId("interpretation/seen-share"),
    target=ParameterId("interpretation/target-height-person"),
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (2.4567, "2.46"),
        (12345.6, "12,346"),
        (float("inf"), "∞"),
        (float("nan"), "–"),
    ],
)
def test_numbers_have_three_figures(value: float, written: str) -> None:
    assert number(value) == written


def test_units_stand_as_people_write_them() -> None:
    assert measure(3, "lx", "ja") == "3 lx"
    assert measure(12, "month", "ja") == "12か月"
    assert measure(12, "month", "en") == "12 months"
    assert measure(4, "m2", "en") == "4 m²"
    assert measure(0.5, "1", "en") == "0.5"


def test_a_limit_says_from_which_side() -> None:
    assert limit_of(LIGHT, [THREE_LUX], "ja") == "3 lx 以上"
    assert limit_of(LOOK, [THREE_LUX], "ja") == ""


def test_a_share_is_a_percentage() -> None:
    use = type(THREE_LUX)(
        "interpretation/seen-share", Text.same("s"), 0.8, "1", Text.same("x")
    )
    assert limit_of(SEEN, [use], "en") == "at least 80 %"
    assert value_of(evidence(0.5, quantity="seen_share", unit="1"), "en") == "50 %"


def test_a_number_that_nobody_chose_says_so() -> None:
    use = type(THREE_LUX)(THREE_LUX.id, THREE_LUX.label, None, "lx", THREE_LUX.by)
    assert limit_of(LIGHT, [use], "ja") == "未決定"


def test_values_that_are_no_numbers_are_words() -> None:
    assert value_of(evidence(True), "ja") == "はい"
    assert value_of(evidence(None), "en") == "looked, undecided"
    assert value_of(evidence("asphalt", quantity="paving"), "ja") == "アスファルト"


def test_quantities_have_names_in_both_languages() -> None:
    assert quantity_name("mean_illuminance_lx", "ja") == "平均照度"
    assert quantity_name("count:bench|lamp", "ja") == "数（ベンチ・照明）"
    assert quantity_name("width_m", "en") == "width"
    assert quantity_name("jp-00/test/x", "ja") == "現地の答え"


def test_an_activity_has_the_name_that_its_own_catalogue_gives() -> None:
    fair = Activity(id="lantern-fair", label=Text(ja="提灯の市", en="lantern fair"))
    words = {fair.id: fair}
    assert "lantern-fair" in quantity_name("activity:lantern-fair", "en")
    assert "lantern fair" in quantity_name("activity:lantern-fair", "en", words)
    assert "提灯の市" in quantity_name("activity:lantern-fair", "ja", words)
