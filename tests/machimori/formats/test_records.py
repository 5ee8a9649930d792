"""Records of what was done are read as the office exports them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from machimori.assessment import Record
from machimori.errors import InvalidInput
from machimori.formats.records import read_records
from machimori.guidelines import shipped_catalogue


def read(path: Path, content: str) -> tuple[Record, ...]:
    path.write_text(content, encoding="utf-8")
    return read_records(path, shipped_catalogue())


def test_a_record_is_read(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path / "records.csv",
        "番号,活動,場所・対象,実施日,結果,実施者,備考\n"
        "12,剪定・伐採,park；path-1、path-2,R8.4.1,枝を払った,公園課,\n",
    )
    assert (record.id, record.activity) == ("12", "prune")
    assert record.subjects == ("park", "path-1", "path-2")
    assert (record.on, record.result, record.by) == (
        date(2026, 4, 1),
        "枝を払った",
        "公園課",
    )


def test_json_may_list_subjects(tmp_path: Path) -> None:
    row = {"activity": "patrol", "subjects": ["a", "b;c"], "on": "2026-04-01"}
    (record,) = read(tmp_path / "records.json", json.dumps([row]))
    assert record.subjects == ("a", "b;c")
    assert (record.id, record.result) == ("entry 1", "done")


@pytest.mark.parametrize("result", ["not_done", "未実施", "中止"])
def test_what_was_not_done_is_known_as_such(tmp_path: Path, result: str) -> None:
    (record,) = read(
        tmp_path / "records.csv",
        f"activity,subjects,on,result\npatrol,park,2026-04-01,{result}\n",
    )
    assert record.result == "not_done"


def test_slips_are_told_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read(
            tmp_path / "records.csv",
            "activity,subjects,on\npatroll,park,2026-04-01\npatrol,; ,\n",
        )
    problems = wrong.value.problems
    assert [p.where.en for p in problems] == [
        "row 2, column activity",
        "row 3, column on",
        "row 3, column subjects",
    ]
    assert "patrol" in problems[0].expected.en
