"""The national open data of the police, in all the variants that occur."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from machimori.errors import InvalidInput
from machimori.formats.incidents import FileReport, read_incident_lists
from machimori.incidents import Incident, When, incident_vocabulary
from tests.machimori.formats.incidents.police import (
    ENCODINGS,
    LATER,
    MORE,
    OF_2018,
    published,
    row,
)

HEADINGS = (*OF_2018, *MORE["自転車盗"])


def read(path: Path) -> tuple[tuple[Incident, ...], FileReport]:
    reading = read_incident_lists([path])
    return reading.incidents.items, reading.reports[0]


def one(folder: Path, **said: str) -> tuple[Incident, FileReport]:
    path = published(folder / "list.csv", [row("自転車盗", **said)], HEADINGS)
    (incident,), report = read(path)
    return incident, report


def repairs(report: FileReport) -> set[str]:
    return {repair.code for repair in report.repairs}


@pytest.mark.parametrize("layout", [OF_2018, LATER], ids=["2018", "later"])
@pytest.mark.parametrize("kind", MORE)
def test_every_kind_is_read_in_both_layouts(
    tmp_path: Path, kind: str, layout: tuple[str, ...]
) -> None:
    # The name of the file lies, as such names do.
    path = tmp_path / "hokkaido_2018zitensyatou.csv"
    (incident,), report = read(published(path, [row(kind)], (*layout, *MORE[kind])))
    assert incident.kind == read_kind(kind)
    assert incident.setting == "street"
    assert incident.when == When(
        first_on=date(2018, 8, 12), last_on=date(2018, 8, 12), hour=16
    )
    assert incident.where.municipality_code == "01101"
    assert incident.where.block_name == "大通西１０丁目"
    assert not report.refused
    assert not report.repairs


def read_kind(kind: str) -> str | None:
    return incident_vocabulary().kind_of(kind)


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_and_separator_do_not_matter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = published(
        tmp_path / "list.csv",
        [row("ひったくり")],
        (*OF_2018, *MORE["ひったくり"]),
        encoding=encoding,
        delimiter=delimiter,
    )
    (incident,), report = read(path)
    assert incident.kind == "purse_snatching"
    assert report.delimiter == {",": "comma", "\t": "tab"}[delimiter]
    assert report.of_persons == ("被害者の性別", "被害者の年齢")


@pytest.mark.parametrize(
    ("written", "code", "repair"),
    [
        ("011011", "01101", set()),
        ("01101", "01101", set()),
        ("11011", "01101", {"code_zero"}),
        ("1101", "01101", {"code_zero"}),
        ("", "", set()),
        ("122203", "", {"code_dropped"}),
        ("不明", "", {"code_dropped"}),
    ],
)
def test_codes_lose_their_check_digit_and_regain_their_zero(
    tmp_path: Path, written: str, code: str, repair: set[str]
) -> None:
    incident, report = one(tmp_path, **{"市区町村コード（発生地）": written})
    assert incident.where.municipality_code == code
    assert repairs(report) == repair


@pytest.mark.parametrize(
    ("written", "on", "repair"),
    [
        ("2018/8/12", date(2018, 8, 12), {"date_rewritten"}),
        ("43324", date(2018, 8, 12), {"date_serial"}),
        ("平成30年8月12日", date(2018, 8, 12), {"era"}),
        ("２０１８－０８－１２", date(2018, 8, 12), set()),
        ("2011-01-23", date(2011, 1, 23), set()),
        ("不明", None, set()),
        ("", None, set()),
    ],
)
def test_dates_are_read_however_they_were_mangled(
    tmp_path: Path, written: str, on: date | None, repair: set[str]
) -> None:
    incident, report = one(tmp_path, **{"発生年月日（始期）": written})
    assert incident.when.day == on
    assert repairs(report) == repair


@pytest.mark.parametrize(
    ("written", "hour", "repair"),
    [
        ("00", 0, set()),
        ("4", 4, set()),
        ("07", 7, set()),
        ("不明", None, set()),
        ("0.2916666666", 7, {"hour_fraction"}),
        ("夕方", None, {"hour_words"}),
    ],
)
def test_hours_are_read_or_unknown(
    tmp_path: Path, written: str, hour: int | None, repair: set[str]
) -> None:
    incident, report = one(tmp_path, **{"発生時（始期）": written})
    assert incident.when.hour_of_day == hour
    assert repairs(report) == repair


def test_24_o_clock_is_the_next_day(tmp_path: Path) -> None:
    incident, _ = one(tmp_path, **{"発生時（始期）": "24"})
    assert (incident.when.day, incident.when.hour) == (date(2018, 8, 13), 0)


@pytest.mark.parametrize("written", ["8月12日", "########", "2018-02-30", "30.8.12"])
def test_a_date_that_cannot_be_told_is_refused_with_its_place(
    tmp_path: Path, written: str
) -> None:
    rows = [row("自転車盗"), row("自転車盗", **{"発生年月日（始期）": written})]
    incidents, report = read(published(tmp_path / "list.csv", rows, HEADINGS))
    assert len(incidents) == 1
    (problem,) = report.refused
    assert problem.file.endswith("list.csv")
    assert problem.where.en == "line 3, column 9 (発生年月日（始期）)"
    assert problem.where.ja == "3行目 9列目「発生年月日（始期）」"


def test_a_withheld_block_leaves_the_municipality(tmp_path: Path) -> None:
    incident, _ = one(tmp_path, **{"町丁目（発生地）": ""})
    assert incident.where.precision == "municipality"


def test_doubled_columns_count_once(tmp_path: Path) -> None:
    path = published(tmp_path / "list.csv", [row("自動車盗")], OF_2018 * 2)
    incidents, report = read(path)
    assert len(incidents) == 1
    assert repairs(report) == {"doubled"}


def test_empty_lines_at_the_end_are_no_lines(tmp_path: Path) -> None:
    path = published(tmp_path / "list.csv", [row("自転車盗")], HEADINGS)
    path.write_bytes(path.read_bytes() + b",,,,\r\n" * 3 + b"\r\n")
    _, report = read(path)
    assert (report.rows, report.read) == (1, 1)


def test_headings_read_in_the_wrong_encoding_are_read_again(tmp_path: Path) -> None:
    garbled = [h.encode("cp932").decode("latin-1") for h in HEADINGS]
    line = row("自転車盗")
    rows = [dict(zip(garbled, (line[h] for h in HEADINGS), strict=True))]
    path = published(tmp_path / "list.csv", rows, garbled, encoding="utf-8")
    incidents, report = read(path)
    assert incidents[0].where.block_name == "大通西１０丁目"
    assert repairs(report) == {"headings"}


def test_lost_headings_are_replaced_by_the_national_order(tmp_path: Path) -> None:
    lost = [f"��{n}" for n in range(len(HEADINGS))]
    line = row("自転車盗")
    rows = [dict(zip(lost, (line[h] for h in HEADINGS), strict=True))]
    path = published(tmp_path / "list.csv", rows, lost, encoding="utf-8")
    incidents, report = read(path)
    assert incidents[0].when.hour == 16
    assert incidents[0].setting == "street"
    assert repairs(report) == {"layout"}


def test_earlier_years_are_kept_and_told(tmp_path: Path) -> None:
    early = row("自転車盗", **{"発生年月日（始期）": "2017-12-31"})
    rows = [row("自転車盗"), row("自転車盗"), early]
    incidents, report = read(published(tmp_path / "list.csv", rows, HEADINGS))
    assert len(incidents) == 3
    assert "2018" in report.notes[0].en


def test_a_key_left_in_is_no_lock(tmp_path: Path) -> None:
    locks = {
        "キーあり": False,
        "キーなし": True,
        "施錠した": True,
        "施錠せず": False,
        "": None,
    }
    rows = [row("自転車盗", 施錠関係=written) for written in locks]
    incidents, _ = read(published(tmp_path / "list.csv", rows, HEADINGS))
    assert [i.was_locked for i in incidents] == list(locks.values())


def test_a_kind_of_no_vocabulary_is_refused_with_the_closest(tmp_path: Path) -> None:
    path = published(tmp_path / "list.csv", [row("自転車盗り")], HEADINGS)
    with pytest.raises(InvalidInput) as refused:
        read_incident_lists([path])
    assert "自転車盗" in refused.value.problems[0].expected.ja


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    paths = [
        published(tmp_path / name, [row("自転車盗")], HEADINGS)
        for name in ("a.csv", "b.csv")
    ]
    reading = read_incident_lists(paths)
    assert len(reading.incidents) == 1
    assert reading.reports[1].notes


def test_a_list_within_another_is_told(tmp_path: Path) -> None:
    other = row("自転車盗", **{"発生時（始期）": "3"})
    published(tmp_path / "part.csv", [row("自転車盗")], HEADINGS)
    published(tmp_path / "whole.csv", [row("自転車盗"), other], HEADINGS)
    reading = read_incident_lists([tmp_path / "part.csv", tmp_path / "whole.csv"])
    assert "whole.csv" in reading.reports[0].notes[0].en
    assert not reading.reports[1].notes


def test_all_files_tell_their_problems_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\x81")
    (tmp_path / "b.csv").write_text("apples,pears\n1,2\n", encoding="utf-8")
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "nothing.csv")]
    with pytest.raises(InvalidInput) as refused:
        read_incident_lists(paths)
    assert [Path(p.file).name for p in refused.value.problems] == [
        "a.csv",
        "b.csv",
        "nothing.csv",
    ]
