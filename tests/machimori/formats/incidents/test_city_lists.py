"""Lists that cities make themselves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from machimori.errors import InvalidInput
from machimori.formats.incidents import Given, Reading, read_incident_lists
from machimori.incidents import When

TOLD = """伊予署管内
◆種別:つきまとい
◆日時:令和6年4月15日(月)午後4時10分頃
◆場所:伊予市米湊付近の路上
◆状況:徒歩で帰宅途中の女子生徒が、男に後をつけられたもの
◆特徴:30歳くらい、黒色ジャンパー、眼鏡着用
松山南署管内
◆種別：声かけ（女子児童に対するもの）
◆日時：令和6年4月16日午前7時30分ころ
◆場所：松山市余戸南３丁目４番付近路上
◆特徴：年齢不詳、身長170センチ位、白いワゴン車
"""


def read(folder: Path, text: str, name: str = "list.csv", **given: str) -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_incident_lists([path], given=Given(**given))  # type: ignore[arg-type]


def test_a_text_of_marked_items_gives_kind_time_and_block_only(tmp_path: Path) -> None:
    reading = read(tmp_path, TOLD, "ehime.txt", prefecture="愛媛県")
    first, second = reading.incidents
    assert (first.kind, second.kind) == ("following", "approach")
    day = date(2024, 4, 15)
    assert first.when == When(first_on=day, last_on=day, hour=16)
    assert (first.where.municipality, first.where.block_name) == ("伊予市", "米湊")
    assert second.where.block_name == "余戸南３丁目"
    assert second.when.hour == 7
    assert set(reading.reports[0].of_persons) == {"特徴", "状況"}


def test_month_and_hour_are_kept_without_a_day(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "MOJI,YEAR,MONTH,TIME,INCIDENT\n桜川２丁目,2017年,1月,0時頃,痴漢\n",
        municipality="大阪市浪速区",
    )
    (one,) = reading.incidents
    assert one.kind == "groping"
    assert one.where.municipality == "大阪市浪速区"
    assert one.when == When(
        first_on=date(2017, 1, 1), last_on=date(2017, 1, 31), hour=0
    )


def test_kind_and_time_in_each_others_column_are_exchanged(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "MOJI,YEAR,MONTH,INCIDENT,TIME\n桜川２丁目,2017年,1月,痴漢,0時頃\n"
        "桜川２丁目,2017年,2月,21時頃,声かけ事案\n",
    )
    assert [i.kind for i in reading.incidents] == ["groping", "approach"]
    assert [i.when.hour for i in reading.incidents] == [0, 21]
    assert reading.reports[0].repairs[0].code == "swapped"


def test_notes_tell_counts_attempts_and_dwellings_and_nothing_else(
    tmp_path: Path,
) -> None:
    reading = read(
        tmp_path,
        "ymd,category,addr,notes,count\n"
        "2016/01/01,空き巣,流山9丁目,戸建2件,1\n"
        "2016/01/02,忍び込み,加2丁目,集合住宅・未遂,1\n",
    )
    two, other, attempt = reading.incidents
    assert two.setting == other.setting == "detached_house"
    assert two.id != other.id
    assert (attempt.setting, attempt.is_attempt) == ("flats", True)


def test_a_column_of_line_numbers_is_no_count(tmp_path: Path) -> None:
    lines = "".join(f"{n},自転車盗,2016-01-0{n}\n" for n in range(1, 6))
    assert len(read(tmp_path, "Number,手口,発生年月日\n" + lines).incidents) == 5


def test_a_range_of_hours_is_a_span(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "種別,発生日,時間帯\n痴漢,2024-05-01,22時～1時\n痴漢,不明,22時～1時\n"
    )
    night, unknown = (i.when for i in reading.incidents)
    assert night == When(
        first_on=date(2024, 5, 1), last_on=date(2024, 5, 2), hour=22, until_hour=1
    )
    assert unknown == When()


def test_an_end_makes_a_span(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "手口,発生年月日（始期）,発生時（始期）,発生年月日（終期）,発生時（終期）\n"
        "自転車盗,2022-05-01,18,2022-05-02,8\n",
    )
    (one,) = reading.incidents
    assert (one.when.last_on, one.when.until_hour) == (date(2022, 5, 2), 8)
    assert one.when.hour_of_day is None


def test_points_of_a_csv_are_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, "kind,date,lon,lat\n器物損壊,2024-05-01,139.9,35.86\n")
    (one,) = reading.incidents
    assert (one.where.lon, one.where.lat) == (139.9, 35.86)


def test_swapped_coordinates_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, "kind,date,lon,lat\n器物損壊,2024-05-01,35.86,139.9\n")
    assert "swapped" in refused.value.problems[0].remedy.en


def feature(lon: float, lat: float, **said: object) -> dict[str, object]:
    place = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": place, "properties": said}


def test_points_of_a_geojson_are_kept(tmp_path: Path) -> None:
    document = {
        "type": "FeatureCollection",
        "features": [feature(139.9, 35.86, 種別="声かけ", 発生日時="2024-05-01 16:10")],
    }
    text = json.dumps(document, ensure_ascii=False)
    (one,) = read(tmp_path, text, "list.geojson").incidents
    assert (one.kind, one.when.hour, one.where.lat) == ("approach", 16, 35.86)


def test_a_shape_that_is_no_point_is_refused(tmp_path: Path) -> None:
    line = feature(139.9, 35.86, kind="arson", date="2024-05-01")
    line["geometry"] = {"type": "LineString", "coordinates": [[139.9, 35.8]] * 2}
    text = json.dumps({"type": "FeatureCollection", "features": [line]})
    with pytest.raises(InvalidInput):
        read(tmp_path, text, "list.geojson")


def test_middles_of_blocks_are_not_taken_for_points(tmp_path: Path) -> None:
    lines = "".join(
        f"自転車盗,2024-05-01,加{block}丁目,139.9{block},35.8\n"
        for block in range(1, 5)
        for _ in range(3)
    )
    reading = read(tmp_path, "手口,発生年月日,町丁目,経度,緯度\n" + lines)
    assert all(i.where.precision == "block" for i in reading.incidents)
    assert "middles" in reading.reports[0].notes[0].en


def test_many_incidents_on_one_point_are_told(tmp_path: Path) -> None:
    lines = "自転車盗,2024-05-01,139.9,35.8\n" * 30
    reading = read(tmp_path, "手口,発生年月日,経度,緯度\n" + lines)
    assert all(i.where.precision == "point" for i in reading.incidents)
    assert "30 incidents" in reading.reports[0].notes[0].en


def test_what_patrols_found_is_kept_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "種別,発生日,認知の経緯\n落書き,2024-05-01,巡回中の発見\n落書き,2024-05-01,届出\n",
    )
    assert [i.known_by for i in reading.incidents] == ["found_on_patrol", "reported"]


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "#LINK\n#lang,ja\n令和6年の状況\n種別,発生日\n痴漢,2024-05-01\n"
    )
    assert len(reading.incidents) == 1


def test_a_kind_may_be_given_for_a_list_without_one(tmp_path: Path) -> None:
    reading = read(tmp_path, "町丁目,発生日\n加２丁目,2024-05-01\n", kind="arson")
    assert reading.incidents.items[0].kind == "arson"


def test_the_licence_is_kept_with_the_source(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("種別,発生日\n痴漢,2024-05-01\n", encoding="utf-8")
    reading = read_incident_lists([path], publisher="ある市", licence="CC BY 4.0")
    (source,) = reading.incidents.sources.values()
    assert (source.publisher, source.licence.en) == ("ある市", "CC BY 4.0")
    assert len(source.sha256) == 64


def test_a_list_without_kinds_is_told_so_once(tmp_path: Path) -> None:
    counts = "MOJI,NUMBER,YEAR\n塩草１丁目,6,2015\n塩草３丁目,1,2016\n"
    with pytest.raises(InvalidInput) as raised:
        read(tmp_path, counts)
    (problem,) = raised.value.problems
    assert "--kind" in problem.expected.ja
    assert "MOJI" in problem.found
    reading = read(tmp_path, counts, kind="bicycle_theft")
    assert [one.kind for one in reading.incidents] == ["bicycle_theft"] * 7
