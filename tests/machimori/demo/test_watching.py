from __future__ import annotations

from pathlib import Path

import pytest

from machimori.demo import demo_town, demo_watching
from machimori.formats.safety_map import read_safety_map
from machimori.formats.scene_file import encode_json
from machimori.formats.watch_plan import read_watch_plan
from machimori.scene import scene_document
from machimori.watch import watch_gap


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
