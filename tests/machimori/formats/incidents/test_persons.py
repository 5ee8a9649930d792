"""Nothing that a list says of a person gets through the door."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.incidents import read_incident_lists, write_incidents
from machimori.formats.incidents.headings import find_layout
from machimori.formats.incidents.places import read_block_name, tells_of_person

AGES = st.builds(
    "{}{}".format,
    st.integers(6, 89),
    st.sampled_from(["歳くらい", "歳代", "才位", "代"]),
)
LOOKS = st.sampled_from(
    [
        "黒色ジャンパー",
        "白いマスク",
        "眼鏡着用",
        "やせ型",
        "短髪",
        "身長170センチ",
        "小太り",
        "紺のスーツ",
    ]
)
WHO = st.sampled_from(
    ["男", "女", "男性", "女子児童", "小学生", "外国人風の男", "高校生"]
)
DESCRIPTIONS = st.builds("{}の{}、{}".format, AGES, WHO, LOOKS)

KNOWN = {
    "手口": "自転車盗",
    "市区町村（発生地）": "流山市",
    "町丁目（発生地）": "流山９丁目",
    "発生年月日": "2016-01-05",
    "発生時": "7",
    "発生場所の属性": "道路上",
    "認知の経緯": "届出",
    "備考": "未遂",
    "市区町村コード": "12220",
    "施錠関係": "施錠した",
    "件数": "1",
}
OF_PERSONS = (
    "特徴",
    "状況",
    "被害者の年齢",
    "被害者の性別",
    "被害者の職業",
    "人相",
    "概要",
)
STRANGE = st.sampled_from(["その他の情報", "メモ欄", "見た人の話", "a", "自由記述"])


def what_is_written(columns: dict[str, str], folder: Path) -> tuple[str, str]:
    """Import one line; return the file that is written, and all that is reported."""
    source, output = folder / "list.csv", folder / "incidents.geojson"
    lines = [
        ",".join(f'"{cell}"' for cell in part) for part in (columns, columns.values())
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    try:
        reading = read_incident_lists([source])
    except InvalidInput as refused:
        return "", refused.message("ja")
    write_incidents(reading.incidents, output)
    return output.read_text(encoding="utf-8"), repr(reading.reports)


@settings(deadline=None, max_examples=60)
@given(DESCRIPTIONS, st.sampled_from(OF_PERSONS), STRANGE)
def test_columns_about_persons_and_unknown_columns_leave_nothing(
    description: str, of_persons: str, strange: str
) -> None:
    columns = {**KNOWN, of_persons: description, strange: description}
    with tempfile.TemporaryDirectory() as folder:
        written, reported = what_is_written(columns, Path(folder))
    assert "流山９丁目" in written
    assert description not in written
    assert description not in reported


@settings(deadline=None, max_examples=150)
@given(DESCRIPTIONS, st.sampled_from(sorted(KNOWN)), st.booleans())
def test_a_description_in_any_other_column_leaves_nothing(
    description: str, column: str, is_added: bool
) -> None:
    cell = KNOWN[column] + description if is_added else description
    with tempfile.TemporaryDirectory() as folder:
        written, reported = what_is_written({**KNOWN, column: cell}, Path(folder))
    for part in description.replace("の", "、").split("、"):
        assert part not in written
    assert description[:20] not in reported
    assert description[:20] not in written


@settings(deadline=None, max_examples=60)
@given(DESCRIPTIONS, st.sampled_from(["特徴", "状況", "備考", "行為者"]))
def test_a_text_of_items_leaves_nothing(description: str, item: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = (
            f"◆種別:声かけ\n◆日時:令和6年4月15日午後4時頃\n◆場所:松山市余戸南３丁目"
            f"（{description}）\n◆{item}:{description}\n続き{description}"
        )
        (folder / "list.txt").write_text(text, encoding="utf-8")
        reading = read_incident_lists([folder / "list.txt"])
        write_incidents(reading.incidents, folder / "out.geojson")
        written = (folder / "out.geojson").read_text(encoding="utf-8")
    assert len(reading.incidents) == 1
    for part in description.split("、"):
        assert part not in written


@given(DESCRIPTIONS)
def test_a_description_is_known_for_one(description: str) -> None:
    assert tells_of_person(description)
    assert read_block_name(description).name == ""


@pytest.mark.parametrize(
    "name",
    [
        "千歳町",
        "男山",
        "女池上山１丁目",
        "黒髪町",
        "服部西町",
        "烏帽子町",
        "女の都１丁目",
        "五女子町",
    ],
)
def test_real_blocks_that_sound_so_are_kept(name: str) -> None:
    assert read_block_name(name).name == name


def test_the_report_names_the_columns_that_were_left_behind() -> None:
    found = find_layout([["手口", "発生年月日", "特徴", "メモ"]])
    assert found is not None
    assert found[1].of_persons == ("特徴",)
    assert found[1].not_read == ("メモ",)
