"""Which rules a city has: each app names its own in its `city_rules.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from machimori.language import Text
from machimori_office.web.gathering import Registry


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


_SUBJECTS: Registry[type[Any], Subject] = Registry("city_rules", "rules")


def city_rule(subject: Subject) -> None:
    """Register a rule that each city has its own version of."""
    if any(subject.name == known.name for known in _SUBJECTS.loaded()):
        raise ValueError(f"two rules are called {subject.name}")
    _SUBJECTS.add(subject.type, subject)


def subject_of(type_: type[Any]) -> Subject:
    """Return what a rule of this type is about; only the type's own app is loaded."""
    return _SUBJECTS.from_app_alone(_app_of(type_), type_)


def subjects() -> Sequence[Subject]:
    """Return all of them, in the order of the apps."""
    places = [config.name for config in apps.get_app_configs()]
    return sorted(_SUBJECTS.values(), key=lambda s: places.index(_app_of(s.type)))


def _app_of(type_: type[Any]) -> str:
    """Return the app whose rule this is: a rule's type stands in its own app."""
    return ".".join(type_.__module__.split(".")[:2])
