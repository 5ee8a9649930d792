"""What a map of streets tells whoever holds it in the hand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from machimori.geometry import PlaneFrame
from machimori.language import Language
from machimori.patrols import PlaceThatMatters
from machimori.reports.patrols.maps import posts_map
from machimori.reports.street_map import StreetMap, credit_of, draw_street_map
from machimori.streets import Street, StreetFacts, StreetGraph, lay_streets

FRAME = PlaneFrame.around(138.32, 34.86)
OSM = "© OpenStreetMap contributors"


def graph(source: str) -> StreetGraph:
    ways = {"1": ((0, 0), (200, 0)), "2": ((0, 0), (0, 200))}
    streets = [
        Street(f"{source}/{id_}", np.array(line, float), StreetFacts(name=f"通り{id_}"))
        for id_, line in ways.items()
    ]
    return lay_streets(streets, FRAME)


def place(x: float, y: float, name: str) -> PlaceThatMatters:
    lon, lat = FRAME.to_lon_lat(np.array([[x, y]]))[0]
    return PlaceThatMatters(id=name, name=name, lon=lon, lat=lat, worth=1.0)


def test_openstreetmap_is_named_on_every_map_made_of_it() -> None:
    assert credit_of(graph("osm:way")).startswith(OSM)
    assert credit_of(graph("streets.shp")) == ""
    drawn = draw_street_map(
        StreetMap(title="t", around=shapely.box(0, 0, 9, 9), credit=OSM), (300, 200)
    )
    assert OSM in drawn


@pytest.mark.parametrize(("language", "word"), [("ja", "立つ所"), ("en", "Posts")])
def test_a_map_of_posts_names_posts_and_streets(language: Language, word: str) -> None:
    posts = [place(0, 100, "正門"), place(100, 0, "通り1")]
    drawn = posts_map(graph("osm:way"), posts, title="t", language=language)
    for said in (word, "正門", "通り2", OSM):
        assert said in drawn
    # The post bears the street's own name: it is not said twice.
    assert drawn.count("通り1") == 1


def test_a_map_of_posts_ends_where_the_streets_end() -> None:
    drawn = posts_map(
        graph("osm:way"), [place(0, 100, "正門")], title="t", language="ja"
    )
    assert "50 m" in drawn
