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
    assert "activities.yaml" in wrong.value.problems[0].expected.en


def test_the_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    broken = ("activities.yaml", "jp-16/roads/park.yaml", "jp-31/parks/park.yaml")
    for name in broken:
        (folder / name).write_text("- {id: 5}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as wrong:
        read_catalogue(folder)
    told = {Path(problem.file).relative_to(folder) for problem in wrong.value.problems}
    assert told == {Path(name) for name in broken}
