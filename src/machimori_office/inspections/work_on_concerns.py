"""The tasks that were made of a concern, for the concern's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from machimori_office.concerns.models import Concern
from machimori_office.concerns.work import Work
from machimori_office.inspections.models import Task
from machimori_office.inspections.tasks.from_concerns import about_of


def work_on(concern: Concern) -> Iterator[Work]:
    """Yield each task of a concern: one query."""
    made = Task.objects.filter(origin=Task.Origin.CONCERN, about=about_of(concern))
    for task in made.select_related("record").order_by("-opened_at"):
        yield Work(
            what=task.what,
            who=task.who,
            state=task.get_state_display(),
            due_on=task.due_on,
            is_open=task.state == Task.State.OPEN,
            page=reverse("inspections:task", args=[task.pk]),
            done_on=task.record.on if task.record else None,
            result=task.record.result if task.record else "",
        )
