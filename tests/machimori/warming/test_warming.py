"""After the kernels have been compiled ahead, no command compiles any."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from machimori.demo import demo_town
from machimori.formats.scene_file import write_scene
from machimori.warming import __main__ as command

COMMANDS = """
import sys
from machimori.cli.main import machimori
from machimori.warming import call_every_kernel, kernels
folder, town = sys.argv[1:]
def compiled():
    return {k.__name__: len(k.nopython_signatures) for k in kernels()}
call_every_kernel()
before = compiled()
place = (town, "--area", "hibari-play", "--spacing-m", "2")
for line in (
    ("light", *place, "--reflection", "--isolux", "--vertical", "--effects"),
    ("sight", *place, "--from", "road", "--from", "window", "--count", "--blind-spots"),
    ("sight", *place, "--from", "road", "--snow-depth-m", "0.5", "--night"),
    ("assess", town, "--place", "park-hibari", "--output", folder + "/findings.txt"),
):
    try:
        machimori(line)
    except SystemExit as end:
        assert not end.code, line
print("NEW", [k for k, n in compiled().items() if n != before[k]])
"""
CALLED = """
from machimori.warming import call_every_kernel, kernels
call_every_kernel()
idle = {k.__name__ for k in kernels() if not k.nopython_signatures}
print(*sorted(name for name in idle if not name.startswith("_")))
"""
INNER = (
    "add_pieces bounds_of fill_urn is_hidden is_shut_before leave_out lux_per_candela "
    "merge multiples part plots_about quartic queue_up reach relative_intensity "
    "shut_before shut_behind"
)
"""Kernels without an underscore that only kernels call."""
CLEARED = """
import os
from pathlib import Path
from machimori.warming import forget_stale, kernels
folders = {Path(k.stats.cache_path) for k in kernels()}
for folder in folders:
    folder.mkdir(parents=True, exist_ok=True)
    for name, written in (("old.f-1.nbi", 1), ("new.f-1.nbi", 4e9)):
        (folder / name).touch()
        os.utime(folder / name, (written, written))
forgotten = forget_stale()
left = {file.name for folder in folders for file in folder.glob("*.nb?")}
print(len(folders), len(forgotten), *sorted(left))
"""


def _run(script: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_after_it_no_command_compiles_anything(tmp_path: Path) -> None:
    town = tmp_path / "town.geojson"
    write_scene(demo_town(), town)
    said = _run(COMMANDS, str(tmp_path), str(town))
    assert said.splitlines()[-1] == "NEW []"


def test_it_calls_every_kernel() -> None:
    said = _run(CALLED)
    assert said.split() == INNER.split()


def test_what_is_older_than_a_source_is_forgotten(tmp_path: Path) -> None:
    said = _run(CLEARED, NUMBA_CACHE_DIR=str(tmp_path))
    folders, forgotten, *left = said.split()
    assert folders == forgotten != "0"
    assert left == ["new.f-1.nbi"]


def test_a_disk_that_refuses_is_told_of_and_no_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(command, "forget_stale", refuse)
    command.main()
    said = capsys.readouterr()
    assert "read-only" in said.err
    assert not said.out
