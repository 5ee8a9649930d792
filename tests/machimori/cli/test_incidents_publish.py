"""``machimori incidents publish``: from the incidents file to what may leave."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box

from machimori.formats.incidents import write_incidents
from machimori.incidents import Block, Incidents, lay_out
from tests.machimori.cli.terminal import run
from tests.machimori.publication.made_up import month, months, town

COUNTS = np.array(
    [[[7, 3], [1, 0]], [[4, 9], [2, 1]], [[0, 1], [0, 0]], [[9, 8], [5, 6]]]
)


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    made = town(COUNTS)
    blocks = lay_out(
        Block(
            id=block.id,
            name=block.name,
            residents=block.residents,
            outline=box(139.9 + n / 100, 35.8, 139.91 + n / 100, 35.81),
        )
        for n, block in enumerate(made.blocks)
    )
    path = tmp_path / "incidents.geojson"
    write_incidents(Incidents(made.items, blocks), path)
    return path


def days(first: int, last: int) -> tuple[str, ...]:
    window = months(first, last)
    return ("--from", str(window.first_on), "--until", str(window.last_on))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("format_", ["csv", "geojson", "html"])
def test_it_is_written_in_every_format_with_its_reasons(
    incidents: Path, format_: str, language: str
) -> None:
    output = incidents.with_name(f"out.{format_}")
    told = run(
        *("incidents", "publish", incidents, *days(0, 0), "--format", format_),
        *("--output", output, "--language", language),
    )
    assert told.exit_code == 0, told.stderr
    assert {"ja": "割り出せない", "en": "attack"}[language] in told.stderr
    written = output.read_text(encoding="utf-8")
    assert "1–2" in written or "1-2" in written


def test_the_page_has_maps_and_asks_nobody_for_anything(incidents: Path) -> None:
    page = run(
        "incidents", "publish", incidents, *days(0, 0), "--format", "html"
    ).stdout
    assert page.count("<svg") >= 2
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert "順位を表すものではありません" in page


def test_a_window_slides_on_from_what_was_published(incidents: Path) -> None:
    first = incidents.with_name("first.csv")
    run("incidents", "publish", incidents, *days(0, 0), "-o", first)
    second = run("incidents", "publish", incidents, *days(1, 1), "--earlier", first)
    assert second.exit_code == 0, second.stderr


def test_a_window_that_grew_is_refused_and_nothing_written(incidents: Path) -> None:
    first, output = incidents.with_name("first.csv"), incidents.with_name("out.csv")
    run("incidents", "publish", incidents, *days(0, 0), "-o", first)
    refused = run(
        *("incidents", "publish", incidents, *days(0, 1), "--earlier", first),
        *("--output", output, "--language", "en"),
    )
    assert refused.exit_code == 2
    assert "Slide it" in refused.stderr
    assert not output.exists()


def test_kinds_may_be_chosen(incidents: Path) -> None:
    told = run(
        *("incidents", "publish", incidents, *days(0, 0), "--format", "geojson"),
        *("--kind", "自転車盗"),
    )
    document = json.loads(told.stdout)
    properties = document["features"][0]["properties"]
    assert "bicycle_theft" in properties
    assert "car_theft" not in properties


def test_a_list_without_blocks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("種別,発生日\n痴漢,2024-05-01\n", encoding="utf-8")
    refused = run("incidents", "publish", path, *days(0, 0), "--language", "en")
    assert refused.exit_code == 2
    assert "list.csv" in refused.stderr
    assert "--blocks" in refused.stderr


def test_the_list_of_naniwa_is_published_without_a_small_number(
    realdata: Path, tmp_path: Path
) -> None:
    folder, output = realdata / "osaka-naniwa", tmp_path / "naniwa.geojson"
    run(
        *("incidents", "import", folder / "naniwa_women20152017.csv", "-o", output),
        *("--prefecture", "大阪府", "--municipality", "大阪市浪速区", "--no-addresses"),
        *("--blocks", folder / "h27ka27111.shp"),
    )
    told = run(
        *("incidents", "publish", output, "--from", "2015-01-01"),
        *("--until", "2017-12-31", "--language", "en"),
    )
    assert told.exit_code == 0, told.stderr
    lines = [line.split(",") for line in told.stdout.splitlines() if line]
    shown = {cells[7] for cells in lines[1:]}
    assert {"0", "1–2"} < shown
    assert not {"1", "2", "1-2"} & shown
    assert "failed for each" in told.stderr


def test_a_period_that_ends_before_it_begins_is_refused(incidents: Path) -> None:
    window = month(1)
    refused = run(
        *("incidents", "publish", incidents),
        *("--from", window.last_on, "--until", window.first_on),
    )
    assert refused.exit_code == 2
    assert "--until" in refused.stderr


def test_several_periods_leave_in_one_publication(incidents: Path) -> None:
    output = incidents.with_name("both.csv")
    both = (*days(0, 0), *days(1, 1))
    told = run("incidents", "publish", incidents, *both, "-o", output)
    assert told.exit_code == 0, told.stderr
    text = output.read_text("utf-8-sig")
    assert str(months(0, 0).first_on) in text
    assert str(months(1, 1).first_on) in text


def test_the_page_of_several_periods_has_a_map_of_each(incidents: Path) -> None:
    asked = ("incidents", "publish", incidents, "--format", "html")
    both = run(*asked, *days(0, 0), *days(1, 1)).stdout
    assert both.count("<svg") >= 2
    for month_ in (0, 1):
        assert re.search(rf"<h2>[^<]* {months(month_, month_).first_on} ", both)
    ids = re.findall(r'\bid="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    for used in re.findall(r"url\(#([^)]+)\)", both):
        assert used in ids


def test_a_beginning_without_an_end_is_refused(incidents: Path) -> None:
    told = run("incidents", "publish", incidents, *days(0, 0), "--from", "2018-05-01")
    assert told.exit_code != 0
    assert "--until" in told.stderr
