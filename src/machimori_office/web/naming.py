"""What a row is called, for lists and for the audit, which hold ids alone.

Whoever keeps rows with names says so in its `naming.py`: `SUBJECTS` of what records are
about, `OBJECTS` by the kind of what the audit is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q

from machimori_office.web.gathering import from_each_app

Names = dict[str, str]

_LONGEST = 60


@dataclass(frozen=True)
class Naming:
    """How rows are called.

    Parameters
    ----------
    model : type of Model
    fields : tuple of str
        That hold the name; the first of them is shown unless `says` words it.
    key : str
        The field that holds the id.
    says : callable, optional
        Words a row for the reader.
    """

    model: type[Model]
    fields: tuple[str, ...] = ()
    key: str = "pk"
    says: Callable[[Any], str] | None = None

    def names(self, ids: Collection[str]) -> Names:
        """Return what those of the ids are called that there are: one query."""
        keys = [id_ for id_ in ids if self._fits(id_)]
        rows = self.model._default_manager.filter(**{f"{self.key}__in": keys})
        return {str(getattr(row, self.key)): self._name(row) for row in rows}

    def ids(self, typed: str) -> list[str]:
        """Return the ids of those whose name holds what was typed: one query."""
        alike = Q(*((f"{f}__contains", typed) for f in self.fields), _connector=Q.OR)
        rows = self.model._default_manager.filter(alike)
        return [str(id_) for id_ in rows.values_list(self.key, flat=True)]

    def _name(self, row: Model) -> str:
        return self.says(row) if self.says else str(getattr(row, self.fields[0]))

    def _fits(self, id_: str) -> bool:
        meta = self.model._meta
        field = meta.pk if self.key == "pk" else meta.get_field(self.key)
        try:
            return getattr(field, "to_python")(id_) is not None  # noqa: B009
        except ValidationError:
            return False


def subjects_named(ids: Collection[str]) -> Names:
    """Return what those places and things are called that somebody knows."""
    found: Names = {}
    for naming in _subjects():
        found |= {id_: name for id_, name in naming.names(ids).items() if name}
    return found


def subjects_called(typed: str) -> list[str]:
    """Return the ids of the places and things whose name holds what was typed."""
    return [id_ for naming in _subjects() for id_ in naming.ids(typed)]


def objects_named(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what those of a kind and an id are called that still exist."""
    namings: dict[str, Any] = {}
    for known in from_each_app("naming", "OBJECTS"):
        namings |= known
    return {
        (kind, id_): name[:_LONGEST]
        for kind, pairs in groupby(sorted(set(asked)), key=lambda pair: pair[0])
        if kind in namings
        for id_, name in namings[kind].names([id_ for _, id_ in pairs]).items()
    }


def _subjects() -> list[Naming]:
    return [n for namings in from_each_app("naming", "SUBJECTS") for n in namings]
