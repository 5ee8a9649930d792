"""The form of the cases is read strictly, and says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.errors import InvalidInput, Problem
from machimori.guidelines import shipped_catalogue
from tests.machimori.guidelines.casebook.form import Case
from tests.machimori.guidelines.casebook.reading import read_cases

SOUND = """\
like: lit
scenes:
  dark:
    - {place: park, box: [0, 0, 40, 30], complete: all}
    - {path: path, line: [[0, 15], [40, 15]], width_m: 2}
  lit:
    like: dark
    but: [{lamp: lamp, at: [20, 15], height_m: 4.5}]
cases:
  park-path-light:
    - satisfied: 明るい / bright
    - not_satisfied: 消えている / out
      but: [{change: lamp, lit: false}]
    - inapplicable: 園路がない / no path
      like: dark
      but: [{without: path}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    home = tmp_path / "jp-16" / "roads"
    home.mkdir(parents=True)
    return home / "park.yaml"


def cases(file: Path, text: str = SOUND) -> tuple[Case, ...]:
    file.write_text(text, encoding="utf-8")
    return read_cases(file.parents[2], shipped_catalogue())


def problem(file: Path, old: str, new: str) -> Problem:
    """Change the sound file and return the one problem that this makes."""
    assert old in SOUND
    with pytest.raises(InvalidInput) as caught:
        cases(file, SOUND.replace(old, new))
    (only,) = caught.value.problems
    assert only.file.endswith("park.yaml")
    return only


def things(case: Case) -> dict[str, dict[str, object]]:
    return {thing["id"]: thing["properties"] for thing in case.things}


def test_a_case_stands_in_its_scene_with_its_changes(file: Path) -> None:
    lit, dark, bare = cases(file)
    assert [c.outcome.value for c in (lit, dark)] == ["satisfied", "not_satisfied"]
    assert "lit" not in things(lit)["lamp"]
    assert things(dark)["lamp"]["lit"] is False
    assert set(things(bare)) == {"park"}


def test_a_shared_scene_is_known_to_every_file_below_it(file: Path) -> None:
    shared = "scenes: {square: [{place: park, box: [0, 0, 9, 9]}]}"
    file.parents[1].joinpath("scenes.yaml").write_text(shared, encoding="utf-8")
    (case, *_) = cases(file, SOUND.replace("bright", "bright\n      like: square"))
    assert set(things(case)) == {"park"}


def test_all_that_can_be_mapped_is_listed_where_all_was_mapped(file: Path) -> None:
    listed = things(cases(file)[0])["park"]["complete"]
    assert {"lamp", "obstacle", "play"} <= set(listed)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("old", "new", "found", "line"),
    [
        ("park-path-light", "park-path-lihgt", "park-path-lihgt", 11),
        ("satisfied: 明るい / bright", "satisfied: 明るい", "明るい", 11),
        ("satisfied: 明るい / bright", "like: lit", "0", 11),
        ("like: lit\nscenes", "like: lid\nscenes", "lid", 11),
        ("change: lamp", "change: lump", "lump: not in the scene", 12),
        ("{lamp: lamp", "{lump: lamp", "lump: no kind of thing", 7),
        ("at: [20, 15]", "to: [20, 15]", "one of at, line", 7),
        ("      but: [{ch", "      bat: [{ch", "bat", 13),
        ("  lit:\n", "  dark:\n", "dark", 6),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    file: Path, old: str, new: str, found: str, line: int
) -> None:
    only = problem(file, old, new)
    assert found in only.found
    assert only.where.en.startswith(f"line {line}")
