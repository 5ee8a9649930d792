"""What every check is: its evidence, its quantity, what it needs of a map."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, Literal, NewType

from pydantic import ConfigDict

ParameterId = NewType("ParameterId", str)
Method = Literal["computed", "measured", "surveyed", "recorded", "declared"]
METHODS: tuple[Method, ...] = (
    "measured",
    "computed",
    "recorded",
    "surveyed",
    "declared",
)
"""The usual precedence of evidence, first wins."""


@dataclass(frozen=True)
class Needs:
    """Words of the vocabulary that must be surveyed completely.

    Parameters
    ----------
    to_hold : tuple of str
        Before "it holds" may stand.
    to_fail : tuple of str
        Before "it does not hold" may stand.
    """

    to_hold: tuple[str, ...] = ()
    to_fail: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """Base of all checks.

    Parameters
    ----------
    methods : tuple of str
        Which evidence decides, the first that is there.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    methods: tuple[Method, ...] = METHODS

    @property
    def quantity(self) -> str:
        """What evidence for this check is about."""
        return str(getattr(self, "check"))  # noqa: B009 - each subclass has it

    @property
    def needs(self) -> Needs:
        """What must be surveyed completely."""
        return Needs()

    @property
    def at_least_id(self) -> ParameterId | None:
        """The parameter that a number must reach, where there is one."""
        return getattr(self, "at_least", None)

    @property
    def at_most_id(self) -> ParameterId | None:
        """The parameter that a number must keep to, where there is one."""
        return getattr(self, "at_most", None)


def parameters_of(check: Check) -> tuple[ParameterId, ...]:
    """Ids of the parameters that a check names in its fields."""
    named = [f.name for f in fields(check) if "ParameterId" in str(f.type)]
    values = (getattr(check, name) for name in named)
    return tuple(value for value in values if value is not None)
