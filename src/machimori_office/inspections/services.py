"""Registering places, asking for assessments, and closing the loop by records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from machimori_office.audit import services as audit
from machimori_office.inspections import scenes
from machimori_office.inspections.models import (
    Assessment,
    Result,
    SceneVersion,
    Site,
    Task,
)
from machimori_office.records import services as records
from machimori_office.records.models import Record
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

DUTY = "inspections"


@transaction.atomic
def register(
    site: Site, content: bytes, *, actor: str, reason: str, at: datetime
) -> SceneVersion:
    """Put a place with its scene into the register.

    Raises
    ------
    InvalidInput
        The scene cannot be read; nothing is written.
    """
    scenes.read(content)
    site.save(force_insert=True)
    _note("place", str(site.pk), "inspections.registered", actor, reason, at)
    return _version(site, content, actor, reason, at)


@transaction.atomic
def replace_scene(
    site: Site, content: bytes, *, actor: str, reason: str, at: datetime
) -> SceneVersion:
    """Keep a newer scene of a place; the older ones stay."""
    scenes.read(content)
    Site.objects.select_for_update().get(pk=site.pk)
    return _version(site, content, actor, reason, at)


@transaction.atomic
def ask_for_assessment(site: Site, *, actor: str, at: datetime) -> Assessment:
    """Let the newest scene be held against the guidelines, in the background.

    What is waiting already is not asked for twice.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    scene = site.scenes.latest("number")
    waiting = site.assessments.filter(state=Assessment.State.WAITING, scene=scene)
    found = waiting.first()
    if found:
        return found
    made = Assessment.objects.create(
        site=site,
        scene=scene,
        on=at.astimezone(JST).date(),
        asked_by=actor,
        asked_at=at,
    )
    _note("assessment", str(made.pk), "inspections.asked", actor, "asked for", at)
    return made


@transaction.atomic
def open_task(
    result: Result,
    *,
    what: str,
    who: str,
    due_on: date,
    actor: str,
    at: datetime,
) -> Task:
    """Make a task of a finding; the same finding has one open task at most."""
    site = result.assessment.site
    key = {"criterion": result.criterion, "element": result.element}
    if site.tasks.filter(state=Task.State.OPEN, **key).exists():
        raise NotNow
    task = Task.objects.create(
        site=site, what=what, who=who, due_on=due_on, opened_at=at, **key
    )
    _note("task", str(task.pk), "inspections.task_opened", actor, "from a finding", at)
    return task


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

    The next assessment reads both, and is asked for at once.
    """
    record = records.append(done, actor=actor, at=at)
    _close(task, Task.State.DONE, at, record=record)
    site = task.site
    if measured:
        former = site.scenes.select_for_update().latest("number")
        content = scenes.with_measured(
            scenes.content_of(former), task.element, measured, on=done.on, by=done.by
        )
        _version(site, content, actor, f"measured: task {task.pk}", at)
    ask_for_assessment(site, actor=actor, at=at)
    _note("task", str(task.pk), "inspections.task_done", actor, "record written", at)
    return record


@transaction.atomic
def drop(task: Task, *, actor: str, reason: str, at: datetime) -> None:
    """Say that a task is not to be done, and why."""
    _close(task, Task.State.DROPPED, at)
    _note("task", str(task.pk), "inspections.task_dropped", actor, reason, at)


def _close(task: Task, state: Task.State, at: datetime, **link: Any) -> None:
    still_open = Task.objects.filter(pk=task.pk, state=Task.State.OPEN)
    if still_open.update(state=state, closed_at=at, **link) != 1:
        raise NotNow


def _version(
    site: Site, content: bytes, actor: str, reason: str, at: datetime
) -> SceneVersion:
    last = site.scenes.aggregate(last=Max("number"))["last"] or 0
    made = SceneVersion.objects.create(
        site=site,
        number=last + 1,
        packed=scenes.packed(content),
        sha256=scenes.sha256(content),
        why=reason,
        made_by=actor,
        made_at=at,
    )
    _note("scene", str(made.pk), "inspections.scene_kept", actor, reason, at)
    return made


def _note(
    kind: str, pk: str, action: str, actor: str, reason: str, at: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind=kind,
        object_id=pk,
        reason=reason,
        at=at,
    )
