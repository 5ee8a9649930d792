"""A finding becomes a task, the task a record, and the next assessment knows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from machimori.errors import InvalidInput
from machimori_office.inspections import scenes, services
from machimori_office.inspections.assessing import assess_next
from machimori_office.inspections.history import changes, scene_changed
from machimori_office.inspections.models import (
    Assessment,
    Result,
    SceneVersion,
    Site,
    Task,
)
from machimori_office.inspections.tasks import services as tasks
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import Done, standing
from machimori_office.web.errors import ElementMissing, NotNow
from machimori_office.web.packing import packed
from tests.machimori_office.inspections.park import (
    NOW,
    STAFF,
    TODAY,
    TOO_HIGH,
    registered,
    scene,
)

pytestmark = pytest.mark.django_db

TRIMMED = Done(
    activity="prune",
    subjects=["hedge"],
    on=TODAY,
    duty="inspections",
    about="task.1",
    by="公園係",
)


def assessed(site: Site, hours: int = 0) -> Assessment:
    at = NOW + timedelta(hours=hours)
    services.ask_for_assessment(site, actor=STAFF, at=at)
    found = assess_next(lambda: at)
    assert found is not None
    found.refresh_from_db()
    return found


def of_the_hedge(assessment: Assessment) -> Result:
    return assessment.results.get(criterion=TOO_HIGH, element="hedge")


def task_about(result: Result) -> Task:
    return tasks.open_task(
        result, what="刈り込む", who="公園係", due_on=TODAY, actor=STAFF, at=NOW
    )


def test_the_loop_closes() -> None:
    site = registered()
    before = assessed(site)
    assert before.state == Assessment.State.DONE
    task = task_about(of_the_hedge(before))
    tasks.finish(task, TRIMMED, measured={"height_m": 0.7}, actor=STAFF, at=NOW)
    now = assess_next(lambda: NOW + timedelta(hours=1))
    assert now is not None
    assert of_the_hedge(before).outcome == "not_satisfied"
    assert of_the_hedge(now).outcome == "satisfied"
    changed = [c for c in changes(now, before) if c.either.criterion == TOO_HIGH]
    assert [(c.before.outcome, c.now.outcome) for c in changed] == [
        ("not_satisfied", "satisfied")
    ]
    assert scene_changed(now, before)
    assert Task.objects.get().record == standing().get()


def test_a_record_alone_is_known_to_the_next_assessment() -> None:
    site = registered()
    before = assessed(site)
    task = task_about(of_the_hedge(before))
    done = Done(**{**vars(TRIMMED), "subjects": ["park", "hedge"]})
    tasks.finish(task, done, measured={}, actor=STAFF, at=NOW)
    now = assess_next(lambda: NOW + timedelta(hours=1))
    assert now is not None
    assert not scene_changed(now, before)
    assert [c.either.criterion for c in changes(now, before)]


def test_what_was_measured_is_evidence_of_who_measured_it() -> None:
    document = json.loads(
        scenes.with_measured(scene(), "hedge", {"height_m": 1.0}, on=TODAY, by="係")
    )
    (hedge,) = [f for f in document["features"] if f["id"] == "hedge"]
    assert hedge["properties"]["height_m"] == 1.0
    assert hedge["properties"]["evidence"] == {
        "method": "measured",
        "on": "2026-05-11",
        "by": "係",
        "of": ["height_m"],
    }


def test_what_was_not_measured_stays_as_it_was_known() -> None:
    surveyed = {"method": "surveyed", "on": "2025-01-01", "by": "課"}
    document = json.loads(scene())
    document["features"][-1]["properties"]["evidence"] = surveyed
    content = json.dumps(document).encode()
    for height_m in (1.0, 0.9):
        content = scenes.with_measured(
            content, "hedge", {"height_m": height_m}, on=TODAY, by="係"
        )
    hedge = json.loads(content)["features"][-1]["properties"]
    assert hedge["evidence"]["otherwise"] == surveyed
    scenes.read(content)


def test_what_is_not_in_the_scene_cannot_be_measured() -> None:
    with pytest.raises(ElementMissing, match="tree"):
        scenes.with_measured(scene(), "tree", {"height_m": 1.0}, on=TODAY, by="係")


def test_a_finding_has_one_open_task_and_a_done_one_stays_done() -> None:
    result = of_the_hedge(assessed(registered()))
    task = task_about(result)
    with pytest.raises(NotNow):
        task_about(result)
    tasks.drop(task, actor=STAFF, reason="will be removed", at=NOW)
    with pytest.raises(NotNow):
        tasks.finish(task, TRIMMED, measured={}, actor=STAFF, at=NOW)
    assert not standing().exists()


def test_an_assessment_that_waits_is_not_asked_for_twice() -> None:
    site = registered()
    first = services.ask_for_assessment(site, actor=STAFF, at=NOW)
    assert services.ask_for_assessment(site, actor=STAFF, at=NOW) == first


def test_one_that_a_dead_worker_left_is_taken_up_when_its_lease_is_over() -> None:
    made = services.ask_for_assessment(registered(), actor=STAFF, at=NOW)
    held = NOW + timedelta(minutes=30)
    Assessment.objects.update(state=Assessment.State.RUNNING, held_until=held)
    assert assess_next(lambda: NOW) is None
    assert assess_next(lambda: held) == made


def test_a_scene_that_cannot_be_read_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(InvalidInput):
        services.register(
            Site(code="x", name="x"), b"{}", actor=STAFF, reason="mapped", at=NOW
        )
    assert not Site.objects.exists()


def test_a_scene_that_no_longer_fits_fails_with_its_reason() -> None:
    site = registered()
    broken = packed(b'{"type": "FeatureCollection", "features": 3}')
    SceneVersion.objects.update(packed=broken)
    found = assessed(site)
    assert found.state == Assessment.State.FAILED
    assert "features" in found.failure


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def post(client: Client, view: str, *args: object, **fields: object) -> str:
    answer = client.post(reverse(f"inspections:{view}", args=args), fields)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_pages_close_the_loop(clerk: Client) -> None:
    file = SimpleUploadedFile("park.geojson", scene())
    told = {"code": "momiji", "name": "もみじ公園", "reason": "mapped"}
    post(clerk, "new_site", scene=file, **told)
    where = post(clerk, "assess", "momiji")
    assert clerk.get(where).context["page"].is_running
    call_command("assess_places", once=True)
    assert not clerk.get(where).context["page"].is_running
    result = Result.objects.get(criterion=TOO_HIGH, element="hedge")
    post(clerk, "new_task", result.pk, what="刈り込む", who="公園係", due_on=str(TODAY))
    task = Task.objects.get()
    done = {"activity": "prune", "on": str(TODAY), "by": "公園係", "result": "0.7 m"}
    post(clerk, "finish", task.pk, **done, m_height_m="0.7")
    call_command("assess_places", once=True)
    newest = Assessment.objects.first()
    assert newest is not None
    shown = clerk.get(reverse("inspections:assessment", args=[newest.pk]))
    assert [line.result.criterion for line in shown.context["page"].short] != [TOO_HIGH]
    report = clerk.get(reverse("inspections:report", args=[newest.pk]))
    assert "もみじ公園" in report.content.decode()
    assert "script-src" not in report["Content-Security-Policy"]


def test_all_that_is_wrong_with_an_uploaded_scene_is_said(clerk: Client) -> None:
    wrong = scene().replace(b'"hedge", "height_m"', b'"hedg", "height_m"')
    wrong = wrong.replace(b'"width_m"', b'"width"')
    told = {"code": "momiji", "name": "x", "reason": "mapped"}
    path = reverse("inspections:new_site")
    answer = clerk.post(path, {**told, "scene": SimpleUploadedFile("x.json", wrong)})
    assert len(answer.context["form"].errors["scene"]) == 2
    assert not Site.objects.exists()
