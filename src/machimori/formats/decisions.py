"""Decisions: what was judged too hard, and what was judged needed or not."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from machimori.assessment import Decision
from machimori.errors import did_you_mean
from machimori.formats.answers import criterion_of, subject_of
from machimori.formats.tables import Column, Row, finish, read_table
from machimori.guidelines import Catalogue
from machimori.scene import Scene

COLUMNS = (
    Column("kind", "種類", required=True),
    Column("criterion", "項目", required=True),
    Column("place", "場所"),
    Column("element", "対象"),
    Column("ground", "根拠"),
    Column("reason", "理由", required=True),
    Column("decided_by", "決定者", required=True),
    Column("decided_on", "決定日", required=True),
    Column("review_on", "見直し日"),
)

Kind = Literal["exclude", "need", "no_need"]

KINDS: dict[str, Kind] = {
    "exclude": "exclude",
    "除外": "exclude",
    "need": "need",
    "必要": "need",
    "no_need": "no_need",
    "不要": "no_need",
}

GROUNDS = {"law": "law", "関係法令": "law", "plan": "plan", "計画上の制約": "plan"}
GROUNDS |= {"management": "management", "管理体制": "management"}


def read_decisions(
    path: Path, catalogue: Catalogue, scene: Scene
) -> tuple[Decision, ...]:
    """Read decisions.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. An exclusion needs one
        of the guidelines' own grounds: law, plan or management.
    catalogue : Catalogue
    scene : Scene

    Returns
    -------
    tuple of Decision

    Raises
    ------
    InvalidInput
        With all problems.
    """
    rows = read_table(path, COLUMNS)
    decisions = [_decision(row, catalogue, scene) for row in rows]
    finish(rows)
    return tuple(d for d in decisions if d is not None)


def _decision(row: Row, catalogue: Catalogue, scene: Scene) -> Decision | None:
    kind = row.needed("kind")
    if kind and kind not in KINDS:
        row.wrong("kind", kind, did_you_mean(kind, KINDS))
    criterion, subject = criterion_of(row, catalogue), subject_of(row, scene)
    ground = row.text("ground")
    if KINDS.get(kind) == "exclude" and ground not in GROUNDS:
        row.wrong("ground", ground, did_you_mean(ground, GROUNDS))
    reason, decided_by = row.needed("reason"), row.needed("decided_by")
    decided_on, review_on = row.day("decided_on"), row.day("review_on")
    if decided_on is None:
        row.needed("decided_on")
        return None
    return Decision(
        kind=KINDS.get(kind, "exclude"),
        criterion=criterion,
        subject=subject,
        ground=GROUNDS.get(ground, ground),
        reason=reason,
        decided_by=decided_by,
        decided_on=decided_on,
        review_on=review_on,
        source=f"{row.file} {row.where.en}",
    )
