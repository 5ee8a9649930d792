"""Which rules a city has: each app names its own in its `city_rules.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a rule is about.

    Parameters
    ----------
    name : str
        A stable word; the example city's document is ``koganei/<name>.yaml``.
    type : type
        The frozen dataclass that says what the document may hold.
    title : Text
    explains : Text
        What the rule decides, for who edits it.
    """

    name: str
    type: type[Any]
    title: Text
    explains: Text


_SUBJECTS: dict[type[Any], Subject] = {}
SUBJECTS: Mapping[type[Any], Subject] = MappingProxyType(_SUBJECTS)


def city_rule(subject: Subject) -> None:
    """Register a rule that each city has its own version of."""
    if subject.type in _SUBJECTS or any(
        subject.name == known.name for known in _SUBJECTS.values()
    ):
        raise ValueError(f"two rules are called {subject.name}")
    _SUBJECTS[subject.type] = subject
