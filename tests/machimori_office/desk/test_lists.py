"""Lists that a city has: read, shown row by row, and taken over whole or not at all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from machimori.errors import InvalidInput
from machimori_office.applications.models import Applicant, Application
from machimori_office.audit.models import Entry
from machimori_office.audit.services import verify
from machimori_office.camera_grants.models import Camera
from machimori_office.desk.lists import reading
from machimori_office.desk.lists.reading import read_list
from machimori_office.desk.lists.trying import DryRun, What, lists, take_over, try_out
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from machimori_office.recorders.figures import table_of
from machimori_office.recorders.models import Device, Loan
from machimori_office.records.models import Record
from machimori_office.supplies.models import Stock, Supplied
from machimori_office.web.errors import ListChanged, RowRefused
from machimori_office.web.lists import How
from tests.machimori_office.recorders.lending import NOW, STAFF, TODAY, lent, stocked

HOW = How(actor=STAFF, reason="the former list", at=NOW)
pytestmark = pytest.mark.django_db
HEADS = ["製造番号", "氏名", "住所", "貸与日"]
HANA = ["TR-1", "青木 ハナ", "本町2-3", "令和6年5月1日"]
TADASHI = ["TR-2", "石川 正", "東町1-1", "2025/4/7"]


def workbook(*lines: Sequence[Any], sheet: str = "名簿") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, line in enumerate(lines):
        page.write_row(number, 0, line)
    book.close()
    return target.getvalue()


def tried(name: str, *lines: Sequence[Any]) -> DryRun:
    return dry(name, workbook(*lines), "list.xlsx")


def dry(name: str, content: bytes, file: str) -> DryRun:
    about = lists()[name]
    read = read_list(content, name=file, columns=about.columns())
    return try_out(about, read, on=TODAY)


def whats(found: DryRun) -> list[str]:
    return [str(line.what) for line in found.lines]


def taken(name: str, *lines: Sequence[Any]) -> Any:
    about, content = lists()[name], workbook(*lines)
    read = read_list(content, name="list.xlsx", columns=about.columns())
    seen = try_out(about, read, on=TODAY).mark
    return take_over(about, read, seen=seen, how=HOW, on=TODAY)


def test_a_dry_run_says_what_would_happen_and_writes_nothing() -> None:
    lent("TR-0")
    stocked("TR-2")
    as_it_is = ["TR-0", "青木 ハナ", "本町2-3", TODAY.isoformat()]
    before = Entry.objects.count()
    found = tried("recorders", HEADS, as_it_is, HANA, TADASHI)
    assert whats(found) == ["same", "new", "changed"]
    assert (Loan.objects.count(), Entry.objects.count()) == (1, before)


def test_loans_are_taken_over_with_their_day_and_household() -> None:
    taken("recorders", HEADS, HANA, TADASHI, ["TR-3", "", "", ""])
    loan = Loan.objects.get(device__serial="TR-1")
    assert loan.lent_on == date(2024, 5, 1)
    assert loan.application.applicant.name == "青木 ハナ"
    assert (loan.application.fiscal_year, loan.application.number) == (2024, 1)
    assert Device.objects.get(serial="TR-3").state == Device.State.IN_STOCK
    assert Record.objects.filter(activity="lend-recorder").count() == 2
    lent_ = table_of(2025).figures[1]
    assert (lent_.count, lent_.before) == (1, 1)
    assert not verify().faults
    assert "青木" not in str(list(Entry.objects.values()))


def test_taken_over_twice_is_taken_over_once() -> None:
    taken("recorders", HEADS, HANA, TADASHI)
    found = tried("recorders", HEADS, HANA, TADASHI)
    assert (whats(found), found.can_be_done) == (["same", "same"], False)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("令和元年６月３日", date(2019, 6, 3)),
        ("R8.4.1", date(2026, 4, 1)),
        ("平31/4/1", date(2019, 4, 1)),
        (45413, date(2024, 5, 1)),
        ("45413", date(2024, 5, 1)),
        ("20240501", date(2024, 5, 1)),
        ("２０２４／５／１", date(2024, 5, 1)),
    ],
)
def test_days_are_read_as_cities_write_them(written: Any, read: date) -> None:
    (line,) = tried("recorders", HEADS, [*HANA[:3], written]).lines
    assert (line.says["lent_on"], line.what) == (read, What.NEW)


@pytest.mark.parametrize("written", ["5月1日", "8.4.1", "令和8年13月1日", "#####"])
def test_a_day_that_cannot_be_is_said_with_its_cell(written: str) -> None:
    found = tried("recorders", ["貸与者名簿"], HEADS, [*HANA[:3], written])
    (line,) = found.lines
    (fault,) = line.faults
    assert (line.where.ja, fault.column) == ("シート「名簿」3行目", "貸与日 (D)")
    assert (fault.found, line.what) == (written, What.REFUSED)
    assert "令和8年4月1日" in fault.expected.ja


def test_headings_stand_where_they_like_and_others_are_left_alone() -> None:
    found = tried(
        "recorders",
        ["令和8年度 自動通話録音機 貸与者名簿"],
        [],
        ["貸 与\n日", "備考", "借受人（世帯主）", "住所", "※シリアル番号"],
        ["R6.5.1", "親切な人", "青木　ハナ", "本町２－３", "ＴＲ－１"],
    )
    (line,) = found.lines
    assert (line.says["serial"], line.says["name"]) == ("TR-1", "青木 ハナ")
    assert line.says["address"] == "本町2-3"
    assert found.ignored == ["備考"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_csv_is_read_in_the_encodings_of_excel(encoding: str) -> None:
    text = "\r\n".join(",".join(line) for line in (HEADS, HANA, TADASHI))
    assert whats(dry("recorders", text.encode(encoding), "x.csv")) == ["new", "new"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"no workbook", "list.xlsx"),
        (b"\xd0\xcf\x11\xe0", "list.xls"),
        (workbook(["番地", "年齢"], ["1", "2"]), "list.xlsx"),
        (b"", "list.csv"),
        ('製造番号\n"'.encode(), "list.csv"),
        (b"x", "list"),
    ],
)
def test_what_is_no_such_list_is_refused_with_what_to_do(
    content: bytes, name: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        dry("recorders", content, name)
    (problem,) = refused.value.problems
    assert problem.file == name
    assert problem.remedy.ja


def test_a_list_that_is_too_long_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(InvalidInput):
        tried("recorders", HEADS, HANA, TADASHI)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["TR-1", "", "", "R6.5.1"], "氏名"),
        (["TR-1", "青木", "", "R6.5.1"], "住所"),
        (["TR-1", "青木", "本町", "2027-01-01"], "今日まで"),
        (["", "青木", "本町", "R6.5.1"], "入力が必要"),
        (["T" * 41, "青木", "本町", "R6.5.1"], "40字"),
    ],
)
def test_a_row_that_makes_no_loan_is_refused_and_says_why(
    row: list[str], says: str
) -> None:
    (line,) = tried("recorders", HEADS, row).lines
    assert line.what is What.REFUSED
    assert says in line.faults[0].expected.ja


def test_a_recorder_that_somebody_has_is_refused() -> None:
    lent("TR-1")
    (line,) = tried("recorders", HEADS, HANA).lines
    assert line.what is What.REFUSED
    assert "返却" in line.faults[0].remedy.ja


def test_of_two_rows_about_one_thing_the_second_is_refused() -> None:
    found = tried("recorders", HEADS, HANA, TADASHI, HANA)
    assert whats(found) == ["new", "new", "refused"]
    assert "2行目" in found.lines[2].faults[0].expected.ja


def test_one_wrong_row_keeps_all_others_out() -> None:
    with pytest.raises(ListChanged):
        taken("recorders", HEADS, HANA, ["TR-2", "石川 正", "", "R6.5.1"])
    assert not Application.objects.exists()


def test_what_changed_since_it_was_shown_is_not_taken_over() -> None:
    about, content = lists()["recorders"], workbook(HEADS, HANA)
    read = read_list(content, name="list.xlsx", columns=about.columns())
    seen = try_out(about, read, on=TODAY).mark
    lent("TR-1")
    with pytest.raises(ListChanged):
        take_over(about, read, seen=seen, how=HOW, on=TODAY)


def test_a_service_that_refuses_one_row_undoes_them_all(monkeypatch: Any) -> None:
    def raced(*args: Any, **how: Any) -> Any:
        Device.objects.filter(serial="TR-2").update(state=Device.State.REPAIR)
        return original(*args, **how)

    from machimori_office.recorders import lists as theirs

    original = theirs.take_over
    stocked("TR-2")
    monkeypatch.setattr(theirs, "take_over", raced)
    with pytest.raises(RowRefused) as refused:
        taken("recorders", HEADS, HANA, TADASHI)
    assert "3行目" in refused.value.message("ja")
    assert not Applicant.objects.exists()


CAMERAS = ["管理番号", "区分", "設置場所", "設置日", "設置者", "表示", "保存期間"]
SIGNED = ["SC-1", "通学路", "本町2丁目", "H29.3.1", "", "○", "7日"]


def test_cameras_are_taken_over_and_changed_where_the_list_says_more() -> None:
    taken("cameras", CAMERAS, SIGNED)
    camera = Camera.objects.get()
    assert (camera.retention_days, camera.has_sign) == (7, True)
    found = tried("cameras", CAMERAS, [*SIGNED[:6], "14"])
    assert found.lines[0].differs == [("保存期間", 7, 14)]
    taken("cameras", CAMERAS, [*SIGNED[:2], "本町2丁目", "H29.3.1", "", "", "14"])
    camera.refresh_from_db()
    assert (camera.retention_days, camera.has_sign, camera.version) == (14, True, 2)


@pytest.mark.parametrize(
    "row",
    [
        ["GR-1", "団体", "東町", "H29.3.1", "", "", ""],
        ["GR-1", "国", "東町", "H29.3.1", "", "", ""],
        ["GR-1", "通学路", "東町", "H29.3.1", "", "多分", ""],
        ["GR-1", "通学路", "東町", "H29.3.1", "", "", "永久"],
    ],
)
def test_a_camera_that_cannot_be_is_refused(row: list[str]) -> None:
    assert whats(tried("cameras", CAMERAS, row)) == ["refused"]


def test_equipment_of_a_day_is_one_application_and_takes_no_stock() -> None:
    Stock.objects.create(kind="vest", count=5)
    heads = ["団体名", "品目", "数量", "支給日"]
    day = "令和元年6月3日"
    rows = [["東町見守り隊", "ベスト", "３着", day], ["東町見守り隊", "腕章", 15, day]]
    taken("supplies", heads, *rows)
    assert Application.objects.count() == 1
    assert sum(Supplied.objects.values_list("count", flat=True)) == 18
    assert Stock.objects.get().count == 5
    assert whats(tried("supplies", heads, *rows)) == ["same", "same"]
    assert whats(tried("supplies", heads, [*rows[0][:2], 4, day])) == ["refused"]


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def upload(browser: Client, *lines: Sequence[Any]) -> str:
    file = SimpleUploadedFile("名簿.xlsx", workbook(*lines))
    page = browser.post("/settings/lists/recorders/", {"file": file})
    return page.content.decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(content|file_name|seen)" value="([^"]*)"', page))


def test_a_clerk_sees_it_first_and_then_takes_it_over(browser: Client) -> None:
    page = upload(browser, HEADS, HANA)
    assert "青木 ハナ" not in page
    assert "TR-1" in page
    assert not Loan.objects.exists()
    told = {**hidden(page), "reason": "以前の名簿から"}
    answer = browser.post("/settings/lists/recorders/import/", told, follow=True)
    assert "青木 ハナ" in answer.content.decode()
    assert Entry.objects.filter(action="lists.taken_over").count() == 1


def test_without_a_reason_nothing_is_taken_over_and_the_file_is_kept(
    browser: Client,
) -> None:
    page = upload(browser, HEADS, HANA)
    told = {**hidden(page), "reason": ""}
    again = browser.post("/settings/lists/recorders/import/", told).content.decode()
    assert hidden(again) == hidden(page)
    assert not Loan.objects.exists()


def test_a_page_that_was_tampered_with_asks_for_the_file_again(
    browser: Client,
) -> None:
    told = {"content": "%%%", "file_name": "x.xlsx", "seen": "0", "reason": "以前の"}
    answer = browser.post("/settings/lists/recorders/import/", told, follow=True)
    assert "ファイルをもう一度" in answer.content.decode()


def test_the_empty_sheet_is_read_as_an_empty_list(browser: Client) -> None:
    for name, about in lists().items():
        sheet = browser.get(f"/settings/lists/{name}/example/").content
        read = read_list(sheet, name="x.xlsx", columns=about.columns())
        assert (read.rows, read.ignored) == ([], [])


def test_each_example_can_be_read_as_it_stands(db: None) -> None:
    District.objects.create(code="higashi", name_ja="東町")
    for name, about in lists().items():
        columns = about.columns()
        heads = [column.heads[0] for column in columns]
        (line,) = tried(name, heads, [column.example for column in columns]).lines
        assert line.what is What.NEW, (name, line.faults)


def test_a_viewer_takes_no_lists_over(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    viewer = signed_in(colleague(Role.VIEWER))
    assert viewer.get("/settings/lists/recorders/").status_code == 403
    assert viewer.post("/settings/lists/recorders/import/").status_code == 403


def test_the_command_tries_out_unless_it_is_told(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(workbook(HEADS, HANA))
    call_command("import_list", "recorders", str(file))
    assert not Loan.objects.exists()
    assert "new: 1" in capsys.readouterr().out
    call_command("import_list", "recorders", str(file), "--now")
    assert Loan.objects.count() == 1


def test_the_command_names_each_cell_that_is_wrong(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(workbook(HEADS, [*HANA[:3], "5月1日"]))
    with pytest.raises(CommandError):
        call_command("import_list", "recorders", str(file), "--now")
    assert "2行目: 貸与日 (D) “5月1日”" in capsys.readouterr().out


NAMING = {"name", "number", "serial", "code", "group", "subjects", "number_plate"}
"""Columns in which each row says something of its own."""


def many(name: str, rows: range, **instead: str) -> list[Sequence[Any]]:
    columns = lists()[name].columns()
    lines: list[Sequence[Any]] = [[column.heads[0] for column in columns]]
    for n in rows:
        own = {c.name: f"{c.example}{n}" for c in columns if c.name in NAMING}
        own |= instead
        lines.append([own.get(c.name, c.example) for c in columns])
    return lines


def queries(name: str, lines: Sequence[Sequence[Any]]) -> int:
    with CaptureQueriesContext(connection) as captured:
        taken(name, *lines)
    return len(captured)


@pytest.mark.parametrize("name", list(lists()))
def test_taking_over_many_new_rows_asks_no_more_than_taking_over_few(name: str) -> None:
    District.objects.create(code="higashi", name_ja="東町")
    taken(name, *many(name, range(2)))
    few = queries(name, many(name, range(2, 5)))
    assert queries(name, many(name, range(5, 35))) == few
    assert not verify().faults


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("cameras", {"manager": "道路管理課"}),
        ("patrol-members", {"section": "税務課"}),
        ("patrol-groups", {"note": "改称"}),
    ],
)
def test_a_changed_row_costs_one_query_at_most(
    name: str, changed: dict[str, str]
) -> None:
    District.objects.create(code="higashi", name_ja="東町")
    taken(name, *many(name, range(30)))
    few = queries(name, many(name, range(3), **changed))
    assert queries(name, many(name, range(3, 30), **changed)) <= few + 24
    assert not verify().faults
