"""The made-up city's own names in its rules, not those of the real example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from machimori_office.audit.services import SYSTEM
from machimori_office.rules.documents import example_rule, example_text, read_rule
from machimori_office.rules.registry import Subject, subjects
from machimori_office.rules.services import adopt, history

# An area code is never followed by 0: no telephone rings there.
_NAMES = {
    "小金井": "ひばり",
    "こがねい": "ひばり",
    "Koganei": "Hibari",
    "042-387-": "042-000-",
    "042-381-": "042-000-",
}
# Before anything in the city's past.
_SINCE = date(2000, 4, 1)
_WHY = "デモのため"


def name_rules(at: datetime) -> None:
    """Adopt each rule that names the example's city once more, with its own names."""
    for subject, text in _named():
        if history(subject.name):
            continue
        adopt(
            type_=subject.type,
            text=text,
            valid_from=_SINCE,
            actor=SYSTEM,
            reason=_WHY,
            at=at,
        )


def _named() -> Iterator[tuple[Subject, str]]:
    for subject in subjects():
        text = example_text(subject.name)
        for theirs, ours in _NAMES.items():
            text = text.replace(theirs, ours)
        # A remark alone that tells of the real city stays the example's.
        named = read_rule(text, subject.type, file=subject.name)
        if named != example_rule(subject.name, subject.type):
            yield subject, text
