"""Tables are read however people keep them, and refused with all that is wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import MEGABYTE
from machimori.formats.tables import Column, Row, read_each, read_table

COLUMNS = (
    Column("place", "場所", required=True),
    Column("on", "確認日"),
    Column("lux", "照度"),
    Column("note", "備考"),
)
CSV = "場所,確認日,照度,備考\n公園,2026-04-01,3.5,よし\n"
READ = {"place": "公園", "on": date(2026, 4, 1), "lux": 3.5, "note": "よし"}


def cells(row: Row) -> dict[str, Any]:
    return {
        "place": row.needed("place"),
        "on": row.day("on"),
        "lux": row.number("lux"),
        "note": row.text("note"),
    }


def read(path: Path) -> list[dict[str, Any]]:
    return list(read_each(path, COLUMNS, cells))


def save(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        read(path)
    return list(wrong.value.problems)


class TestEncodingsAndSeparators:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
    def test_text_may_be_utf8_or_shift_jis(self, tmp_path: Path, encoding: str) -> None:
        assert read(save(tmp_path, CSV.encode(encoding))) == [READ]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_lines_may_end_in_any_way(self, tmp_path: Path, end: str) -> None:
        assert read(save(tmp_path, CSV.replace("\n", end))) == [READ]

    def test_cells_may_stand_between_tabs(self, tmp_path: Path) -> None:
        path = save(tmp_path, CSV.replace(",", "\t"), "table.tsv")
        assert read(path) == [READ]

    def test_a_quoted_cell_may_hold_commas_and_line_breaks(
        self, tmp_path: Path
    ) -> None:
        path = save(tmp_path, 'place,note\n公園,"a,\n""b"""\n')
        assert read(path)[0]["note"] == 'a,\n"b"'

    def test_another_encoding_is_refused(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, CSV.encode("utf-16")))
        assert "UTF-8" in problem.remedy.en

    def test_a_quotation_mark_left_open_is_refused(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, 'place,note\na,"b\nc,d\n'))
        assert "quotation" in problem.remedy.en
        assert problem.where.en == "line 3"

    def test_an_ending_that_nobody_knows_is_refused(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, CSV, "table.doc"))
        assert problem.found == ".doc"


class TestJsonAndYaml:
    def test_json_is_a_list_of_rows(self, tmp_path: Path) -> None:
        row = {"場所": "公園", "on": "令和8年4月1日", "lux": 3.5, "note": "よし"}
        content = json.dumps([row, {"場所": None, "note": ""}])
        assert read(save(tmp_path, content, "table.json")) == [READ]

    def test_yaml_is_a_list_of_rows(self, tmp_path: Path) -> None:
        content = "- {place: 公園, on: 2026-04-01, lux: 3.5, note: よし}\n"
        assert read(save(tmp_path, content, "table.yaml")) == [READ]

    @pytest.mark.parametrize("content", ['{"place": "a"}', "1", '["a"]', "null"])
    def test_what_is_no_list_of_rows_is_refused(
        self, tmp_path: Path, content: str
    ) -> None:
        (problem,) = refused(save(tmp_path, content, "table.json"))
        assert "list" in problem.remedy.en

    def test_a_cell_holds_one_value(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, '[{"place": {"a": 1}}]', "table.json"))
        assert problem.where.en == "entry 1, column place"

    def test_json_that_is_cut_off_is_refused(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, '[{"place": "a"', "table.json"))
        assert problem.where.en.startswith("line 1")


class TestHeadings:
    @pytest.mark.parametrize(
        "heading", ["place", "PLACE", "場所", " 場所 ", "場所（id）", "場所\n[必須]"]
    )
    def test_a_heading_may_be_written_in_many_ways(
        self, tmp_path: Path, heading: str
    ) -> None:
        assert read(save(tmp_path, f'"{heading}"\n公園\n'))[0]["place"] == "公園"

    def test_lines_before_and_between_may_be_empty(self, tmp_path: Path) -> None:
        path = save(tmp_path, "\n,,\nplace,note\n\n公園,\n,\n")
        assert [row["place"] for row in read(path)] == ["公園"]

    def test_an_empty_file_has_no_headings(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, ""))
        assert problem.expected.en == "a table with headings"

    def test_headings_alone_are_an_empty_table(self, tmp_path: Path) -> None:
        assert read(save(tmp_path, "place,note\n")) == []

    def test_all_that_is_wrong_with_headings_is_told_at_once(
        self, tmp_path: Path
    ) -> None:
        problems = refused(save(tmp_path, "lux,照度,note,ntoe\n"))
        assert [p.found for p in problems][:2] == ["照度 × 2", "ntoe"]
        assert "note" in problems[1].expected.en
        assert problems[2].expected.ja == "「場所」列"


class TestRows:
    def test_all_that_is_wrong_with_cells_is_told_at_once(self, tmp_path: Path) -> None:
        problems = refused(save(tmp_path, "place,on,照度\n,soon,NaN\na,,1e999\n"))
        assert [p.where.en for p in problems] == [
            "row 2, column place",
            "row 2, column on",
            "row 2, column 照度",
            "row 3, column 照度",
        ]
        assert problems[2].where.ja == "2行目「照度」列"

    def test_a_short_row_leaves_its_last_cells_empty(self, tmp_path: Path) -> None:
        assert read(save(tmp_path, "place,on,lux\na\n"))[0]["lux"] is None

    def test_a_cell_under_no_heading_is_refused(self, tmp_path: Path) -> None:
        (problem,) = refused(save(tmp_path, "place,note\na,b, c\n"))
        assert problem.where.en == "row 2, column 3"
        assert "comma" in problem.remedy.en

    @pytest.mark.parametrize(
        ("written", "number"),
        [("３．５", 3.5), (" 3.5 ", 3.5), ("−2", -2.0), ("+1", 1.0), ("1e3", 1000.0)],
    )
    def test_numbers_may_be_full_width(
        self, tmp_path: Path, written: str, number: float
    ) -> None:
        assert read(save(tmp_path, f"place,lux\na,{written}\n"))[0]["lux"] == number

    @pytest.mark.parametrize(
        "written", ["nan", "inf", "1_0", "3,5", "約3", "0x10", "-"]
    )
    def test_what_is_no_finite_number_is_refused(
        self, tmp_path: Path, written: str
    ) -> None:
        (problem,) = refused(save(tmp_path, f'place,lux\na,"{written}"\n'))
        assert problem.expected.en == "a number"

    def test_a_cell_may_hold_several_texts(self, tmp_path: Path) -> None:
        path = save(tmp_path, "place\n a；b ; c\n")
        (row,), _ = read_table(path, COLUMNS)
        assert row.texts("place", separators=";；") == ("a", "b", "c")

    def test_a_word_out_of_a_list_has_its_meaning(self, tmp_path: Path) -> None:
        (row,), problems = read_table(save(tmp_path, "place\nＹＥＳ\n"), COLUMNS)
        assert row.choice("place", {"yes": 1}) == 1
        assert row.choice("place", {"yeah": 1}) is None
        assert "yeah" in problems[0].expected.en


def test_two_gigabytes_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as opened:
        opened.truncate(2_000 * MEGABYTE)
    (problem,) = refused(tmp_path / "huge.csv")
    assert problem.found == "2,000.0 MB"


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.json", "t.yaml", "t.xlsx"])
@given(content=st.binary(max_size=200) | st.text().map(str.encode))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_bytes_are_read_or_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with suppress(InvalidInput):
        read(save(tmp_path, content, name))


ODD = [
    "",
    "place",
    "場所",
    "on",
    "lux",
    "1",
    "NaN",
    '"',
    "\n",
    ",",
    "\t",
    "\x00",
    "=1+1",
]


@given(st.lists(st.sampled_from(ODD), max_size=25).map("".join))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_mixture_of_cells_is_read_or_refused(tmp_path: Path, text: str) -> None:
    with suppress(InvalidInput):
        read(save(tmp_path, f"place,{text}"))
