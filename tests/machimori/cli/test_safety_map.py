from __future__ import annotations

from pathlib import Path

import pytest

from tests.machimori.cli.terminal import run
from tests.machimori.formats.safety_map.folder import editors_file
from tests.machimori.formats.watch_plan.village import LAT, LON, build

BEGINS = {"pdf": b"%PDF", "html": b"<!DOCTYPE", "png": b"\x89PNG", "json": b"{"}


@pytest.mark.parametrize("format_", BEGINS)
def test_a_map_is_written_in_each_form(tmp_path: Path, format_: str) -> None:
    made = tmp_path / f"map.{format_}"
    done = run(
        "safety-map", editors_file(tmp_path), "--format", format_, "--output", made
    )
    assert done.exit_code == 0, done.output
    assert made.read_bytes().startswith(BEGINS[format_])
    assert "目で確かめて" in done.stderr


def test_a_plan_of_watching_gives_the_streets(tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "map.yaml"
    path.write_text(
        f"""\
title: みどり小《しょう》のマップ
made_on: 2026-11-20
of: plan.yaml
places: [{{at: [{LON}, {LAT}], name: 角《かど》, enter: 車《くるま》が止《と》まる}}]
""",
        "utf-8",
    )
    (plan,) = (p for p in tmp_path.glob("*.yaml") if p != path)
    path.write_text(path.read_text("utf-8").replace("plan.yaml", plan.name), "utf-8")
    made = tmp_path / "map.html"
    done = run("safety-map", path, "--format", "html", "--output", made)
    assert done.exit_code == 0, done.output
    page = made.read_text("utf-8")
    assert "<ruby>角" in page
    assert "駐" not in page


def test_bad_files_are_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("title: x\nplaces: 3\n", "utf-8")
    done = run("safety-map", path, "--output", tmp_path / "map.pdf")
    assert done.exit_code != 0
    assert "made_on" in done.stderr
    assert "places" in done.stderr
    assert "of" in done.stderr
