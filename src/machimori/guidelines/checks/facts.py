"""What the scene states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from machimori.guidelines.checks.base import Check, Needs


@dataclass(frozen=True, kw_only=True)
class Present(Check):
    """The place (or element) has at least one thing of these kinds.

    Parameters
    ----------
    kinds, uses : tuple of str
        Any of these will do.
    where : mapping
        Properties that it must have: name → allowed values.
    """

    check: Literal["present"] = "present"
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    where: dict[str, tuple[Any, ...]] | None = None

    @property
    def quantity(self) -> str:
        """How many there are, by what they are."""
        return "count:" + "|".join((*self.kinds, *self.uses))

    @property
    def needs(self) -> Needs:
        """That there is none is only known where all are mapped."""
        return Needs(to_fail=(*self.kinds, *self.uses))


@dataclass(frozen=True, kw_only=True)
class Fact(Check):
    """A property of the element, or of the place, has one of these values.

    Where the property holds several choices, one of them is enough.
    """

    check: Literal["fact"] = "fact"
    of: Literal["element", "place"] = "element"
    name: str
    one_of: tuple[Any, ...]

    @property
    def quantity(self) -> str:
        """The property."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class Stated(Check):
    """All of these properties of the element are stated."""

    check: Literal["stated"] = "stated"
    properties: tuple[str, ...]

    @property
    def quantity(self) -> str:
        """The properties."""
        return "stated:" + "|".join(self.properties)


@dataclass(frozen=True, kw_only=True)
class Includes(Check):
    """A property of the element that lists several things lists all of these."""

    check: Literal["includes"] = "includes"
    name: str
    values: tuple[Any, ...]

    @property
    def quantity(self) -> str:
        """The property, all of it."""
        return f"includes:{self.name}"
