"""Opening tasks, handing them to somebody else, and closing them by records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from machimori_office.inspections import scenes
from machimori_office.inspections.auditing import note
from machimori_office.inspections.models import Photo, Result, Site, Task
from machimori_office.inspections.services import ask_for_assessment, keep_version
from machimori_office.records import services as records
from machimori_office.records.models import Record
from machimori_office.web.errors import NotNow

Origin = Task.Origin


@transaction.atomic
def open_task(
    result: Result, *, what: str, who: str, due_on: date, actor: str, at: datetime
) -> Task:
    """Make a task of a finding; the same finding has one open task at most."""
    key = {
        "site": result.assessment.site,
        "criterion": result.criterion,
        "element": result.element,
        "origin": Origin.FINDING,
    }
    if Task.objects.filter(state=Task.State.OPEN, **key).exists():
        raise NotNow
    task = Task.objects.create(what=what, who=who, due_on=due_on, opened_at=at, **key)
    note(
        "task",
        task.pk,
        "task_opened",
        actor=actor,
        reason="from a finding",
        at=at,
    )
    return task


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be done, by whom and by when, and where it is.

    Parameters
    ----------
    what, who : str
    due_on : date
    site : Site or None
        Where it lies at a registered place; `element` is its id in the scene.
    where : str
        Where else.
    photo : Photo or None
    """

    what: str
    who: str
    due_on: date
    site: Site | None = None
    element: str = ""
    where: str = ""
    photo: Photo | None = None


@transaction.atomic
def open_task_about(
    origin: Task.Origin, about: str, wanted: Wanted, *, actor: str, at: datetime
) -> Task:
    """Make a task of a fixture or a concern; return the open one where there is one."""
    open_ = Task.objects.filter(origin=origin, about=about, state=Task.State.OPEN)
    found = open_.first()
    if found:
        return found
    told = vars(wanted) | {"what": wanted.what[:200], "where": wanted.where[:200]}
    task = Task.objects.create(origin=origin, about=about, opened_at=at, **told)
    reason = f"from a {origin.value}"
    note("task", task.pk, "task_opened", actor=actor, reason=reason, at=at)
    return task


@transaction.atomic
def reassign(
    task: Task, *, who: str, due_on: date, actor: str, reason: str, at: datetime
) -> None:
    """Give a task to somebody else, or another day."""
    seen = {"who": task.who, "due_on": task.due_on, "state": Task.State.OPEN}
    unchanged = Task.objects.filter(pk=task.pk, **seen)
    if unchanged.update(who=who, due_on=due_on) != 1:
        raise NotNow
    note("task", task.pk, "task_reassigned", actor=actor, reason=reason, at=at)


@transaction.atomic
def finish(
    task: Task,
    done: records.Done,
    *,
    measured: Mapping[str, Any],
    actor: str,
    at: datetime,
) -> Record:
    """Close a task by a record; what was measured goes into a new scene.

    The next assessment of the place reads both, and is asked for at once.
    """
    record = records.append(done, actor=actor, at=at)
    _close(task, Task.State.DONE, at, record=record)
    site = task.site
    if site is not None:
        if measured:
            former = site.scenes.select_for_update().latest("number")
            content = scenes.with_measured(
                scenes.content_of(former),
                task.element,
                measured,
                on=done.on,
                by=done.by,
            )
            why = f"measured: task {task.pk}"
            keep_version(site, content, actor=actor, reason=why, at=at)
        ask_for_assessment(site, actor=actor, at=at)
    note("task", task.pk, "task_done", actor=actor, reason="record written", at=at)
    return record


@transaction.atomic
def drop(task: Task, *, actor: str, reason: str, at: datetime) -> None:
    """Say that a task is not to be done, and why."""
    _close(task, Task.State.DROPPED, at)
    note("task", task.pk, "task_dropped", actor=actor, reason=reason, at=at)


def subject_of(task: Task) -> str:
    """Name what a task is about, for its record."""
    return task.element or records.CITY


def _close(task: Task, state: Task.State, at: datetime, **link: Any) -> None:
    still_open = Task.objects.filter(pk=task.pk, state=Task.State.OPEN)
    if still_open.update(state=state, closed_at=at, **link) != 1:
        raise NotNow
