from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
import shapely
from shapely import LineString, Point, box

from machimori.reports.plan import (
    PlanMark,
    drawings_of,
    light_bands,
    plan_svg,
    sight_map,
)
from machimori.reports.plan.canvas import Canvas, wrapped
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


def test_a_wide_place_fills_the_sheet_and_is_no_higher_than_it_needs() -> None:
    canvas = Canvas.around(box(0, 0, 200, 100), (720, 500))
    assert canvas.width_px == 720
    assert 720 / 2 < canvas.height_px < 400


def test_a_square_place_leaves_room_beside_it_for_the_legend() -> None:
    square = box(0, 0, 300, 300)
    canvas = Canvas.around(square, (720, 310))
    assert canvas.width_px == canvas.height_px == 310
    assert canvas.window.contains(square)


def test_a_place_much_higher_than_wide_is_laid_along_the_sheet() -> None:
    street = box(0, 0, 10, 400)
    canvas = Canvas.around(street, (720, 300))
    assert canvas.is_turned
    assert canvas.width_px == 720
    assert canvas.window.contains(street)
    (south_x, west_y), (north_x, east_y) = canvas.at(0, 0), canvas.at(10, 400)
    assert south_x < north_x
    assert west_y < east_y


def test_the_window_and_the_corners_of_the_sheet_are_the_same() -> None:
    for tall in (box(0, 0, 10, 400), box(0, 0, 400, 100)):
        canvas = Canvas.around(tall, (720, 300))
        west, south, east, north = canvas.window.bounds
        corners = [canvas.at(x, y) for x in (west, east) for y in (south, north)]
        xs, ys = zip(*corners, strict=True)
        assert (min(xs), max(xs)) == pytest.approx((0, canvas.width_px), abs=1e-6)
        assert (min(ys), max(ys)) == pytest.approx((0, canvas.height_px), abs=1e-6)


def test_small_things_are_left_out_of_a_plan_of_small_scale() -> None:
    far = feature("far", "place", box(-500, -500, 500, 500), place_kind="park")
    drawn = plan_svg(town(far), [far], language="ja")
    assert "layer-lamp" not in drawn
    assert "layer-road" in drawn
    assert "layer-lamp" in plan_svg(town(), [PARK], language="ja")


def test_names_and_numbers_of_a_plan_of_many_places_do_not_overlap() -> None:
    marks = [PlanMark(1, "subject", PARK.geometry)]
    picture = ElementTree.fromstring(
        plan_svg(town(), [PARK, ROAD], marks=marks, keys={1: "暗い"}, language="ja")
    )
    spots = [
        Point(float(t.get("x", 0)), float(t.get("y", 0)))
        for t in picture.iter(f"{SVG}text")
        if t.text in ("1", PARK.name, ROAD.name)
    ]
    assert len(spots) == 4
    assert min(a.distance(b) for a in spots for b in spots if a is not b) > 15


def test_the_key_says_beside_each_number_what_it_is_about() -> None:
    mark = PlanMark(1, "subject", PARK.geometry)
    drawn = plan_svg(
        town(), [PARK], marks=[mark], keys={1: "南通りが暗い"}, language="ja"
    )
    assert ">南通りが暗い</text>" in drawn


def test_text_is_broken_between_words_and_never_before_a_full_stop() -> None:
    assert wrapped("one two three", 55, 12) == ["one two", "three"]
    lines = wrapped("まちを、見守る。", 36, 12)
    assert "".join(lines) == "まちを、見守る。"
    assert not [line for line in lines if line[0] in "、。"]


def test_drawings_are_computed_once_for_an_assessment() -> None:
    judged = assessment([])
    drawings = drawings_of(judged)
    assert drawings.light(PARK) is drawings_of(judged).light(PARK)
    assert drawings_of(assessment([])) is not drawings


@pytest.mark.parametrize("quantity", ["illuminance", "watchers"])
def test_lightness_alone_orders_the_bands(quantity: str) -> None:
    shades = [luminance(colour) for colour in getattr(style(), quantity).colours]
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
        assert sight_map(assessment([]), place) is None


def test_a_wall_around_makes_a_blind_spot_with_a_letter() -> None:
    ring = LineString([(60, 36), (80, 36), (80, 52), (60, 52), (60, 36)])
    scene = town(feature("ring", "wall", ring, height_m=3.0))
    spots = sight_map(assessment([], scene=scene), PARK)
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
