"""``machimori incidents import``: from published lists to one file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.machimori.cli.terminal import run
from tests.machimori.formats.incidents.police import MORE, OF_2018, published, row
from tests.machimori.formats.incidents.test_block_tables import (
    area,
    boundaries,
    census,
)

HEADINGS = (*OF_2018, *MORE["自転車盗"])
OF_NAGAREYAMA = {
    "都道府県（発生地）": "千葉県",
    "市区町村（発生地）": "流山市",
    "市区町村コード（発生地）": "12220",
}


@pytest.fixture
def thefts(tmp_path: Path) -> Path:
    rows = [
        row(
            "自転車盗",
            **OF_NAGAREYAMA,
            **{"町丁目（発生地）": name, "発生年月日（始期）": on},
        )
        for name, on in (
            ("加１丁目", "2018/3/6"),
            ("加2丁目", "2018-03-07"),
            ("どこか", "不明"),
            ("加１丁目", "3月6日"),
        )
    ]
    return published(tmp_path / "list.csv", rows, HEADINGS)


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    return boundaries(
        tmp_path,
        area(0, **census("12220018001", "加１丁目", JINKO=812)),
        area(1, **census("12220018002", "加２丁目", JINKO=0)),
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            [
                "表計算ソフトが書き換えた日付",
                "断った: ",
                "5行目 9列目",
                "被害者の年齢",
                "利用条件 CC BY 4.0",
                "66.67%",
                "千葉県流山市どこか",
                "4行から3件",
            ],
        ),
        (
            "en",
            [
                "dates that a spreadsheet had rewritten",
                "Refused: ",
                "line 5, column 9",
                "被害者の年齢",
                "CC BY 4.0",
                "66.67%",
                "千葉県流山市どこか",
                "3 incidents of 4 lines",
            ],
        ),
    ],
)
def test_the_account_tells_what_was_read_repaired_and_refused(
    thefts: Path, blocks: Path, language: str, words: list[str]
) -> None:
    output = thefts.with_name("incidents.geojson")
    told = run(
        *("incidents", "import", thefts, "--blocks", blocks, "-o", output),
        *("--no-addresses", "--licence", "CC BY 4.0", "--language", language),
    )
    assert told.exit_code == 0, told.stderr
    said = " ".join(told.stdout.split())
    for expected in words:
        assert expected in said
    document = json.loads(output.read_text(encoding="utf-8"))
    records = [f["properties"]["record"] for f in document["features"]]
    assert records == ["block", "block", "incident", "incident", "incident"]


def test_the_file_that_was_written_is_read_again(thefts: Path, blocks: Path) -> None:
    one, other = (thefts.with_name(name) for name in ("1.geojson", "2.geojson"))
    run("incidents", "import", thefts, "--blocks", blocks, "-o", one)
    again = run("incidents", "import", one, "-o", other, "--no-addresses")
    assert again.exit_code == 0, again.stderr
    assert one.read_bytes() == other.read_bytes()


def test_without_a_table_of_blocks_it_is_told_how_to_get_one(thefts: Path) -> None:
    output = thefts.with_name("out.geojson")
    told = run("incidents", "import", thefts, "-o", output, "--no-addresses")
    assert told.exit_code == 0
    assert "--blocks" in told.stdout


def test_an_unknown_kind_is_refused_with_the_closest(thefts: Path) -> None:
    output = thefts.with_name("out.geojson")
    refused = run("incidents", "import", thefts, "-o", output, "--kind", "自転車")
    assert refused.exit_code == 2
    assert "自転車盗" in refused.stderr
    assert not output.exists()


def test_what_cannot_be_read_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("apples\n1\n", encoding="utf-8")
    output = tmp_path / "out.geojson"
    output.write_text("old", encoding="utf-8")
    refused = run("incidents", "import", tmp_path / "list.csv", "-o", output)
    assert refused.exit_code == 2
    assert "list.csv" in refused.stderr
    assert output.read_text(encoding="utf-8") == "old"


def test_a_name_by_which_the_file_could_not_be_read_again_is_refused(
    thefts: Path, tmp_path: Path
) -> None:
    output = tmp_path / "thefts.csv"
    ended = run("incidents", "import", thefts, "-o", output, "--language", "en")
    assert ended.exit_code == 2
    assert "thefts.geojson" in ended.stderr
    assert not output.exists()
