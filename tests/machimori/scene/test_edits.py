from __future__ import annotations

import pytest
from shapely.geometry import Point

from machimori.errors import InvalidInput, UnknownName
from machimori.scene import Edit, Feature, Scene, apply
from machimori.scene.edits import change

LAMP = Feature("lamp", "lamp", Point(0, 0), {"height_m": 4.0})
TREE = Feature("tree", "tree", Point(5, 0), {"height_m": 6.0})
SCENE = Scene((LAMP, TREE))


def test_what_is_added_comes_last() -> None:
    bench = Feature("bench", "bench", Point(1, 1))
    edited = apply(SCENE, [Edit("add", "bench", bench)])
    assert edited.features == (LAMP, TREE, bench)


def test_what_is_replaced_keeps_its_place() -> None:
    higher = Feature("lamp", "lamp", Point(0, 0), {"height_m": 5.0})
    assert apply(SCENE, [Edit("replace", "lamp", higher)]).features == (higher, TREE)


def test_what_is_removed_is_gone_and_the_scene_itself_stays() -> None:
    assert apply(SCENE, [Edit("remove", "lamp")]).features == (TREE,)
    assert SCENE.features == (LAMP, TREE)


def test_edits_follow_each_other() -> None:
    edits = [Edit("remove", "lamp"), Edit("add", "lamp", LAMP)]
    assert apply(SCENE, edits).features == (TREE, LAMP)


@pytest.mark.parametrize("op", ["replace", "remove"])
def test_what_is_not_there_cannot_change(op: str) -> None:
    with pytest.raises(UnknownName, match="tree"):
        apply(SCENE, [Edit(op, "tre", LAMP)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("add", "lamp", LAMP),
        Edit("add", "bench"),
        Edit("replace", "lamp", TREE),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(edit: Edit) -> None:
    with pytest.raises(InvalidInput):
        apply(SCENE, [edit])


def test_edits_in_place_are_all_made_or_none() -> None:
    features = {name: Feature(name, "bench", Point(0, 0)) for name in "ab"}
    moved, new = (Feature(name, "bench", Point(1, 0)) for name in "ac")
    wrong = [Edit("replace", "a", moved), Edit("remove", "b"), Edit("remove", "b")]
    kept = dict(features)
    with pytest.raises(UnknownName):
        change(features, wrong)
    assert features == kept
    found = change(features, [*wrong[:2], Edit("add", "c", new)])
    assert found == {"b": (kept["b"], None), "a": (kept["a"], moved), "c": (None, new)}
    assert list(features.values()) == [moved, new]


def test_what_is_removed_and_added_again_comes_last() -> None:
    features = {name: Feature(name, "bench", Point(0, 0)) for name in "ab"}
    change(features, [Edit("remove", "a"), Edit("add", "a", features["a"])])
    assert list(features) == ["b", "a"]
