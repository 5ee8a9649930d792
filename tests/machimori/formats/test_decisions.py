"""Decisions are read with their ground, reason, decider and day of review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from machimori.assessment import Decision
from machimori.errors import InvalidInput
from machimori.formats.decisions import read_decisions
from machimori.guidelines import shipped_catalogue
from tests.machimori.scene.documents import park, parsed, plane

LIGHT = "jp-16/roads/park-path-light"
HEAD = "kind,criterion,place,ground,reason,decided_by,decided_on,review_on\n"
SCENE = parsed(plane(park("park"), park("garden")))


def read(folder: Path, *rows: str) -> tuple[Decision, ...]:
    path = folder / "decisions.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_decisions(path, shipped_catalogue(), SCENE)


def test_an_exclusion_has_a_ground(tmp_path: Path) -> None:
    row = f"除外,{LIGHT},park,関係法令,風致地区,市長,R8.4.1,R10.4.1"
    (decision,) = read(tmp_path, row)
    assert (decision.kind, decision.ground, decision.subject) == (
        "exclude",
        "law",
        "park",
    )
    assert decision.decided_on == date(2026, 4, 1)
    assert decision.review_on == date(2028, 4, 1)


@pytest.mark.parametrize("kind", ["need", "no_need", "必要", "不要"])
def test_a_decision_on_need_has_none(tmp_path: Path, kind: str) -> None:
    row = f"{kind},{LIGHT},park,,協議の結果,公園課長,2026-04-01,"
    (decision,) = read(tmp_path, row)
    assert decision.kind in ("need", "no_need")
    assert (decision.ground, decision.review_on) == ("", None)


def test_slips_are_told_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read(
            tmp_path,
            f"exclude,{LIGHT},park,money,,市長,2026-04-01,",
            f"maybe,{LIGHT},prak,,理由,,,",
            f"need,{LIGHT},park,,理由,市長,2026-04-01,2025-04-01",
        )
    assert [p.where.en for p in wrong.value.problems] == [
        "row 2, column ground",
        "row 2, column reason",
        "row 3, column kind",
        "row 3, column place",
        "row 3, column decided_by",
        "row 3, column decided_on",
        "row 4, column review_on",
    ]
