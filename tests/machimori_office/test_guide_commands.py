"""Each command and each setting that the pages name is there, with the same options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError

from tests.source_tree import ROOT

PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
ENVIRONMENT = "\n".join(
    (ROOT / "src" / "machimori_office" / name).read_text("utf-8")
    for name in ("settings.py", "web/environment.py")
)
_COMMAND = re.compile(r"manage\.py ([a-z_]+)([^`\n]*)")
_VARIABLE = re.compile(r"MACHIMORI_([A-Z][A-Z_0-9]*[A-Z0-9])")
_ASKED = re.compile(
    r"_ENVIRONMENT\.(?:text|one_of|file|address|endpoint)\(\s*\"([A-Z_]+)\""
)
COMPUTED = ("assess_places", "compute_analyses", "plan_walks")


def _named(files: list[Path]) -> list[tuple[str, str]]:
    found = set()
    for file in files:
        for name, words in _COMMAND.findall(file.read_text("utf-8")):
            found.add((name, words.partition("#")[0].strip()))
    return sorted(found)


def _parsed(name: str, words: str) -> str:
    """Return what the command says against these words; nothing where it takes them."""
    command = load_command_class(get_commands()[name], name)
    try:
        command.create_parser("manage.py", name).parse_args(shlex.split(words))
    except CommandError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("name", "words"), _named([*PAGES, *UNITS]))
def test_each_command_that_is_named_is_there(name: str, words: str) -> None:
    assert name in get_commands()
    # In a sentence the command stands alone, and a word may stand for what is needed.
    if words and "：" not in words and "…" not in words:
        assert _parsed(name, words) == ""


def test_an_option_that_is_not_there_would_be_noticed() -> None:
    assert "unrecognized" in _parsed("tick", "--whenever 2")


@pytest.mark.parametrize("name", COMPUTED)
def test_what_is_computed_in_the_background_has_a_command(name: str) -> None:
    guide = (ROOT / "docs" / "guide" / "office-deploy.md").read_text("utf-8")
    assert name in re.findall(r"machimori-computing@\{([^}]*)\}", guide)[0].split(",")
    assert _parsed(name, "") == ""


def test_each_service_that_is_started_has_a_unit_and_each_unit_is_started() -> None:
    guide = (ROOT / "docs" / "guide" / "office-deploy.md").read_text("utf-8")
    started = "\n".join(re.findall(r"systemctl (?:enable --now|start) (.+)", guide))
    named = {f"{name}.service" for name in re.findall(r"machimori-[a-z-]+@?", started)}
    assert named == {unit.name for unit in UNITS}


def test_each_setting_of_the_guides_is_read() -> None:
    guides = [page for page in PAGES if page.parent.name == "guide"]
    told = {name for page in guides for name in _VARIABLE.findall(page.read_text())}
    unread = {
        name
        for name in told
        if f'"{_stem(name)}"' not in ENVIRONMENT and not _is_read_elsewhere(name)
    }
    assert unread == set()


def test_each_setting_that_is_read_stands_in_a_guide() -> None:
    guides = "\n".join(
        page.read_text("utf-8") for page in PAGES if page.parent.name == "guide"
    )
    told = {_stem(name) for name in _VARIABLE.findall(guides)}
    assert {_stem(name) for name in _ASKED.findall(ENVIRONMENT)} - told == set()


def _stem(name: str) -> str:
    """Leave out that a value may stand in a file."""
    name = name.removesuffix("_FILE")
    return re.sub(r"^(DKIM(?:_ED25519)?)_(?:KEY|SELECTOR)$", r"\1", name)


def _is_read_elsewhere(name: str) -> bool:
    sources = (ROOT / "src").rglob("*.py")
    return any(f"MACHIMORI_{name}" in file.read_text("utf-8") for file in sources)
