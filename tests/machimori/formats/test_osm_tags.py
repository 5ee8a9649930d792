"""The table of tags speaks the scene's language; values are read as the wiki says."""

from __future__ import annotations

import pytest

from machimori.formats.osm.readers import bearing_deg, is_open_at_night, metres
from machimori.formats.osm.tags import TagRule, rules_for, tag_rules
from machimori.scene.reading.values import refusal
from machimori.scene.vocabulary import vocabulary


@pytest.mark.parametrize("rule", tag_rules(), ids=lambda r: r.kind)
def test_every_row_uses_words_of_the_vocabulary(rule: TagRule) -> None:
    terms = vocabulary().kinds[rule.kind].properties
    columns = (rule.texts, rule.metres, rule.counts, rule.bearings, rule.words)
    assert {name for column in columns for name in column} <= terms.keys()
    stated = [*rule.set.items()]
    for name, translation in rule.words.items():
        ours = [*translation.values.values(), translation.otherwise]
        stated += [(name, value) for value in ours if value is not None]
    for name, value in stated:
        assert refusal(terms[name], value) is None, (name, value)
    places = vocabulary().kinds["place"].properties
    for name, value in (rule.own_place or {}).items():
        assert refusal(places[name], value) is None


@pytest.mark.parametrize("rule", tag_rules(), ids=lambda r: r.kind)
def test_every_row_is_drawn_as_its_kind_may_be(rule: TagRule) -> None:
    drawn = {"point": "Point", "line": "LineString", "area": "Polygon"}
    allowed = vocabulary().kinds[rule.kind].geometry
    assert {drawn[shape] for shape in rule.shape} <= set(allowed)


def test_every_row_can_be_reached() -> None:
    for rule in tag_rules():
        tags = {k: min(v) if v else "yes" for k, v in rule.when.items()}
        assert rule in rules_for(tags)


def test_a_thing_that_is_no_more_or_not_yet_is_none() -> None:
    assert not rules_for({"building": "no"})
    assert not rules_for({"building": "construction"})
    assert not rules_for({"highway": "construction"})
    assert not rules_for({"building": "yes", "location": "underground"})


@pytest.mark.parametrize(
    ("text", "length_m"),
    [
        ("12", 12.0),
        (" 12 m ", 12.0),
        ("12.5m", 12.5),
        ("2,5", 2.5),
        ("250 cm", 2.5),
        ("40'", 12.192),
        ("6'7\"", 2.0066),
        ("10 ft", 3.048),
        ("", None),
        ("'", None),
        ("tall", None),
        ("3;4", None),
        ("1e3", None),
        ("nan", None),
    ],
)
def test_a_length_is_read_with_its_unit(text: str, length_m: float | None) -> None:
    assert metres(text) == (None if length_m is None else pytest.approx(length_m))


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("0", 0.0),
        ("135°", 135.0),
        ("N", 0.0),
        ("nne", 22.5),
        ("SW", 225.0),
        ("forward", None),
        ("90-180", None),
        ("inf", None),
    ],
)
def test_a_direction_is_degrees_or_a_point_of_the_compass(
    text: str, degrees: float | None
) -> None:
    assert bearing_deg(text) == degrees


@pytest.mark.parametrize(
    ("hours", "is_late"),
    [
        ("24/7", True),
        ("Mo-Su 00:00-24:00", True),
        ("Mo-Th 17:00-01:00; Fr-Sa 17:00-02:00", True),
        ("05:00-20:00", True),
        ("06:00-22:00", False),
        ("Mo-Fr 09:00-17:00", False),
        ("sunrise-sunset", False),
        ("", False),
    ],
)
def test_the_night_is_from_ten_to_six(hours: str, is_late: bool) -> None:
    assert is_open_at_night(hours) is is_late
