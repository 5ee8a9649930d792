"""Residents' groups and the places of watches: entered and kept right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.patrols.models import Group, School
from machimori_office.patrols.services.noting import note


@transaction.atomic
def keep_group(group: Group, *, actor: str, reason: str, at: datetime) -> Group:
    """Write down a group as it is now; its members are counted only."""
    group.save()
    note("group_kept", "group", group.pk, actor=actor, at=at, reason=reason)
    return group


@transaction.atomic
def keep_school(school: School, *, actor: str, reason: str, at: datetime) -> School:
    """Write down where watches stand, and when the children there go home."""
    school.save()
    note("school_kept", "school", school.pk, actor=actor, at=at, reason=reason)
    return school
