"""Results as a table for the terminal and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from benchmarks.claims import Claim, Row

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"

HEADINGS = ("work", "ours", "peer", "ratio", "goal", "met", "accuracy")

_PREFACE = """\
# 速さの測定 · Benchmarks

Each claim of speed is measured beside a peer, in one run and on the same scene,
together with how far the two results are apart. `make bench` measures all of them again
on your machine; `python -m benchmarks --write` writes this page. Times are the best of
several runs, after one that is not counted: those of work on one thread are what the
processor spent on it, all others what the clock on the wall says. The load is what the
system stated when the run began: the number of tasks that wanted to compute. More than
there are cores means that the machine was busy with other work, and times are longer
than they need be.
"""


def keep(claim: Claim, rows: Iterable[Row], about: dict[str, object]) -> None:
    """Keep the results of a claim."""
    found = {"about": about, "rows": [asdict(row) for row in rows]}
    RESULTS.mkdir(exist_ok=True)
    text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True)
    (RESULTS / f"{claim.name}.yaml").write_text(text, encoding="utf-8")


def page(claims: Sequence[Claim]) -> str:
    """Write the page from all results that are kept."""
    parts = [_PREFACE]
    for claim in claims:
        file = RESULTS / f"{claim.name}.yaml"
        if file.exists():
            parts.append(_section(claim, yaml.safe_load(file.read_text("utf-8"))))
    return "\n".join(parts)


def _section(claim: Claim, found: dict[str, Any]) -> str:
    about = found["about"]
    versions = ", ".join(f"{name} {v}" for name, v in about["versions"].items())
    return "\n".join(
        [
            f"## {claim.title}\n",
            f"{claim.scene}\n",
            *markdown(Row(**row) for row in found["rows"]),
            "",
            f"{about['date']}; {about['cpu']}, {about['cores']} cores, "
            f"load {about['load']}; Python {about['python']}, {versions}.",
            "",
        ]
    )


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of a table."""
    yield "| " + " | ".join(HEADINGS) + " |"
    yield "|---" * len(HEADINGS) + "|"
    for row in rows:
        yield "| " + " | ".join(cells(row)) + " |"


def cells(row: Row) -> tuple[str, ...]:
    """One row, worded."""
    return (
        row.work,
        duration(row.ours_s),
        "–" if row.peer_s is None else f"{duration(row.peer_s)}, {row.peer}",
        "–" if row.ratio is None else f"{row.ratio:,.0f} ×",
        _goal(row),
        ("yes" if row.is_met else "**no**") if row.has_goal else "–",
        row.accuracy or "–",
    )


def _goal(row: Row) -> str:
    goals = []
    if row.at_least_ratio is not None:
        goals.append(f"≥ {row.at_least_ratio:,.0f} ×")
    if row.at_most_s is not None:
        goals.append(f"≤ {duration(row.at_most_s)}")
    return ", ".join(goals) or "–"


def duration(seconds: float) -> str:
    """A time in the unit that reads best."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
