"""Names beside ids: the audit and the histories hold ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from machimori_office.people.models import Staff


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of those ids that are staff, in one query."""
    asked = [id_ for id_ in set(ids) if is_uuid(id_)]
    known = Staff.objects.filter(pk__in=asked)
    return {str(staff.pk): staff.display_name for staff in known}


def is_uuid(text: str) -> bool:
    """Whether an id has the form of a row's."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
