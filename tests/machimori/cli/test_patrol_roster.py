from __future__ import annotations

import json
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.patrols import read_roster
from tests.machimori.cli.terminal import result_of, run
from tests.machimori.formats.patrols.city import CALENDAR, build_roster


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return build_roster(tmp_path)


def test_times_are_read_as_they_are_written(files: tuple[Path, Path]) -> None:
    read = read_roster(files)
    mornings = {str(s.begins) for s in read.shifts if s.kind == "morning"}
    afternoons = {str(s.begins) for s in read.shifts if s.kind == "afternoon"}
    assert mornings == {"07:30:00"}
    assert afternoons == {"13:30:00", "14:30:00"}


def test_a_day_of_rain_is_left_out(files: tuple[Path, Path]) -> None:
    assert "2026-05-14" not in {s.on.isoformat() for s in read_roster(files).shifts}


def test_a_roster_of_all_that_is_needed_leaves_nothing_open(
    files: tuple[Path, Path],
) -> None:
    document = result_of("patrol", "roster", *files)
    assert document["unfilled"] == []
    loads = document["load"].values()
    assert max(loads) - min(loads) <= 1
    assert {turn["car"] for turn in document["turns"]} > {None, "car-1"}


@pytest.mark.parametrize(
    ("language", "word"), [("ja", "足りません"), ("en", "are missing")]
)
def test_what_is_open_is_told_with_its_reason(
    tmp_path: Path, language: str, word: str
) -> None:
    few = build_roster(tmp_path, members=4)
    done = run("patrol", "roster", *few, "--language", language)
    assert done.exit_code == 0, done.output
    assert word in re.sub(r"\s+", " ", done.stdout)


def test_an_open_shift_says_which_gap_reopens(tmp_path: Path) -> None:
    few = build_roster(tmp_path, members=2)
    gap = tmp_path / "gap.geojson"
    gap.write_text(json.dumps(_gap()), encoding="utf-8")
    document = result_of("patrol", "roster", *few, "--gap", gap)
    by_place = {one["shift"].rsplit("/")[-1]: one for one in document["unfilled"]}
    assert by_place["east"]["reopens_child_m"] > 0
    assert by_place["west"]["reopens_child_m"] is None


@pytest.mark.parametrize(
    ("language", "word"), [("ja", "開くすき間"), ("en", "The gap that reopens")]
)
def test_what_reopens_is_drawn_where_nobody_stands(
    tmp_path: Path, language: str, word: str
) -> None:
    few = build_roster(tmp_path, members=2)
    gap, page = tmp_path / "gap.geojson", tmp_path / "roster.html"
    gap.write_text(json.dumps(_gap()), encoding="utf-8")
    how = ("--format", "html", "--output", page, "--language", language)
    done = run("patrol", "roster", *few, "--gap", gap, *how)
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert word in text
    assert "<svg xmlns" in text
    run("patrol", "roster", *few, *how)
    assert "<svg xmlns" not in page.read_text(encoding="utf-8")


def _gap() -> dict[str, object]:
    times = [f"{hour}:{half}" for hour in range(24) for half in ("00", "30")]
    line = {"type": "LineString", "coordinates": [[138.3, 34.86], [138.301, 34.86]]}
    properties = {f"gap at most {at}": 10.0 for at in times}
    feature = {"type": "Feature", "geometry": line, "properties": properties}
    return {"type": "FeatureCollection", "features": [feature]}


def test_an_earlier_roster_changes_as_little_as_can_be(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    earlier = tmp_path / "roster.json"
    run("patrol", "roster", *files, "--format", "json", "--output", earlier)
    text = files[1].read_text(encoding="utf-8")
    ill = "id: m03, away: [{first: 2026-05-01, last: 2026-05-31}],"
    files[1].write_text(text.replace("id: m03,", ill), encoding="utf-8")
    before = json.loads(earlier.read_text(encoding="utf-8"))["turns"]
    lost = [t for t in before if t["member"] == "m03" and "2026-05" in t["shift"]]
    document = result_of("patrol", "roster", *files, earlier)
    assert len(document["given_up"]) == len(lost) > 0


def test_the_sheets_hold_every_shift(files: tuple[Path, Path], tmp_path: Path) -> None:
    for name, start in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOC")):
        target = tmp_path / f"roster.{name}"
        done = run("patrol", "roster", *files, "--format", name, "--output", target)
        assert done.exit_code == 0, done.output
        assert target.read_bytes().startswith(start)
    book = openpyxl.load_workbook(BytesIO((tmp_path / "roster.xlsx").read_bytes()))
    assert book.worksheets[0].max_row == len(read_roster(files).shifts) + 1
    assert b"/StructTreeRoot" in (tmp_path / "roster.pdf").read_bytes()


def test_a_members_own_calendar_holds_their_turns_alone(
    files: tuple[Path, Path],
) -> None:
    document = result_of("patrol", "roster", *files)
    own = sum(turn["member"] == "m05" for turn in document["turns"])
    done = run("patrol", "roster", *files, "--format", "ics", "--member", "m05")
    assert done.stdout.count("BEGIN:VEVENT") == own
    assert "隊員5" not in done.stdout
    assert all(len(line.encode()) <= 75 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("weekdays: [mon]", "weekdays: [moon]"),
        ("begins: 7:30", "begins: 8"),
        ("id: west", "id: east"),
        ("all_cars: true", "all_car: true"),
        ("cars: 1", "cars: 1000000000000000000000000000"),
        ("last_on: 2026-05-31", "last_on: 2036-05-31"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    files: tuple[Path, Path], wrong: str, told: str
) -> None:
    files[0].write_text(CALENDAR.replace(wrong, told), encoding="utf-8")
    done = run("patrol", "roster", *files)
    assert done.exit_code == 2
    assert "calendar.yaml" in done.stderr


@given(
    at=st.integers(0, len(CALENDAR) - 1),
    cut=st.integers(0, 30),
    put=st.text(max_size=6),
)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(
    files: tuple[Path, Path], at: int, cut: int, put: str
) -> None:
    spoilt = CALENDAR[:at] + put + CALENDAR[at + cut :]
    files[0].write_bytes(spoilt.encode("utf-8", "surrogatepass"))
    with suppress(InvalidInput):
        assert read_roster(files).members
