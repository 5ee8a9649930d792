"""Conditions under which a criterion speaks of a place at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Tag


class _Strict:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class PlaceIs(_Strict):
    """The place has one of these values in each property; silent means unknown."""

    place: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ElementIs(_Strict):
    """The element has one of these values in each property; silent means unknown."""

    element: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Exists(_Strict):
    """The place has something of this kind (or area use)."""

    exists: str


@dataclass(frozen=True, kw_only=True)
class Decided(_Strict):
    """Somebody decided that it is needed here (必要に応じて)."""

    decision: Literal["need"]


@dataclass(frozen=True, kw_only=True)
class AllConditions(_Strict):
    """All of them hold."""

    all: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class AnyCondition(_Strict):
    """At least one of them holds."""

    any: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Unless(_Strict):
    """It does not hold."""

    unless: Condition


def _tag(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else vars(value)
    return next((str(key) for key in keys), None)


Condition = Annotated[
    Annotated[PlaceIs, Tag("place")]
    | Annotated[ElementIs, Tag("element")]
    | Annotated[Exists, Tag("exists")]
    | Annotated[Decided, Tag("decision")]
    | Annotated[AllConditions, Tag("all")]
    | Annotated[AnyCondition, Tag("any")]
    | Annotated[Unless, Tag("unless")],
    Discriminator(_tag),
]


def conditions_of(condition: Condition) -> tuple[Condition, ...]:
    """The condition and all that it is made of."""
    if isinstance(condition, AllConditions):
        parts = condition.all
    elif isinstance(condition, AnyCondition):
        parts = condition.any
    elif isinstance(condition, Unless):
        parts = (condition.unless,)
    else:
        parts = ()
    return (condition, *(c for part in parts for c in conditions_of(part)))
