"""The year's report: in the document's order, last year beside, closed once told."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from machimori_office.audit.models import Entry
from machimori_office.camera_grants.models import Camera
from machimori_office.desk.models import YearClosing, YearNote
from machimori_office.desk.year import writing
from machimori_office.desk.year.report import Line, report_of
from machimori_office.desk.year.sections import SECTIONS
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow, RowChanged
from machimori_office.web.gathering import by_app
from tests.machimori_office.recorders.lending import NOW, STAFF, lent

pytestmark = pytest.mark.django_db
YEAR = 2026
LATER = datetime(2027, 4, 20, tzinfo=UTC)
HOW = {"actor": STAFF, "reason": "as it should be", "at": LATER}
Browse = Callable[..., Client]


@pytest.fixture
def browser(colleague: Callable[..., Staff], signed_in: Browse) -> Client:
    return signed_in(colleague(Role.MANAGER))


def lines(section: str, year: int = YEAR) -> dict[str, Line]:
    (part,) = [p for p in report_of(year).parts if p.id == section]
    return {line.label: line for line in part.lines}


def camera(number: int, on: date, **how: Any) -> Camera:
    how = {"owner": "school_route", "place": "通学路", "installed_on": on} | how
    return Camera.objects.create(code=f"c{number}", **how)


def test_the_sections_stand_in_the_documents_order() -> None:
    titles = [part.title for part in report_of(YEAR).parts]
    assert titles[: len(SECTIONS)] == [
        "子どもの見守り活動",
        "標語・ポスターコンクール",
        "自動通話録音機の貸与",
        "防犯カメラの設置補助",
        "防犯資機材の支給",
        "市民防犯講習会",
        "安全・安心メールの配信",
    ]


def test_what_nobody_keeps_is_no_nought(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = by_app("figures", "table_of")
    mail = {"alerts": kept["alerts"], "subscriptions": kept["subscriptions"]}
    gathered = "machimori_office.desk.year.sections.by_app"
    monkeypatch.setattr(gathered, lambda module, name: mail)
    assert lines("watch") == {}
    assert lines("mail")["年度中の登録"].count is None
    said = browser.get("/year/").content.decode()
    assert said.count("このシステムでは記録していません") == len(SECTIONS) - 1
    assert "記録なし" in said


def test_each_figure_stands_beside_last_years_and_opens_its_rows(
    browser: Client,
) -> None:
    lent("TR-1", NOW)
    lent("TR-2", NOW.replace(year=2025))
    line = lines("recorders")["貸し出した台数"]
    assert (line.count, line.before) == (1, 1)
    assert "TR-1" in browser.get(line.rows).content.decode()
    assert line.rows in browser.get("/year/?year=2026").content.decode()


def every_row(year: int) -> list[Line]:
    return [line for part in report_of(year).parts for line in part.lines if line.rows]


def test_every_figure_opens_a_page_that_is_there(browser: Client) -> None:
    rows = every_row(YEAR)
    assert rows
    for line in rows:
        assert browser.get(line.rows).status_code == 200, line


def test_who_may_not_open_the_rows_gets_no_link(
    colleague: Callable[..., Staff], signed_in: Browse
) -> None:
    said = signed_in(colleague(Role.VIEWER)).get("/year/").content.decode()
    assert "/support/" not in said
    assert "/mail/?year=" in said


def test_cameras_are_counted_as_the_document_counts_them() -> None:
    camera(1, date(2020, 4, 1))
    camera(2, date(2020, 4, 1), removed_on=date(2026, 5, 1))
    camera(3, date(2026, 5, 1), owner="group", group="東町協和会")
    label = "年度末または現在の台数：{}"
    found = lines("cameras")
    school = found[label.format("市（通学路）")]
    assert (school.count, school.before) == (1, 2)
    assert found[label.format("地域の団体")].count == 1


def write(text: str, seen: int = 0, year: int = YEAR) -> None:
    writing.write_note(year, "recorders", text, seen=seen, actor=STAFF, at=NOW)


def test_a_note_is_kept_a_section_and_a_year(browser: Client) -> None:
    told = {"text": "申込みが増えた。", "seen": 0}
    browser.post("/year/2026/note/recorders/", told)
    said = browser.get("/year/?year=2026").content.decode()
    assert "申込みが増えた。" in said
    assert "申込みが増えた。" not in browser.get("/year/?year=2025").content.decode()
    assert Entry.objects.get().object_id == "2026"


@pytest.mark.parametrize("seen", [0, 7])
def test_a_note_that_somebody_else_wrote_meanwhile_stays(seen: int) -> None:
    write("先に書いた")
    with pytest.raises(RowChanged):
        write("あとから", seen)
    write("直した", 1)
    assert YearNote.objects.get().text == "直した"


def test_a_closed_year_shows_what_changed_afterwards(browser: Client) -> None:
    lent("TR-1", NOW)
    writing.close(YEAR, **HOW)
    assert not report_of(YEAR).has_changed
    lent("TR-2", NOW)
    line = lines("recorders")["貸し出した台数"]
    assert (line.count, line.now, line.has_changed) == (1, 2, True)
    said = browser.get("/year/?year=2026").content.decode()
    assert "2027-04-20 締め" in said
    assert "いま数えるといくつになるか" in said


def test_a_closed_year_speaks_the_readers_language(browser: Client) -> None:
    writing.close(YEAR, **HOW)
    browser.cookies["django_language"] = "en"
    assert "Recorders handed over" in browser.get("/year/?year=2026").content.decode()


def test_a_closed_year_takes_no_notes_and_is_closed_once() -> None:
    writing.close(YEAR, **HOW)
    with pytest.raises(NotNow):
        write("あとから")
    with pytest.raises(NotNow):
        writing.close(YEAR, **HOW)


def test_a_year_that_is_not_over_is_not_closed() -> None:
    with pytest.raises(NotNow):
        writing.close(YEAR, **HOW | {"at": datetime(2027, 3, 30, tzinfo=UTC)})


def test_a_year_closed_by_mistake_is_opened_again() -> None:
    writing.close(YEAR, **HOW)
    writing.open_again(YEAR, **HOW)
    assert not YearClosing.objects.exists()
    with pytest.raises(NotNow):
        writing.open_again(YEAR, **HOW)
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "year.closed",
        "year.opened",
    }


def test_closing_and_opening_go_by_the_pages(browser: Client) -> None:
    browser.post("/year/2025/close/", {"reason": "議会に報告したため"})
    assert YearClosing.objects.get().year == 2025
    assert "締めを解く" in browser.get("/year/?year=2025").content.decode()
    browser.post("/year/2025/open/", {"reason": "数え違いのため"})
    assert not YearClosing.objects.exists()


def test_excel_holds_each_section_its_figures_and_its_note(browser: Client) -> None:
    write("申込みが増えた。")
    lent("TR-1", NOW)
    book = load_workbook(io.BytesIO(browser.get("/year/?year=2026&as=excel").content))
    rows = [row[:6] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert ("自動通話録音機の貸与", "貸し出した台数", 1, 0, "台", "") in rows
    (noted,) = [row for row in rows if row[5] == "申込みが増えた。"]
    assert noted[0] == "自動通話録音機の貸与"


def test_the_paper_is_tagged_and_says_the_same(browser: Client) -> None:
    write("申込みが増えた。")
    lent("TR-1", NOW)
    paper = PdfReader(io.BytesIO(browser.get("/year/?year=2026&as=pdf").content))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    text = "".join(page.extract_text() for page in paper.pages)
    assert all(section.title.ja in text for section in SECTIONS)
    assert "申込みが増えた。" in text


def test_the_report_costs_the_same_however_much_there_is() -> None:
    report_of(YEAR)
    with CaptureQueriesContext(connection) as few:
        report_of(YEAR)
    for number in range(6):
        lent(f"TR-{number}", NOW)
        camera(number, date(2026, 5, 1))
    with CaptureQueriesContext(connection) as many:
        report_of(YEAR)
    assert len(many) == len(few)
