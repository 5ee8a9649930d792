"""Conditions under which a criterion speaks of a place at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, final

from pydantic import ConfigDict, Discriminator, Tag
from typing_extensions import TypedDict

from machimori.guidelines.checks import Check, ParameterId, Requirement, checks_of


class _Strict:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@final
class AtLeast(TypedDict):
    """A number that reaches a parameter."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    at_least: ParameterId


@final
class AtMost(TypedDict):
    """A number that does not exceed a parameter."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    at_most: ParameterId


def _sort_of(value: Any) -> str:
    if not isinstance(value, dict):
        return "one_of"
    return "at_most" if "at_most" in value else "at_least"


Wanted = Annotated[
    Annotated[AtLeast, Tag("at_least")]
    | Annotated[AtMost, Tag("at_most")]
    | Annotated[tuple[Any, ...], Tag("one_of")],
    Discriminator(_sort_of),
]
"""Allowed values of a property, or the least or the most that a number may be."""


@dataclass(frozen=True, kw_only=True)
class PlaceIs(_Strict):
    """The place has what is wanted in each property; silent means unknown."""

    place: Mapping[str, Wanted]


@dataclass(frozen=True, kw_only=True)
class ElementIs(_Strict):
    """The element has what is wanted in each property; silent means unknown."""

    element: Mapping[str, Wanted]


@dataclass(frozen=True, kw_only=True)
class Exists(_Strict):
    """The place has something of this kind (or area use).

    Parameters
    ----------
    exists : str
        Kind, group or area use.
    where : mapping
        Properties that it must have: name → allowed values.
    """

    exists: str
    where: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Meets(_Strict):
    """The element meets a requirement, judged as any other (視認性が悪い場所には…)."""

    meets: Requirement


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
    return next((str(key) for key in keys if key != "where"), None)


Condition = Annotated[
    Annotated[PlaceIs, Tag("place")]
    | Annotated[ElementIs, Tag("element")]
    | Annotated[Exists, Tag("exists")]
    | Annotated[Meets, Tag("meets")]
    | Annotated[Decided, Tag("decision")]
    | Annotated[AllConditions, Tag("all")]
    | Annotated[AnyCondition, Tag("any")]
    | Annotated[Unless, Tag("unless")],
    Discriminator(_tag),
]


def conditions_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the condition and all that it is made of."""
    if isinstance(condition, AllConditions):
        parts = condition.all
    elif isinstance(condition, AnyCondition):
        parts = condition.any
    elif isinstance(condition, Unless):
        parts = (condition.unless,)
    else:
        parts = ()
    return (condition, *(c for part in parts for c in conditions_of(part)))


def checks_within(condition: Condition) -> tuple[Check, ...]:
    """All checks that a condition asks for."""
    parts = (c for c in conditions_of(condition) if isinstance(c, Meets))
    return tuple(check for part in parts for check in checks_of(part.meets))


def properties_within(condition: Condition) -> Iterator[tuple[str, str, Wanted]]:
    """Yield what is asked of properties: ``place`` or ``element``, name, wanted."""
    for part in conditions_of(condition):
        if isinstance(part, PlaceIs):
            yield from (("place", name, asked) for name, asked in part.place.items())
        elif isinstance(part, ElementIs):
            own = part.element.items()
            yield from (("element", name, asked) for name, asked in own)


def numbers_within(condition: Condition) -> tuple[ParameterId, ...]:
    """Ids of the parameters that a condition compares properties with."""
    asked = (wanted for _, _, wanted in properties_within(condition))
    return tuple(number_of(one) for one in asked if isinstance(one, dict))


def number_of(limit: AtLeast | AtMost) -> ParameterId:
    """Return the parameter that a limit names."""
    return limit["at_least"] if "at_least" in limit else limit["at_most"]
