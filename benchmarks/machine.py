"""On what machine, with what versions and under what load something was measured."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

OURS = ("numpy", "numba", "shapely")


def circumstances(peers: Sequence[str]) -> dict[str, object]:
    """What a reader must know of a measurement."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in (*OURS, *peers)},
        "load": round(os.getloadavg()[0], 1),
    }


def _cpu() -> str:
    """Model of the processor; makers' numbers where its name says little."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    lines = (line.partition(":") for line in text.splitlines())
    said = {key.strip(): value.strip() for key, _, value in lines}
    name, family = said.get("model name", "?"), said.get("cpu family", "?")
    model = said.get("model", "?")
    return f"{name} (family {family}, model {model})"
