"""``machimori demo``: what it writes, what it prints, and what it never touches."""

from __future__ import annotations

import hashlib
import json
import webbrowser
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from machimori.cli.commands import demo
from machimori.cli.commands.assess import assess_files
from machimori.cli.commands.demo_folder import LEDGER, DemoFolder
from machimori.cli.main import machimori
from machimori.demo import demo_tables, demo_watching
from machimori.errors import InvalidInput

WRITTEN = {
    "town.geojson",
    *demo_tables(),
    *demo_watching(),
    *(name for name, _, _ in demo.REPORTS),
    LEDGER,
}


@pytest.fixture
def one_street(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one street is assessed, and only what is quick to set is set."""
    quick = partial(assess_files, places=("place-koji",))
    monkeypatch.setattr(demo, "assess_files", quick)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(machimori, ["demo", *arguments])


def test_it_writes_the_town_its_tables_and_its_reports(
    tmp_path: Path, one_street: None
) -> None:
    result = run(str(tmp_path / "a" / "demo"))
    assert result.exit_code == 0, result.output
    folder = tmp_path / "a" / "demo"
    assert {entry.name for entry in folder.iterdir()} == WRITTEN
    assert (folder / "report.ja.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "report.ja.xlsx").read_bytes().startswith(b"PK")
    document = json.loads((folder / "assessment.json").read_text("utf-8"))
    assert document["on"] == "2026-11-22"


def test_it_says_where_the_report_is_and_what_to_try_next(
    tmp_path: Path, one_street: None
) -> None:
    folder = tmp_path / "demo"
    said = run(str(folder), "--language", "en")
    assert (folder / "report.en.html").resolve().as_uri() in said.stdout
    scene = folder / "town.geojson"
    assert f"machimori light {scene} --area hibari-play" in said.stdout
    assert f"--answers {folder / 'answers.csv'}" in said.stdout
    assert "Try next" in said.stdout


def test_a_former_demo_is_made_anew(tmp_path: Path, one_street: None) -> None:
    folder = tmp_path / "demo"
    assert run(str(folder)).exit_code == 0
    assert run(str(folder)).exit_code == 0
    assert {entry.name for entry in folder.iterdir()} == WRITTEN


@pytest.mark.parametrize("opened", [True, False])
def test_the_report_is_opened_where_that_is_asked_for(
    tmp_path: Path, one_street: None, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or opened)
    result = run(str(tmp_path / "demo"), "--open")
    assert asked == [(tmp_path / "demo" / "report.ja.html").resolve().as_uri()]
    assert ("開けるブラウザー" in result.stderr) is not opened


def test_a_folder_of_the_user_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "town.geojson").write_text("mine")
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert "town.geojson" in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["town.geojson"]
    assert (tmp_path / "town.geojson").read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")
    assert run(str(tmp_path / "demo")).exit_code == 2
    assert (tmp_path / "demo").read_text() == "mine"


# The folder ---------------------------------------------------------------------------


def test_the_ledger_is_what_sha256sum_reads(tmp_path: Path) -> None:
    DemoFolder(tmp_path).write("note.txt", "こんにちは")
    digest = hashlib.sha256("こんにちは".encode()).hexdigest()
    assert (tmp_path / LEDGER).read_text() == f"{digest}  note.txt\n"


def test_a_former_demo_that_somebody_changed_is_kept(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path)
    folder.write("answers.csv", "old")
    folder.write("town.geojson", "{}")
    (tmp_path / "answers.csv").write_text("filled in by hand")
    with pytest.raises(InvalidInput) as refused:
        DemoFolder(tmp_path)
    assert [problem.found for problem in refused.value.problems] == ["answers.csv"]
    assert (tmp_path / "town.geojson").exists()


def test_a_file_beside_a_former_demo_is_kept(tmp_path: Path) -> None:
    DemoFolder(tmp_path).write("town.geojson", "{}")
    (tmp_path / "thesis.docx").write_text("mine")
    (tmp_path / "photos").mkdir()
    with pytest.raises(InvalidInput) as refused:
        DemoFolder(tmp_path)
    assert len(refused.value.problems) == 2
    assert (tmp_path / "town.geojson").exists()


def test_a_demo_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    # Noted in the ledger, and never written: as an interrupted run leaves it.
    folder = DemoFolder(tmp_path)
    folder.write("town.geojson", "{}")
    folder.write("report.ja.html", "…")
    (tmp_path / "report.ja.html").unlink()
    DemoFolder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_nothing_but_a_strange_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_text("notes of mine")
    with pytest.raises(InvalidInput):
        DemoFolder(tmp_path)
    assert (tmp_path / LEDGER).exists()


def test_a_link_to_a_file_elsewhere_is_no_file_of_a_demo(tmp_path: Path) -> None:
    outside, inside = tmp_path / "mine.txt", tmp_path / "demo"
    outside.write_text("mine")
    DemoFolder(inside).write("town.geojson", "mine")
    (inside / "town.geojson").unlink()
    (inside / "town.geojson").symlink_to(outside)
    with pytest.raises(InvalidInput):
        DemoFolder(inside)
