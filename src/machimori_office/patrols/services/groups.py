"""Residents' groups and the places of watches: entered and kept right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from machimori_office.audit import services as audit
from machimori_office.patrols.models import Group, School
from machimori_office.patrols.services.noting import happening, note

KEPT = ("districts", "member_count", "counted_on", "walks_a_month", "note")
"""What a list says of a group that is known by its name."""


@transaction.atomic
def keep_group(group: Group, *, actor: str, reason: str, at: datetime) -> Group:
    """Write down a group as it is now; its members are counted only."""
    group.save()
    note("group_kept", "group", group.pk, actor=actor, at=at, reason=reason)
    return group


@transaction.atomic
def take_over(
    groups: Sequence[Group], *, actor: str, reason: str, at: datetime
) -> None:
    """Write down groups as they are now, new ones and known ones: few queries."""
    new = [group for group in groups if group.pk is None]
    known = [group for group in groups if group.pk is not None]
    Group.objects.bulk_create(new)
    Group.objects.bulk_update(known, KEPT, batch_size=500)
    audit.record_all(
        [happening("group_kept", "group", g.pk, reason=reason) for g in groups],
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_school(school: School, *, actor: str, reason: str, at: datetime) -> School:
    """Write down where watches stand, and when the children there go home."""
    school.save()
    note("school_kept", "school", school.pk, actor=actor, at=at, reason=reason)
    return school
