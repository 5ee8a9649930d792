"""The catalogue read anew, and a block of two hundred flats held against it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date

from benchmarks.block import DWELLINGS, block
from benchmarks.claims import Claim, Row
from benchmarks.timing import best_s
from machimori.assessment import Assessment, Outcome, Scope, assess
from machimori.guidelines import shipped_catalogue

LOADED_S, ASSESSED_S = 1.0, 5.0
ON = date(2026, 4, 1)
_READ = (
    "import time; from machimori.guidelines import shipped_catalogue; "
    "start = time.perf_counter(); shipped_catalogue(); "
    "print(time.perf_counter() - start)"
)


def run() -> Iterator[Row]:
    """Read all instruments in a new process; assess the block under each prefecture."""
    catalogue = shipped_catalogue()
    count = len(catalogue.criteria)
    yield Row(
        work=f"reading the catalogue in a new process, {count} criteria",
        ours_s=min(_read_anew() for _ in range(5)),
        at_most_s=LOADED_S,
        accuracy=f"{len(catalogue.instruments)} instruments, each to the last leaf",
        is_accurate=all(
            leaf.is_covered
            for instrument in catalogue.instruments.values()
            for leaf in catalogue.coverage(instrument)
        ),
    )
    for guideline in ("jp-16/housing", "jp-31/housing"):
        yield _assessed(guideline)


def _read_anew() -> float:
    printed = subprocess.run(
        [sys.executable, "-c", _READ], capture_output=True, check=True, text=True
    )
    return float(printed.stdout)


def _assessed(guideline: str) -> Row:
    scene, catalogue = block(), shipped_catalogue()
    within = Scope(guidelines=(guideline,))
    found: list[Assessment] = []

    def work() -> None:
        found.append(assess(scene, catalogue, on=ON, within=within))

    took_s = best_s(work, repeats=2)
    locks = Counter(
        f.outcome
        for f in found[-1].findings
        if f.element.kind == "door" and f.criterion.id.endswith("dwelling-door-lock")
    )
    half = DWELLINGS // 2
    is_right = not locks or locks == Counter(
        {Outcome.SATISFIED: half, Outcome.NOT_SATISFIED: half}
    )
    return Row(
        work=f"a block of {DWELLINGS} flats under {guideline}",
        ours_s=took_s,
        at_most_s=ASSESSED_S,
        accuracy=f"{len(found[-1].findings)} findings; locks as they were stated",
        is_accurate=is_right,
    )


CLAIM = Claim(
    name="assessing",
    title="A block of flats against the guidelines",
    scene="Ten storeys of twenty flats with doors, windows, balconies and corridors, "
    "130 lamps, 20 parking bays and a street: 1,100 features. Every other lock "
    "is certified. No peer does this.",
    peers=(),
    run=run,
)
