"""A folder of guidelines that a user brings is read like ours, and as strictly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import machimori.guidelines
from machimori.errors import InvalidInput
from machimori.formats.catalogue import read_catalogue
from machimori.guidelines import shipped_catalogue

SHIPPED = Path(machimori.guidelines.__file__).parent / "catalogue"
TEMPLATE = SHIPPED.with_name("template")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "guidelines"))


def test_a_copy_of_ours_says_the_same(folder: Path) -> None:
    assert read_catalogue(folder).criteria == shipped_catalogue().criteria


@pytest.mark.parametrize("name", ["", "activities.yaml", "nowhere"])
def test_what_is_no_such_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "activities.yaml").mkdir()
    with pytest.raises(InvalidInput) as wrong:
        read_catalogue(tmp_path / name)
    assert "instrument.yaml" in wrong.value.problems[0].expected.en


def test_further_guidelines_stand_beside_ours(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATE, tmp_path / "more")
    read = read_catalogue(tmp_path / "more")
    assert set(read.instruments) == {*shipped_catalogue().instruments, "jp-99/parks"}
    assert set(shipped_catalogue().criteria) < set(read.criteria)


def test_another_edition_takes_the_place_of_ours_whole(tmp_path: Path) -> None:
    home = tmp_path / "jp-16" / "roads"
    shutil.copytree(SHIPPED / "jp-16" / "roads", home)
    (home / "car-park.yaml").unlink()
    read = read_catalogue(tmp_path)
    left = {c for c in shipped_catalogue().criteria if c.startswith("jp-16/roads/")}
    assert {c for c in read.criteria if c.startswith("jp-16/roads/")} < left
    assert "jp-31/parks" in read.instruments


def test_the_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    broken = ("activities.yaml", "jp-16/roads/park.yaml", "jp-31/parks/park.yaml")
    for name in broken:
        (folder / name).write_text("- {id: 5}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as wrong:
        read_catalogue(folder)
    told = {Path(problem.file).relative_to(folder) for problem in wrong.value.problems}
    assert told == {Path(name) for name in broken}
