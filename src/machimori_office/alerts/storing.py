"""Fact sheets as the database keeps them: without the person and the reference.

A description lives in a row of its own, which is deleted when its time is over; the
alert that a sheet refers to is a row as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.web.words import VARIETIES, Words

_WORDS = ("what", "where", "source", "details", "contact")


def sheet_to_json(sheet: FactSheet) -> dict[str, Any]:
    """Lay a sheet out for a JSON column."""
    return {
        **{name: words_to_json(getattr(sheet, name)) for name in _WORDS},
        "category": sheet.category,
        "areas": sorted(sheet.areas),
        "to_do": [words_to_json(step) for step in sheet.to_do],
        "written_at": sheet.written_at.isoformat(),
        "happened_at": _instant(sheet.happened_at),
        "is_about": sheet.is_about,
        "ends_at": _instant(sheet.ends_at),
    }


def sheet_from_json(kept: Mapping[str, Any]) -> FactSheet:
    """Read what `sheet_to_json` wrote."""
    return FactSheet(
        what=words_from_json(kept["what"]),
        where=words_from_json(kept["where"]),
        source=words_from_json(kept["source"]),
        details=words_from_json(kept["details"]),
        contact=words_from_json(kept["contact"]),
        category=kept["category"],
        areas=frozenset(kept["areas"]),
        to_do=tuple(words_from_json(step) for step in kept["to_do"]),
        written_at=datetime.fromisoformat(kept["written_at"]),
        happened_at=_read_instant(kept["happened_at"]),
        is_about=kept["is_about"],
        ends_at=_read_instant(kept["ends_at"]),
    )


def words_to_json(words: Words) -> list[str]:
    """Lay words out in the order of the varieties."""
    return [words.ja, words.easy, words.en]


def words_from_json(kept: Sequence[str]) -> Words:
    """Read what `words_to_json` wrote."""
    return Words(**dict(zip(VARIETIES, kept, strict=True)))


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _read_instant(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
