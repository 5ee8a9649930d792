"""Decisions: what was judged too hard, and what was judged needed or not."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from machimori.assessment import Decision
from machimori.formats.answers import criterion_of, subject_of
from machimori.formats.tables import Column, Row, read_each
from machimori.guidelines import Catalogue
from machimori.language import Text
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

GROUNDS = {
    "law": "law",
    "関係法令": "law",
    "plan": "plan",
    "計画上の制約": "plan",
    "management": "management",
    "管理体制": "management",
}
"""The guidelines' own grounds for leaving something aside."""


def read_decisions(
    path: Path, catalogue: Catalogue, scene: Scene
) -> tuple[Decision, ...]:
    """Read decisions.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. An exclusion needs one
        of ``GROUNDS``.
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
    return read_each(path, COLUMNS, lambda row: _decision(row, catalogue, scene))


def _decision(row: Row, catalogue: Catalogue, scene: Scene) -> Decision | None:
    kind: Kind | None = row.choice("kind", KINDS)
    is_grounded = kind == "exclude" or bool(row.text("ground"))
    ground = row.choice("ground", GROUNDS) if is_grounded else None
    criterion, subject = criterion_of(row, catalogue), subject_of(row, scene)
    reason, decided_by = row.needed("reason"), row.needed("decided_by")
    decided_on, review_on = row.needed_day("decided_on"), row.day("review_on")
    if kind is None or decided_on is None:
        return None
    if review_on is not None and review_on < decided_on:
        row.wrong("review_on", review_on, _LATER)
    return Decision(
        kind=kind,
        criterion=criterion,
        subject=subject,
        ground=ground or "",
        reason=reason,
        decided_by=decided_by,
        decided_on=decided_on,
        review_on=review_on,
        source=f"{row.file} {row.where.en}",
    )


_LATER = Text(ja="決定日より後の日付", en="a date after the decision")
