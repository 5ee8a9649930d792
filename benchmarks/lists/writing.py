"""Writing many rows of a model fast: no objects, one prepared statement or copy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Max, Model

from benchmarks.lists.sizes import how_many

AT_ONCE = 10_000
_AS_THEY_ARE = (str, int, float, bool, type(None))


class Ledger:
    """Writes rows, and knows the keys of what it wrote.

    Parameters
    ----------
    share : float
        Of the ten years: 1 writes them all.
    """

    def __init__(self, share: float) -> None:
        self.share = share
        self._keys: dict[str, list[Any]] = {}

    def of(self, label: str) -> Sequence[Any]:
        """Return the keys of all rows written of a model."""
        return self._keys[label]

    def count(self, label: str) -> int:
        """Return how many rows of a model there will be."""
        return how_many(label, self.share)

    @property
    def rows(self) -> int:
        """How many rows were written."""
        return sum(map(len, self._keys.values()))

    def write(self, label: str, *, rows: int | None = None, **fields: Any) -> list[Any]:
        """Write rows; a field is a value, or a function of the row's number."""
        model = apps.get_model(label)
        count = self.count(label) if rows is None else rows
        keys = _keys(model, count)
        columns = _columns(model, fields)
        key = model._meta.pk
        made = _rows(columns, [_told(key, each) for each in keys], key)
        _insert(model, list(columns), made)
        self._keys.setdefault(label, []).extend(keys)
        return keys


def _keys(model: type[Model], count: int) -> list[Any]:
    if model._meta.pk.get_internal_type() == "UUIDField":
        return [uuid.uuid4() for _ in range(count)]
    name = model._meta.pk.attname
    last = model._default_manager.aggregate(last=Max(name))["last"] or 0
    return list(range(last + 1, last + count + 1))


Columns = Mapping["Field[Any, Any]", Any]


def _columns(model: type[Model], given: Mapping[str, Any]) -> Columns:
    """Return each field with its prepared value, or with the function for it."""
    left, columns = dict(given), {}
    for field in model._meta.local_concrete_fields:
        value = left.pop(field.attname, NOT_PROVIDED)
        if value is NOT_PROVIDED and field.default is not NOT_PROVIDED:
            is_made_each = field.unique or field.primary_key
            value = (lambda _, f=field: f.get_default()) if is_made_each else None
            value = value or field.get_default()
        if value is NOT_PROVIDED:
            value = None if field.null or field.primary_key else ""
        columns[field] = value if callable(value) else _told(field, value)
    if left:
        raise LookupError(f"{model._meta.label} has no {', '.join(left)}")
    return columns


def _told(field: Field[Any, Any], value: Any) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, Enum):
        value = value.value
    if type(value) in _AS_THEY_ARE and field.get_internal_type() != "JSONField":
        return value
    return field.get_db_prep_save(value, connection)


def _rows(
    columns: Columns, keys: Sequence[Any], key: Field[Any, Any]
) -> Iterator[list[Any]]:
    of_row = [_of_row(field, value, keys, key) for field, value in columns.items()]
    for n in range(len(keys)):
        yield [value(n) for value in of_row]


def _of_row(
    field: Field[Any, Any], value: Any, keys: Sequence[Any], key: Field[Any, Any]
) -> Callable[[int], Any]:
    if field is key:
        return keys.__getitem__
    if callable(value):
        return lambda n: _told(field, value(n))
    return lambda _: value


def _insert(
    model: type[Model], fields: Sequence[Field[Any, Any]], rows: Iterator[list[Any]]
) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({names}) FROM STDIN", rows)
            _go_on_after(cursor, model)
            return
        places = ", ".join(["?"] * len(fields))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
        while some := list(islice(rows, AT_ONCE)):
            # Past the wrapper of Django, which would format every statement anew.
            connection.connection.executemany(statement, some)


def _copy(cursor: Any, statement: str, rows: Iterator[list[Any]]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _go_on_after(cursor: Any, model: type[Model]) -> None:
    """Let numbers go on after those that were given here."""
    if model._meta.auto_field is None:
        return
    table, column = model._meta.db_table, model._meta.pk.column
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
        f'GREATEST((SELECT MAX("{column}") FROM "{table}"), 1))'
    )
