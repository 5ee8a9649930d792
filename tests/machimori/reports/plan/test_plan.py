from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
import shapely
from shapely import LineString, Point, box

from machimori.reports.plan import PlanMark, blind_spots, light_bands, plan_svg
from machimori.reports.plan.canvas import Canvas
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.scene import Scene, vocabulary
from tests.machimori.reports.judged import assessment
from tests.machimori.reports.town import PARK, ROAD, feature, town

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_plan_is_well_formed_and_asks_no_host() -> None:
    drawn = plan_svg(town(), [PARK], language="ja", title="<みどり&公園>")
    picture = ElementTree.fromstring(drawn)
    assert picture.tag == f"{SVG}svg"
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_each_thing_of_the_place_is_in_the_legend_once() -> None:
    picture = ElementTree.fromstring(plan_svg(town(), [PARK], language="en"))
    written = [text.text for text in picture.iter(f"{SVG}text")]
    for kind in ("lamp", "bench", "camera", "hedge", "wall"):
        assert written.count(vocabulary().label(kind).en) == 1


def test_numbers_are_drawn_and_never_lie_on_each_other() -> None:
    marks = [PlanMark(n, "element", Point(40, 30)) for n in range(1, 8)]
    picture = ElementTree.fromstring(
        plan_svg(town(), [PARK], marks=marks, language="ja")
    )
    labels = [t for t in picture.iter(f"{SVG}text") if t.get("font-weight") == "bold"]
    spots = [
        (float(t.get("x", 0)), float(t.get("y", 0)))
        for t in labels
        if (t.text or "").isdecimal()
    ]
    assert len(spots) == 7
    apart = [Point(a).distance(Point(b)) for a in spots for b in spots if a != b]
    assert min(apart) >= 22


def test_north_is_up_and_east_is_right() -> None:
    canvas = Canvas.around(box(0, 0, 100, 50), (720, 500))
    (x0, y0), (x1, y1) = canvas.at(0, 0), canvas.at(100, 50)
    assert x1 > x0
    assert y1 < y0


def test_a_plan_keeps_to_the_size_that_is_asked() -> None:
    tall = feature("tall", "place", box(0, 0, 10, 400), place_kind="park")
    canvas = Canvas.around(tall.geometry, (720, 300))
    assert (canvas.width_px, canvas.height_px) == (720, 300)
    assert canvas.window.contains(tall.geometry)


def test_lightness_alone_orders_the_bands() -> None:
    shades = [luminance(colour) for colour in style().illuminance.colours]
    assert all(darker + 5 < lighter for darker, lighter in pairwise(shades))


def test_every_kind_of_the_style_is_in_the_vocabulary() -> None:
    uses = vocabulary().area_uses()
    for layer in style().layers:
        assert set(layer.kinds) <= set(vocabulary().kinds)
        assert set(layer.use) <= uses


def test_bands_of_light_cover_the_open_ground() -> None:
    bands = light_bands(assessment([]), PARK)
    assert bands is not None
    assert bands.is_whole
    covered = shapely.union_all([band.geometry for band in bands.bands])
    ground = PARK.geometry.difference(town().by_id["wc"].geometry)
    assert covered.area == pytest.approx(ground.area, rel=1e-3)


def test_there_is_no_map_of_light_where_no_lamp_is_known() -> None:
    bare = feature("bare", "place", box(0, 0, 40, 40), place_kind="park")
    assert (
        light_bands(assessment([], places=[bare], scene=Scene((bare,))), bare) is None
    )


def test_neither_light_nor_sight_is_drawn_on_a_line_or_indoors() -> None:
    hall = feature("hall", "place", PARK.geometry, place_kind="park", setting="indoor")
    for place in (ROAD, hall):
        assert light_bands(assessment([]), place) is None
        assert blind_spots(assessment([]), place) is None


def test_a_wall_around_makes_a_blind_spot_with_a_letter() -> None:
    ring = LineString([(60, 36), (80, 36), (80, 52), (60, 52), (60, 36)])
    scene = town(feature("ring", "wall", ring, height_m=3.0))
    spots = blind_spots(assessment([], scene=scene), PARK)
    assert spots is not None
    assert spots.spots[0].letter == "A"
    assert spots.spots[0].area_m2 > 200
    drawn = plan_svg(scene, [PARK], field=spots, language="ja")
    assert "url(#diagonal)" in drawn
    assert ">A</text>" in drawn


def test_room_is_given_once() -> None:
    room = Room(100, 100)
    assert room.near(50, 50, 20, 20) == (50, 50)
    found = room.near(50, 50, 20, 20)
    assert found is not None
    assert found != (50, 50)
    assert Room(10, 10).near(5, 5, 40, 40) is None
