from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from machimori.demo.pictures import map_svgs, park_svg
from tests.machimori.reports.judged import assessment, dark
from tests.machimori.reports.town import town


def test_the_picture_shows_light_and_says_beside_its_numbers_what_is_wrong() -> None:
    scene = town()
    judged = assessment([dark(scene.by_id["path-1"], 0.9)], scene=scene)
    for language, said in (("ja", "が、夜に暗い"), ("en", "Too dark at night")):
        drawn = park_svg(judged, language)
        ElementTree.fromstring(drawn)
        assert said in drawn
        assert 'class="bands"' in drawn
        assert "sans-serif" in drawn


def test_maps_of_light_and_sight_are_drawn_each_by_itself() -> None:
    drawn = map_svgs(assessment([]), "en")
    assert list(drawn) == ["light", "sight"]
    for picture in drawn.values():
        ElementTree.fromstring(picture)
    assert 'class="isolux"' in drawn["light"]
    assert 'class="watchers"' in drawn["sight"]
