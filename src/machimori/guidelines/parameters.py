"""Numbers that the guidelines state, and numbers that somebody had to choose.

The two live in separate trees, ``source/…`` and ``interpretation/…``. Every value has
a date and says where it comes from, or who chose it and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AllowInfNan, ConfigDict, StrictBool, StrictFloat

from machimori.errors import UnknownName
from machimori.language import Text

Unit = Literal[
    "lx", "m", "m2", "um", "deg", "1", "min", "hour", "month", "day", "count", "lm"
]


@dataclass(frozen=True, kw_only=True)
class ParameterValue:
    """A value from a date on.

    Parameters
    ----------
    value : float or None
        None: nobody has chosen yet, so what needs it cannot be told.
    source : Text or None
        The document and place in it that states the number.
    chosen_by : Text or None
        Who chose it, where no document does.
    reason : Text or None
        Why this number.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    value: Annotated[StrictFloat, AllowInfNan(False)] | None
    source: Text | None = None
    chosen_by: Text | None = None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One number by date.

    Parameters
    ----------
    id : str
        ``source/…`` or ``interpretation/…``.
    unit : str
    label : Text
    approximate : bool
        The source says "about" (概ね); the tolerance is an interpretation.
    values : mapping of date to ParameterValue
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    unit: Unit
    label: Text
    values: dict[date, ParameterValue]
    approximate: StrictBool = False

    def on(self, day: date) -> ParameterValue:
        """Return the latest value not after `day`; before all, the earliest."""
        past = [start for start in self.values if start <= day]
        return self.values[max(past) if past else min(self.values)]


@dataclass(frozen=True)
class ParameterTable:
    """All parameters, by id."""

    by_id: Mapping[str, Parameter] = field(default_factory=dict)

    @classmethod
    def of(cls, parameters: Iterable[Parameter]) -> ParameterTable:
        """Gather parameters."""
        return cls({parameter.id: parameter for parameter in parameters})

    def __getitem__(self, id_: str) -> Parameter:
        if id_ not in self.by_id:
            what = Text(ja="パラメータ", en="parameter")
            raise UnknownName(what, id_, self.by_id)
        return self.by_id[id_]

    def overlaid(self, city: ParameterTable) -> ParameterTable:
        """Put a city's own values in place of ours, by whole id."""
        return ParameterTable({**self.by_id, **city.by_id})

    def resolved(self, day: date) -> Mapping[str, Any]:
        """Plain values by id on a day; None where nobody has chosen."""
        return {id_: p.on(day).value for id_, p in self.by_id.items()}
