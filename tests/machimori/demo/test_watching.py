from __future__ import annotations

from pathlib import Path

import pytest

from machimori.demo import demo_town, demo_watching
from machimori.formats.safety_map import read_safety_map
from machimori.formats.scene_file import encode_json
from machimori.formats.watch_plan import read_watch_plan
from machimori.scene import scene_document
from machimori.watch import Assumptions, place_signs, watch_gap


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo")
    (path / "town.geojson").write_text(
        encode_json(scene_document(demo_town())), "utf-8"
    )
    for name, content in demo_watching().items():
        (path / name).write_text(content, "utf-8")
    return path


def test_the_plan_of_watching_is_read_whole_and_has_a_gap(folder: Path) -> None:
    plan = read_watch_plan(folder / "watch.yaml")
    place = plan.neighbourhood
    assert (len(place.schools), len(place.watchers), len(place.standing)) == (1, 5, 1)
    assert not plan.notes
    gap = watch_gap(place, plan.assumptions)
    assert gap.unseen_child_m(gap.most).sum() > 0


def test_the_safety_map_names_places_that_are_there(folder: Path) -> None:
    read = read_safety_map(folder / "safety-map.yaml")
    assert read.scene is not None
    assert set(read.names) <= set(read.scene.by_id)
    assert len(read.spots) == 3


def test_one_place_is_easy_to_enter_and_hard_to_see_by_its_geometry() -> None:
    town = demo_town()
    lot = next(s for s in place_signs(town, Assumptions()) if s.id == "vacant-nashi")
    says = {sign.code: sign.says for sign in lot.signs}
    assert says["unmarked"] is True
    assert says["blind_ground"] is True
    assert says["dark"] is True
    # Through the gap in the wall one window sees a little of it.
    assert says["no_window"] is False
