"""The empty sheet of a list: its headings, and what may stand under each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from machimori_office.web.lists import ListColumn, ListImport
from machimori_office.web.tables import Column, Sheet


def sheets_of(about: ListImport) -> list[Sheet[Any]]:
    """Return the empty sheet, and a second one that explains the first."""
    columns = about.columns()
    return [
        Sheet(about.title, [_filled_in(column) for column in columns], ()),
        Sheet(_("How to fill it in"), _explanation(), columns),
    ]


def _filled_in(column: ListColumn) -> Column[Any]:
    return Column(column.heads[0], lambda row: None, width=max(12, len(column.example)))


def _explanation() -> Sequence[Column[ListColumn]]:
    return [
        Column(_("Heading"), lambda c: c.heads[0], width=24),
        Column(_("Needed"), lambda c: _("required") if c.is_needed else ""),
        Column(_("For example"), lambda c: c.example, width=30),
        Column(_("Also read under"), lambda c: "、".join(c.heads[1:]), width=40),
    ]
