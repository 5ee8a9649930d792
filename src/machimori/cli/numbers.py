"""Interpretation parameters for one computation, and which of them it used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from machimori.formats.parameters import read_parameters
from machimori.guidelines import ParameterTable, shipped_parameters
from machimori.language import Language, Text

FROM_COMMAND_LINE = Text(ja="コマンドの指定", en="given on the command line")


@dataclass
class Numbers:
    """Gives parameters by the last part of their id, and notes each that is asked.

    Parameters
    ----------
    table : ParameterTable
    on : date
        The day whose values count.
    given : dict
        Values from the command line, by the last part of the id.
    """

    table: ParameterTable
    on: date
    given: dict[str, float] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)

    def __call__(self, name: str) -> float:
        """Return a value, and note that it was asked."""
        self.used[name] = None
        if name in self.given:
            return self.given[name]
        value = self.table[f"interpretation/{name}"].on(self.on).value
        return float("nan") if value is None else value

    def document(self, language: Language) -> list[dict[str, Any]]:
        """List the parameters used, with whose they are."""
        return [self._entry(name, language) for name in sorted(self.used)]

    def _entry(self, name: str, language: Language) -> dict[str, Any]:
        parameter = self.table[f"interpretation/{name}"]
        value = parameter.on(self.on)
        by = FROM_COMMAND_LINE if name in self.given else value.chosen_by
        return {
            "id": parameter.id,
            "label": parameter.label.in_(language),
            "value": self.given.get(name, value.value),
            "unit": parameter.unit,
            "by": by.in_(language) if by else None,
        }


def table_of(city: Path | None, shipped: ParameterTable) -> ParameterTable:
    """Lay a city's file over the parameters that ship."""
    return shipped if city is None else read_parameters(city, shipped)


def numbers(city: Path | None, **given: float) -> Numbers:
    """Take the shipped parameters, a city's file over them, and the command line's."""
    table = table_of(city, shipped_parameters())
    stated = {name.replace("_", "-"): value for name, value in given.items()}
    return Numbers(table, date.today(), stated)  # noqa: DTZ011, TID251 - the edge
