"""From what stands in a column to what a property of the scene says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from machimori.errors import Problem
from machimori.formats.shapes.mapping import Column, LayerRule
from machimori.formats.shapes.sources import Source
from machimori.formats.shapes.tables import Table
from machimori.language import Text
from machimori.scene.reading.values import refusal
from machimori.scene.vocabulary import PropertyTerm, vocabulary

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def property_value(cell: Any, column: Column, term: PropertyTerm) -> Any:
    """Turn an attribute into a property.

    Parameters
    ----------
    cell : object
        As the vector file has it.
    column : Column
        Translation and unit.
    term : PropertyTerm
        What the property takes.

    Returns
    -------
    object or None
        None where the cell is empty or says so. What cannot be turned comes back as
        it is, for the vocabulary to refuse.
    """
    if is_empty(cell):
        return None
    words = as_text(cell).replace(column.remove, "").strip()
    if not words:
        return None
    if column.values is not None and words in column.values:
        return column.values[words]
    if term.type in ("number", "integer"):
        return _number(words, column.factor, is_whole=term.type == "integer")
    if term.type == "boolean":
        return bool(cell) if isinstance(cell, bool | np.bool_) else words
    if term.type == "date":
        return _date(words)
    return [words] if term.type in ("choices", "texts") else words


def is_empty(cell: Any) -> bool:
    """Whether nothing stands in a cell."""
    if cell is None or (isinstance(cell, float | np.floating) and np.isnan(cell)):
        return True
    if isinstance(cell, np.datetime64):
        return bool(np.isnat(cell))
    return isinstance(cell, str) and not cell.strip()


def as_text(cell: Any) -> str:
    """Write a cell as one would read it: whole numbers without a point."""
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return str(cell).strip()


def _number(words: str, factor: float, *, is_whole: bool) -> Any:
    plain = unicodedata.normalize("NFKC", words).replace(",", "")
    try:
        number = float(plain) * factor
    except ValueError:
        return words
    return int(number) if is_whole and number.is_integer() else number


def _date(words: str) -> str:
    match = _DATE.match(unicodedata.normalize("NFKC", words))
    if not match:
        return words
    year, month, day = map(int, match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


@dataclass
class RowReader:
    """Reads the rows of one table; the same wrong value is complained of once."""

    source: Source
    rule: LayerRule
    table: Table
    refused: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def properties(self, row: int) -> dict[str, Any]:
        """Properties of the feature that a row becomes."""
        terms = vocabulary().kinds[self.rule.kind].properties
        properties = dict(self.rule.constants)
        for name, column in self.rule.columns.items():
            cell = self.table.columns[column.name][row]
            value = property_value(cell, column, terms[name])
            if value is None:
                continue
            if refusal(terms[name], value):
                self.refused.setdefault((name, as_text(cell)), []).append(row + 1)
            properties[name] = value
        return properties

    def problems(self) -> Iterator[Problem]:
        """What the vocabulary refuses, after all rows have been read."""
        terms = vocabulary().kinds[self.rule.kind].properties
        for (name, cell), rows in self.refused.items():
            column = self.rule.columns[name]
            value = property_value(cell, column, terms[name])
            refused = refusal(terms[name], value)
            expected = refused.expected if refused else Text.same(name)
            yield refused_value(self.source, column.name, cell, rows, expected)


def refused_value(
    source: Source, column: str, cell: str, rows: list[int], expected: Text
) -> Problem:
    """Say that what stands in a column cannot be used."""
    first, count = rows[0], len(rows)
    return Problem(
        file=source.label,
        where=Text(
            ja=f"列「{column}」{first}行目（全{count}行）",
            en=f"column {column}, row {first} ({count} in all)",
        ),
        found=cell[:60],
        expected=expected,
        remedy=Text(
            ja="対応表の values: に読み替えを書くか、元の値を直してください。",
            en="Translate it under values: in the mapping, or correct it.",
        ),
    )
