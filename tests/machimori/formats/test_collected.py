"""What was collected on telephones comes back as answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from machimori.errors import InvalidInput
from machimori.formats.answers import Answer, answers_table, read_answers, read_filled
from machimori.guidelines import shipped_catalogue
from machimori.scene import Scene
from tests.machimori.scene.documents import feature, line, park, parsed, plane

CATALOGUE = shipped_catalogue()
LIGHT = "jp-16/roads/park-path-light"
ZONES = "jp-16/roads/park-zones"
LIGHT_ON_PATH = "jp_16_roads_park_path_light__at__path_1"


@pytest.fixture(scope="module")
def scene() -> Scene:
    path = feature("path-1", "path", line((2, 2), (8, 8)), width_m=2.0)
    return parsed(plane(park("park", name="北公園"), path))


def export(folder: Path, *rows: str, joint: str = "-") -> Path:
    """Write what a collecting program exports: columns named after their groups."""
    columns = ("place", "on", "by", "jp_16_roads_park_zones", LIGHT_ON_PATH)
    more = (f"{LIGHT_ON_PATH}__lux", f"{LIGHT_ON_PATH}__lux_points", "signed_by")
    grouped = (*columns[:3], *(f"section_1{joint}{c}" for c in columns[3:]))
    head = ("SubmissionDate", *grouped, *(f"section_1{joint}{m}" for m in more), "KEY")
    path = folder / "export.csv"
    text = "".join(f"{row}\n" for row in (",".join(head), *rows))
    path.write_text(text, encoding="utf-8")
    return path


SENT = "2026-05-02T10:00:00Z,北公園,2026-05-01,鈴木,yes,no,2.4,6,,uuid:1"


@pytest.mark.parametrize("joint", ["-", "/", "."])
def test_a_row_of_questions_becomes_an_answer_each(
    tmp_path: Path, scene: Scene, joint: str
) -> None:
    found = read_answers(export(tmp_path, SENT, joint=joint), CATALOGUE, scene)
    assert [(e.quantity, e.subject, e.value) for e in found] == [
        (ZONES, "park", True),
        (LIGHT, "path-1", False),
        ("mean_illuminance_lx", "path-1", 2.4),
    ]
    assert {(e.observed_on, e.by) for e in found} == {(date(2026, 5, 1), "鈴木")}
    assert found[-1].method == "measured"


def test_a_mean_of_too_few_readings_decides_nothing(
    tmp_path: Path, scene: Scene
) -> None:
    few = SENT.replace("2.4,6", "2.4,2")
    *_, lux = read_answers(export(tmp_path, few), CATALOGUE, scene)
    assert (lux.quantity, lux.value) == ("mean_illuminance_lx", None)


def test_what_was_left_empty_says_nothing(tmp_path: Path, scene: Scene) -> None:
    empty = SENT.replace("yes,no,2.4,6", ",,,")
    assert read_answers(export(tmp_path, empty), CATALOGUE, scene) == ()


def test_a_place_that_nobody_knows_is_told_with_its_row(
    tmp_path: Path, scene: Scene
) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_answers(
            export(tmp_path, SENT.replace("北公園", "南公園")), CATALOGUE, scene
        )
    (problem, *_) = wrong.value.problems
    assert (problem.where.en, problem.found) == ("row 2, column place", "南公園")


def test_a_negative_lux_value_is_refused(tmp_path: Path, scene: Scene) -> None:
    with pytest.raises(InvalidInput, match=r"-2\.4"):
        read_answers(export(tmp_path, SENT.replace("2.4", "-2.4")), CATALOGUE, scene)


def test_answers_are_written_as_they_are_read(tmp_path: Path, scene: Scene) -> None:
    filled = read_filled(export(tmp_path, SENT), CATALOGUE, scene)
    again = tmp_path / "answers.csv"
    again.write_bytes(answers_table(filled).encode())
    assert read_filled(again, CATALOGUE, scene) == filled


def test_nothing_answered_is_a_table_without_rows(tmp_path: Path, scene: Scene) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(answers_table(()).encode())
    empty: tuple[Answer, ...] = read_filled(path, CATALOGUE, scene)
    assert empty == ()
