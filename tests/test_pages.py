"""The pages about the project agree with the code, and give nothing away."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import machimori
from tests.source_tree import LIBRARY, OFFICE, ROOT, written_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_changelog_tells_of_this_version() -> None:
    version = PROJECT["project"]["version"]
    assert version == machimori.__version__
    assert re.search(rf"^## {re.escape(version)}\b", page("CHANGELOG.md"), re.M)


def identifiers_of_the_nomenclature() -> list[str]:
    rows = re.findall(r"^\|(.+)\|$", page("docs/reference/nomenclature.md"), re.M)
    cells = [row.split("|")[2] for row in rows]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def test_the_nomenclature_names_what_exists() -> None:
    code = {".py", ".yaml"}
    files = [p for source in (LIBRARY, OFFICE) for p in source.rglob("*")]
    texts = (p.read_text("utf-8") for p in files if p.suffix in code)
    words = {word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text)}
    words |= {p.stem for p in files}
    named = identifiers_of_the_nomenclature()
    assert len(named) > 50
    assert not [name for name in named if not set(re.split(r"\W+", name)) <= words]


def dependencies() -> list[str]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*PROJECT["build-system"]["requires"], *project["dependencies"]]
    wanted += [requirement for extra in extras for requirement in extra]
    names = {re.split(r"[\[<>=~! ]", w)[0] for w in wanted} - {"machimori"}
    return sorted(names)


@pytest.mark.parametrize("dependency", dependencies())
def test_a_dependency_has_a_decision_note(dependency: str) -> None:
    notes = [note.read_text(encoding="utf-8") for note in DECISIONS]
    assert any(f"`{dependency}`" in note for note in notes)


@pytest.mark.parametrize("note", DECISIONS, ids=lambda note: note.stem)
def test_a_decision_note_has_the_usual_parts(note: Path) -> None:
    headings = re.findall(r"^## (.+)$", page(f"docs/decisions/{note.name}"), re.M)
    assert headings == ["Context", "Decision", "Replaces", "Kept by", "Consequences"]


@pytest.mark.parametrize("dependency", dependencies())
def test_a_dependency_is_pinned(dependency: str) -> None:
    pins = page("constraints.txt").lower().replace("_", "-").splitlines()
    assert any(pin.startswith(f"{dependency.lower()}==") for pin in pins)


def test_files_name_no_machine_and_no_package_index() -> None:
    # Spelt in halves, so that this file is not the one that names them.
    hosts = "|".join(("py" + "pi.org", "python" + "hosted", "npm" + "js"))
    paths = "|".join(("/" + "work/", "/" + "root/", "/" + "home/"))
    forbidden = re.compile(rf"{hosts}|(?<![\w.])({paths})")
    naming = [
        file.relative_to(ROOT).as_posix()
        for file in written_files()
        if forbidden.search(file.read_text(encoding="utf-8"))
    ]
    assert not naming
