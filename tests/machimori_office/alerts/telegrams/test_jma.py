"""Telegrams of the weather agency: made here, and all official samples."""

from __future__ import annotations

import tarfile
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori_office.alerts.telegrams import Change, InfoType, Status, read_telegram
from tests.machimori_office.alerts.telegrams.weather import Made

REALDATA = Path(__file__).parents[4].parent / "shared" / "realdata"


def test_a_telegram_says_what_holds_where() -> None:
    telegram = Made(event_id="E1").read()
    assert telegram.status is Status.REAL
    assert telegram.info_type is InfoType.ISSUED
    assert telegram.reported_at == datetime.fromisoformat("2026-06-22T18:00+09:00")
    assert (telegram.serial, telegram.valid_until) == (2, None)
    assert telegram.thread == "気象警報・注意報（Ｈ２７）/E1"
    (area,) = telegram.areas
    assert (area.code, area.level) == ("1321000", "市町村等")
    assert area.warnings[0].change is Change.ISSUED


def test_without_an_event_the_office_that_keeps_it_up_to_date_names_the_thread() -> (
    None
):
    assert Made().read().thread == "気象警報・注意報（Ｈ２７）/気象庁予報部"


def test_only_the_narrowest_areas_of_a_telegram_count() -> None:
    islands = Made(
        states=(
            ("府県予報区等", "130000", "大雨特別警報", "発表"),
            ("市町村等", "1340100", "大雨特別警報", "発表"),
        )
    ).read()
    assert not islands.warnings_in({"1321000", "130000"})
    prefecture = Made(states=(("府県予報区等", "130000", "大雨警報", "発表"),)).read()
    assert prefecture.warnings_in({"1321000", "130000"})


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("継続", Change.CONTINUED),
        ("解除", Change.LIFTED),
        ("特別警報から警報", Change.LOWERED),
        ("引上げ", Change.RAISED),
        ("見たことのない語", None),
    ],
)
def test_changes_are_read_as_the_agency_says_them(
    said: str, change: Change | None
) -> None:
    telegram = Made(states=(("市町村等", "1321000", "大雨警報", said),)).read()
    assert telegram.warnings_in({"1321000"})[0].change is change


def test_all_problems_of_a_telegram_are_named_at_once() -> None:
    made = Made(status="本番", info_type="", reported_at="きょう", title="")
    with pytest.raises(InvalidInput) as refused:
        made.read()
    named = {problem.where.en for problem in refused.value.problems}
    assert named == {
        "Control/Title",
        "Control/Status",
        "Head/InfoType",
        "Head/ReportDateTime",
    }


def test_an_instant_without_its_offset_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Made(reported_at="2026-06-22T18:00:00").read()


def test_other_xml_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_telegram(b"<Report/>", file="x.xml")
    assert "Report" in refused.value.problems[0].found


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_telegram_cut_and_joined_anywhere_is_read_or_refused(
    end: int, start: int
) -> None:
    content = Made().xml().encode()
    with suppress(InvalidInput):
        read_telegram(content[:end] + content[start:], file="x.xml")


@pytest.mark.skipif(not REALDATA.exists(), reason="shared/realdata is absent")
def test_all_546_official_samples_open() -> None:
    seen: Counter[str] = Counter()
    with tarfile.open(REALDATA / "jma-xml" / "sample_xmls.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                telegram = read_telegram(file.read(), file=member.name)
                seen.update([telegram.status, telegram.info_type])
    assert seen == {
        "通常": 526,
        "訓練": 19,
        "試験": 1,
        "発表": 510,
        "訂正": 15,
        "取消": 21,
    }
