"""Registering places, keeping their scenes, and asking for assessments."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from machimori_office.inspections import scenes
from machimori_office.inspections.auditing import note
from machimori_office.inspections.models import Assessment, SceneVersion, Site, Visit
from machimori_office.inspections.rounds.fixtures import take_up
from machimori_office.inspections.rounds.measured import unwritten, written_into
from machimori_office.web.packing import packed
from machimori_office.web.words import JST


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
    note("place", site.pk, "registered", actor=actor, reason=reason, at=at)
    return keep_version(site, content, actor=actor, reason=reason, at=at)


@transaction.atomic
def replace_scene(
    site: Site, content: bytes, *, actor: str, reason: str, at: datetime
) -> SceneVersion:
    """Keep a newer scene of a place; the older ones stay."""
    scenes.read(content)
    Site.objects.select_for_update().get(pk=site.pk)
    return keep_version(site, content, actor=actor, reason=reason, at=at)


@transaction.atomic
def ask_for_assessment(site: Site, *, actor: str, at: datetime) -> Assessment:
    """Let the newest scene be held against the guidelines, in the background.

    What rounds measured meanwhile goes into a newer scene first. What is waiting
    already is not asked for twice.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    _write_down_what_was_measured(site, actor, at)
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
    note("assessment", made.pk, "asked", actor=actor, reason="asked for", at=at)
    return made


def keep_version(
    site: Site, content: bytes, *, actor: str, reason: str, at: datetime
) -> SceneVersion:
    """Write one more scene of a place, inside the caller's transaction."""
    last = site.scenes.aggregate(last=Max("number"))["last"] or 0
    made = SceneVersion.objects.create(
        site=site,
        number=last + 1,
        packed=packed(content),
        sha256=scenes.sha256(content),
        why=reason,
        made_by=actor,
        made_at=at,
    )
    note("scene", made.pk, "scene_kept", actor=actor, reason=reason, at=at)
    take_up(site, content, on=at.astimezone(JST).date())
    return made


def _write_down_what_was_measured(site: Site, actor: str, at: datetime) -> None:
    visits = list(unwritten(site))
    if not visits:
        return
    former = scenes.content_of(site.scenes.latest("number"))
    content = written_into(former, visits)
    if content != former:
        keep_version(site, content, actor=actor, reason="measured in rounds", at=at)
    seen = Visit.objects.filter(pk__in=[visit.pk for visit in visits])
    seen.update(is_in_scene=True)
