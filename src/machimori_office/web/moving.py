"""Taking a row from one state to the next, where nobody else was faster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from machimori_office.web.errors import NotNow, RowChanged


@dataclass(frozen=True)
class MoveWords:
    """What a button says, what happens then, and what is said afterwards."""

    button: str | Promise
    effect: str | Promise
    done: str | Promise
    is_grave: bool = False


def move(row: Any, *, frm: str, **changes: Any) -> None:
    """Change a row that still is what the caller saw; the caller's copy follows.

    Parameters
    ----------
    row : Model
        With `state` and `version`.
    frm : str
        In which state it has to be.

    Raises
    ------
    NotNow
        It is in another.
    RowChanged
        Somebody else changed it meanwhile.
    """
    if row.state != frm:
        raise NotNow
    changes["version"] = row.version + 1
    model: type[Model] = type(row)
    unchanged = model._default_manager.filter(pk=row.pk, state=frm, version=row.version)
    if unchanged.update(**changes) != 1:
        raise RowChanged
    for name, value in changes.items():
        setattr(row, name, value)
