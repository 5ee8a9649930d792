from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from machimori.errors import InvalidInput
from machimori_office.audit.models import Entry
from machimori_office.subscriptions.importing import read_list, take_over
from machimori_office.subscriptions.models import Movement, Subscriber
from tests.machimori_office.subscriptions.residents import NOW, TARO, registered

pytestmark = pytest.mark.django_db
ROWS = [
    ["番号", "メールアドレス", "備考"],
    [1, TARO, ""],
    [2, " Ｈａｎａｋｏ@Example.jp ", ""],
    [3, "hanako@example.jp", "二度目"],
    [4, "a..b@docomo.ne.jp", "古い形"],
    [5, "アドレスなし", ""],
    [6, "x@y@z", ""],
    [7, "", ""],
]


def excel(folder: Path, rows: list[list[object]]) -> Path:
    file = folder / "list.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file


def test_a_list_is_sorted_into_new_known_repeated_and_wrong(tmp_path: Path) -> None:
    registered(TARO)
    found = read_list(excel(tmp_path, ROWS))
    new = {str(address).lower() for address in found.new}
    assert new == {"hanako@example.jp", "a..b@docomo.ne.jp"}
    assert (found.known, found.repeated) == (1, 1)
    assert [problem.where.en for problem in found.problems] == ["row 6", "row 7"]


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    call_command("import_subscribers", str(excel(tmp_path, ROWS)))
    assert not Subscriber.objects.exists()


def test_taking_over_registers_the_new_once(tmp_path: Path) -> None:
    file = excel(tmp_path, ROWS)
    for taken in (3, 0):
        found = read_list(file)
        assert take_over(found, actor="system", reason="for the test", at=NOW) == taken
    assert Subscriber.objects.filter(way="imported").count() == 3
    assert Movement.objects.get().count == 3
    assert Entry.objects.filter(action="subscriptions.imported").count() == 2


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "list.xlsx"
    text.write_text("a@b.jp")
    with pytest.raises(InvalidInput):
        read_list(text)
    with pytest.raises(InvalidInput):
        read_list(excel(tmp_path, [["a"], [1]]))
    with pytest.raises(InvalidInput):
        read_list(tmp_path / "nothing.xlsx")
