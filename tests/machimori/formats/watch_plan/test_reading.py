from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.watch_plan import read_watch_plan
from machimori.formats.watch_plan.settings import parse_hours, parse_plan
from machimori.watch import Window, watch_gap
from tests.machimori.formats.watch_plan.village import PLAN, at, build

YAIZU = """\
title: 焼津市
streets: yaizu/通学路_*/*.shp
school_routes: {file: "yaizu/通学路_*/*.shp"}
districts: {file: yaizu/小学校区/小学校区.shp, name: SAFIELD001}
schools: {file: yaizu/小学校/222127_elementary_school.csv, name: 名称}
clubs:
  file: yaizu/要配慮者利用施設/yohairyosya.csv
  name: 要配慮者利用施設名称
  where: {区分: 児童厚生施設（放課後児童クラブ）}
nurseries: {file: yaizu/子育て施設一覧/222127_preschool.csv, name: 名称}
parks: {file: yaizu/公園_緑地/公園・緑地.shp}
accidents: {file: yaizu/交通事故_2022/222127_traffic_accident_2022.csv}
watchers:
  - kind: police
    file: yaizu/防災関連施設_警察署_交番/警察署・交番.geojson
    hours: 24時間
  - {kind: refuge, file: yaizu/子どもを守る家/子どもを守る家.csv, hours: "7:00-18:00"}
surveyed: [police, refuge]
"""


def test_a_plan_brings_all_its_files_together(tmp_path: Path) -> None:
    plan = read_watch_plan(build(tmp_path))
    place = plan.neighbourhood
    assert plan.title == "みどり村の見守り"
    assert len(place.graph) == 31
    assert [school.name for school in place.schools] == ["みどり小学校"]
    assert sum(block.children or 0 for block in place.blocks) == 135
    assert [(w.kind, w.name) for w in place.watchers] == [
        ("post", "正門前"),
        ("refuge", "refuges/1"),
    ]
    assert place.watchers[1].hours is None
    assert place.standing[0].hours == (Window(7 + 20 / 60, 7 + 35 / 60),)
    assert place.surveyed == {"post", "refuge"}
    assert plan.accidents is not None
    assert len(plan.accidents) == 1
    assert plan.lamps is None
    assert plan.assumptions["chance-post"] == 0.8
    assert plan.assumptions.every["chance-post"].chosen_by.ja == "みどり村"


def test_rows_without_a_place_are_told(tmp_path: Path) -> None:
    notes = read_watch_plan(build(tmp_path)).notes
    assert [note.ja for note in notes if "standing.csv" in note.ja]


@pytest.mark.parametrize(
    ("instead", "of", "says"),
    [
        ("kind: posts", "kind: post", "kind of watcher"),
        ("surveyed: [posts, refuge]", "surveyed: [post, refuge]", "kind of watcher"),
        ("surveyed: [window]", "surveyed: [post, refuge]", "scene"),
        ('hours: "8時まで"', 'hours: "7:30-8:15"', "hours such as"),
        ("{chance-post: 1.5}", "{chance-post: 0.8}", "0 to 1"),
        ("{chance-posts: 0.5}", "{chance-post: 0.8}", "key"),
        ("{school-arrival-from: 9}", "{chance-post: 0.8}", "after the beginning"),
        ("{piece: 0}", "{chance-post: 0.8}", "above 0"),
        ("street: a.geojson", "streets: streets.geojson", "key"),
        ("children: -3", "children: 児童数", "number from 0"),
        ("children: 人口", "children: 児童数", "one of"),
        ("file: nothing.csv", "file: schools.csv", "exists"),
        ("title: [a, b]", "title: みどり村の見守り", "text"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told(
    tmp_path: Path, instead: str, of: str, says: str
) -> None:
    assert of in PLAN
    with pytest.raises(InvalidInput) as refused:
        read_watch_plan(build(tmp_path, PLAN.replace(of, instead)))
    assert any(says in p.expected.en for p in refused.value.problems)
    assert all(p.remedy.ja and p.file for p in refused.value.problems)


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    path = build(tmp_path)
    (tmp_path / "schools.csv").write_text("名称\nみどり小学校\n", encoding="utf-8")
    (tmp_path / "streets.geojson").write_text("{}", encoding="utf-8")
    (tmp_path / "posts.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput) as refused:
        read_watch_plan(path)
    files = {Path(p.file).name for p in refused.value.problems}
    assert files == {"schools.csv", "streets.geojson", "posts.csv"}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("7:30-8:15", [(7.5, 8.25)]),
        ("7：30〜8：15、14:30～16:00", [(7.5, 8.25), (14.5, 16)]),
        ("22-6", [(0, 6), (22, 24)]),
        ("24時間", [(0, 24)]),
    ],
)
def test_hours_are_read_as_people_write_them(
    text: str, hours: list[tuple[float, float]]
) -> None:
    assert parse_hours(text) == tuple(Window(*one) for one in hours)


@pytest.mark.parametrize("text", ["", "朝", "8:15まで", "8-8", "25-26", "7-9, 8-10"])
def test_hours_that_cannot_be_read_are_unknown(text: str) -> None:
    assert parse_hours(text) is None


@given(st.data())
def test_no_spoiled_plan_brings_the_reader_down(data: st.DataObject) -> None:
    text = PLAN
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        piece = data.draw(st.sampled_from(["", "[", "{", "-1", ": ", "\n", "null"]))
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 12)) :]
    try:
        settings = parse_plan(text, file="plan")
    except InvalidInput as refused:
        assert all(problem.remedy.en for problem in refused.problems)  # noqa: PT017
        return
    assert settings.streets


def test_all_schools_of_a_city_have_their_watch_gap(
    tmp_path: Path, realdata: Path
) -> None:
    (tmp_path / "yaizu").symlink_to(realdata / "yaizu-city")
    (tmp_path / "watch.yaml").write_text(YAIZU, encoding="utf-8")
    plan = read_watch_plan(tmp_path / "watch.yaml")
    place = plan.neighbourhood
    assert len(place.schools) == 13
    assert len(place.watchers) == 9 + 906
    gap = watch_gap(place, plan.assumptions)
    walked = gap.flows.by_trip["to_school"].sum(axis=1)
    for number, school in enumerate(place.schools):
        homes = gap.flows.homes
        own = homes.school == number
        assert homes.children[own].sum() == pytest.approx(100), school.name
        assert walked[homes.positions.segment[own]].sum() > 0, school.name
    assert gap.unsurveyed == ("post", "walk", "nagara", "shop", "camera", "window")
    assert (gap.least <= gap.most).all()
    assert gap.unseen_child_m(gap.most).sum() < gap.unseen_child_m(gap.flow).sum()


PORTAL = """\
#LINK,,,
#lang,ja,,
#license,CC BY,,
#property,name,note,location
#object_type_xsd,string,string,string
1,みどり小学校,,"{lat},{lon}"
2,となり小学校,,
"""


def test_tables_of_open_data_portals_are_read_below_their_remarks(
    tmp_path: Path,
) -> None:
    build(tmp_path)
    lon, lat = at(0, 1.2)
    table = PORTAL.format(lat=lat, lon=lon)
    (tmp_path / "schools.csv").write_text(table, "utf-8-sig")
    path = tmp_path / "watch.yaml"
    written = PLAN.replace("schools.csv, name: 名称", "schools.csv, name: name")
    path.write_text(written, "utf-8")
    plan = read_watch_plan(path)
    assert [school.name for school in plan.neighbourhood.schools] == ["みどり小学校"]
    assert any("schools.csv：1行" in note.ja for note in plan.notes)


def test_takamatsus_tables_of_schools_and_parks_are_read(
    tmp_path: Path, realdata: Path
) -> None:
    build(tmp_path)
    for name in ("0017.csv", "0041.csv"):
        (tmp_path / name).write_bytes((realdata / "takamatsu" / name).read_bytes())
    path = tmp_path / "watch.yaml"
    path.write_text(
        "title: 高松\nstreets: streets.geojson\n"
        "schools: {file: 0017.csv, name: name}\nparks: 0041.csv\n",
        "utf-8",
    )
    place = read_watch_plan(path).neighbourhood
    assert len(place.schools) > 40
    assert len(place.parks) > 100


def test_sapporos_schools_and_districts_meet_the_streets_of_the_map(
    tmp_path: Path, realdata: Path
) -> None:
    path = tmp_path / "watch.yaml"
    schools, osm = realdata / "sapporo-schools", realdata / "sapporo-osm"
    path.write_text(
        f"title: 札幌駅の北\nstreets: {osm / 'sapporo-station-north.osm'}\n"
        f"schools: {{file: {schools / 'Elementary_loc.geojson'}, name: A27_007}}\n"
        f"districts: {{file: {schools / 'Elementary.geojson'}, name: name}}\n",
        "utf-8",
    )
    plan = read_watch_plan(path)
    gap = watch_gap(plan.neighbourhood, plan.assumptions)
    assert len(plan.neighbourhood.schools) == 202
    assert gap.unseen_child_m(gap.flow).sum() > 10_000
    told = " ".join(note.ja for note in gap.notes)
    assert "約0人分" not in told
    assert "校は、見ていません" in told
