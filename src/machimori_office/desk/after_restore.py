"""Whoever was erased after a backup was made is erased again after going back to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db.models import CharField

from machimori_office.audit.services import SYSTEM
from machimori_office.backups.diary import Diary, What, who
from machimori_office.backups.registry import catches_up
from machimori_office.privacy.registry import FILES, PersonalFile
from machimori_office.subscriptions.personal import key_of

_REASON = "erased after the backup was made"
COLUMNS = ("address", "mail")
"""What columns are called that hold mail addresses."""


@catches_up
def erase_again(since: Diary, at: datetime) -> int:
    """Erase in every file of personal information whoever was erased since."""
    gone = {of for of, wishes in since.items() if _is_erased(wishes[-1].what)}
    if not gone:
        return 0
    erased = set()
    for file in FILES.values():
        for address in set(_addresses(file)):
            if who(key_of(address)) in gone:
                file.erase(address, SYSTEM, _REASON, at)
                erased.add(key_of(address))
    return len(erased)


def _is_erased(what: What) -> bool:
    return what == What.ERASED


def _addresses(file: PersonalFile) -> Iterator[str]:
    for table in file.tables:
        model = apps.get_model(table)
        for field in model._meta.fields:
            if field.name in COLUMNS and isinstance(field, CharField):
                rows = model._default_manager.exclude(**{field.name: ""}).order_by()
                yield from rows.values_list(field.name, flat=True).distinct()
