"""The guides for staff name every column, and their examples are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from machimori.formats import answers, decisions, judgements, lux_survey, records
from machimori.formats.lux_survey import read_lux_survey
from machimori.formats.safety_map.settings import KEYS, parse_editors_file
from machimori.formats.tables import Column
from machimori.formats.watch_plan.settings import LAYERS, parse_plan
from machimori.watch import WATCHER_KINDS, Assumptions
from tests.machimori.scene.documents import LAT, LON, collection, feature, parsed, point

GUIDE = Path(__file__).parents[3] / "docs" / "guide"


def page(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("assess.md", answers.COLUMNS),
        ("assess.md", records.COLUMNS),
        ("assess.md", decisions.COLUMNS),
        ("lux-survey.md", lux_survey.COLUMNS),
        ("watch.md", judgements.COLUMNS),
    ],
)
def test_every_column_is_explained(name: str, columns: tuple[Column, ...]) -> None:
    rows = [row for row in page(name).splitlines() if row.startswith("|")]
    for column in columns:
        (row,) = [r for r in rows if f"`{column.name}`" in r and column.label in r][:1]
        assert ("◎" in row) == column.required


def test_the_table_of_the_lux_survey_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", page("lux-survey.md"), re.S)
    path = tmp_path / "lux.csv"
    path.write_text(example, encoding="utf-8")
    scene = parsed(collection(feature("lamp", "lamp", point(LON, LAT))))
    assert len(read_lux_survey(path, scene)) == 2


def test_the_plan_of_watching_in_the_guide_is_one() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", page("watch.md"), re.S)
    plan = parse_plan(example, file="watch.md")
    assert {watcher.kind for watcher in plan.watchers} == {*WATCHER_KINDS} - {"window"}
    assert set(LAYERS) - {"nursery_walks"} == {k for k, v in plan.layers.items() if v}


def test_the_editors_file_in_the_guide_is_one() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", page("safety-map.md"), re.S)
    settings = parse_editors_file(example, file="safety-map.md")
    assert len(settings.places) == 2
    for key in KEYS:
        assert f"`{key}`" in page("safety-map.md"), key


def test_every_key_and_number_of_the_plan_of_watching_is_explained() -> None:
    reference = GUIDE.parent / "reference" / "watch-plan.md"
    text = reference.read_text(encoding="utf-8")
    for name in (*LAYERS, *Assumptions().every, *WATCHER_KINDS):
        assert f"`{name}`" in text or name == "window", name
