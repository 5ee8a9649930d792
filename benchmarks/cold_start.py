"""The first result of a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.claims import Claim, Row
from machimori.demo import demo_town
from machimori.formats.scene_file import write_scene
from machimori.warming import call_every_kernel, forget_stale

AT_MOST_S = 1.0
REPEATS = 7
PLACE = ("--area", "hibari-play")
FLOOR = """
import numba, shapely
from numba.core.registry import cpu_target
cpu_target.target_context.refresh()
"""
LIBRARY = """
import sys
from pathlib import Path
from machimori.formats.scene_file import read_scene
from machimori.lighting import LightSettings, illuminance_field
from machimori.sightlines import SightSettings, sight_field, viewpoints
scene = read_scene(Path(sys.argv[1]))
park = scene.by_id["park-hibari"].geometry
illuminance_field(scene, park, settings=LightSettings())
settings = SightSettings()
eyes = viewpoints(scene, ("road",), settings=settings, near=park)
sight_field(scene, park, eyes, settings=settings)
"""


def run() -> Iterator[Row]:
    """Two commands, and the library, on a park of the demo town."""
    forget_stale()
    call_every_kernel()
    with tempfile.TemporaryDirectory() as folder:
        town = str(Path(folder) / "town.geojson")
        write_scene(demo_town(), Path(town))
        command = (sys.executable, "-m", "machimori")
        light = (*command, "light", town, *PLACE)
        yield _row("machimori light, one area", light)
        sight = (*command, "sight", town, *PLACE, "--from", "road")
        yield _row("machimori sight, one area", sight)
        library = (sys.executable, "-c", LIBRARY, town)
        yield _row("the library, light and sight of a park", library)
    floor_s = _fresh_s((sys.executable, "-c", FLOOR))
    yield Row(work="numpy, shapely and numba ready to load a kernel", ours_s=floor_s)


def _row(work: str, command: Sequence[str]) -> Row:
    return Row(work=work, ours_s=_fresh_s(command), at_most_s=AT_MOST_S)


def _fresh_s(command: Sequence[str]) -> float:
    """Processor time of a fresh process, the least of several after a first [s]."""
    _once_s(command)
    return min(_once_s(command) for _ in range(REPEATS))


def _once_s(command: Sequence[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True, env=_environment())
    after = os.times()
    user_s = after.children_user - before.children_user
    return user_s + after.children_system - before.children_system


def _environment() -> dict[str, str]:
    """As users have it, who let Python keep what it made of the sources."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


CLAIM = Claim(
    name="cold-start",
    title="The first result after a cold start",
    scene="A park of the demo town (608 features, 117 lamps) in a fresh process, its "
    "kernels compiled when the library was installed; processor time, the least of "
    "seven. The last row is the part that nothing of ours is in.",
    peers=(),
    run=run,
)
