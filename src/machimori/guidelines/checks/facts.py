"""What the scene states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from machimori.guidelines.checks.base import Check, Needs, ParameterId


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
class Absent(Check):
    """The place (or element) has nothing of these kinds: no ladder left outdoors.

    Parameters
    ----------
    kinds, uses : tuple of str
        None of these may be there.
    where : mapping
        Only what has these properties counts: name → allowed values.
    """

    check: Literal["absent"] = "absent"
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    where: dict[str, tuple[Any, ...]] | None = None

    @property
    def quantity(self) -> str:
        """Whether there is none, by what it is."""
        return "none:" + "|".join((*self.kinds, *self.uses))

    @property
    def needs(self) -> Needs:
        """That there is none is only known where all are mapped."""
        return Needs(to_hold=(*self.kinds, *self.uses))


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


@dataclass(frozen=True, kw_only=True)
class Measures(Check):
    """A number that the element states is large, or small, enough.

    Parameters
    ----------
    name : str
        The property: how far a pane is from the thumb turn, how wide a lattice gapes.
    at_least, at_most : ParameterId or None
        Exactly one of them.
    """

    check: Literal["measures"] = "measures"
    name: str
    at_least: ParameterId | None = None
    at_most: ParameterId | None = None

    def __post_init__(self) -> None:
        """Refuse a comparison with nothing, or with two numbers at once."""
        if (self.at_least is None) == (self.at_most is None):
            message = "exactly one of at_least and at_most"
            raise ValueError(message)

    @property
    def quantity(self) -> str:
        """The property."""
        return self.name
