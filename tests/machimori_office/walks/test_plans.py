"""Plans are computed in the background, given out, told of, and known to the next."""

from __future__ import annotations

import json
import zlib
from datetime import timedelta

import pytest

from machimori.formats.patrols import read_trial
from machimori_office.analyses.models import Analysis, Product
from machimori_office.audit.models import Entry
from machimori_office.patrols.models import Report, School
from machimori_office.places.models import District
from machimori_office.records.models import Record
from machimori_office.walks import planning
from machimori_office.walks.computing import plan_next
from machimori_office.walks.models import Plan, Spot, Walk
from machimori_office.walks.periodic import delete_plans
from machimori_office.walks.services import plans, telling
from machimori_office.web.errors import NotNow
from tests.machimori_office.patrols.walking import FINE, school
from tests.machimori_office.walks.town import (
    NOW,
    TODAY,
    WHO,
    computed,
    group,
    spots,
    wanted,
)

pytestmark = pytest.mark.django_db
WHY = "会で決めた"


def content(plan: Plan, name: str) -> bytes:
    return zlib.decompress(bytes(plan.files.get(name=name).packed))


def given_out(**what: object) -> Plan:
    plan = computed(**what)  # type: ignore[arg-type]
    plans.give(plan, reason=WHY, **WHO)
    plan.refresh_from_db()
    return plan


def test_a_groups_plan_has_a_map_a_sheet_and_files_for_each_walk() -> None:
    plan = computed()
    assert (plan.state, plan.failure_ja) == ("done", "")
    walks = list(plan.walks.all())
    assert len(walks) == 3
    assert all(walk.stops and walk.length_m > 0 for walk in walks)
    names = {file.name for file in plan.files.all()}
    assert {"walks.ja.pdf", "walks.gpx", "walks.ics", "walks.geojson"} <= names
    assert {f"map-{n}.{to}.svg" for n in (1, 2, 3) for to in ("ja", "en")} <= names
    assert content(plan, "walks.en.pdf").startswith(b"%PDF")
    assert plan.notes
    assert "ja" in plan.notes[0]


def test_a_car_keeps_off_its_control_and_the_trial_can_be_counted(tmp_path) -> None:
    plan = computed("car", rules={"has_control": True})
    path = tmp_path / "trial.geojson"
    path.write_bytes(content(plan, planning.TRIAL))
    trial = read_trial(path)
    assert trial.is_control.sum() == plan.control_count > 0
    assert trial.first_on == plan.first_on
    held = {tuple(xy) for xy in trial.lon_lat[trial.is_control].round(6).tolist()}
    stops = [stop for walk in plan.walks.all() for stop in walk.stops]
    assert not held & {(round(s["lon"], 6), round(s["lat"], 6)) for s in stops}


def test_posts_given_out_become_those_of_the_watches_place() -> None:
    plan = computed("post", school=school(name="第一小学校"))
    assert len(plan.posts) == 3
    assert not plan.walks.exists()
    plans.give(plan, reason=WHY, **WHO)
    stood = School.objects.get().posts
    assert [one["name"] for one in stood] == [one["name"] for one in plan.posts]
    with pytest.raises(NotNow):
        plans.give(plan, reason=WHY, **WHO)


def test_what_a_group_tells_is_a_record_and_the_next_plan_goes_elsewhere() -> None:
    whom = group()
    plan = given_out(group=whom)
    walk = plan.walks.order_by("on")[0]
    told = telling.walked(walk, FINE, range(1, len(walk.stops) + 1), **WHO)
    assert told.report == Report.objects.get()
    assert Record.objects.get().on == walk.on
    days = {"first_on": TODAY + timedelta(1), "last_on": TODAY + timedelta(7)}
    fresh = computed(group=group("ほかの会"), **days)
    knowing = computed(group=whom, **days)
    been = {stop["name"] for stop in walk.stops}

    def again(one: Plan) -> int:
        return len(been & {stop["name"] for stop in one.walks.all()[0].stops})

    assert again(knowing) < again(fresh)
    written = json.loads(content(knowing, "walks.yaml"))
    assert len(written["walkers"][0]["before"]) == len(walk.stops)


def test_a_walk_that_was_not_walked_leaves_no_record() -> None:
    plan = given_out()
    walk = plan.walks.order_by("on")[0]
    telling.dropped(walk, reason="雨が降った", **WHO)
    walk.refresh_from_db()
    assert walk.state == Walk.State.DROPPED
    assert not Record.objects.exists()
    with pytest.raises(NotNow):
        telling.walked(walk, FINE, [1], **WHO)


def test_a_crew_tells_of_its_round_without_a_group() -> None:
    plan = given_out(kind="car")
    walk = plan.walks.order_by("on")[0]
    telling.walked(walk, FINE, [1], **WHO)
    assert Record.objects.get().duty == telling.DUTY


def test_nothing_is_told_of_a_walk_ahead_or_of_a_plan_that_was_not_given() -> None:
    plan = computed()
    first, last = plan.walks.order_by("on")[0], plan.walks.order_by("-on")[0]
    with pytest.raises(NotNow):
        telling.walked(first, FINE, [1], **WHO)
    plans.give(plan, reason=WHY, **WHO)
    with pytest.raises(NotNow):
        telling.walked(last, FINE, [1], **WHO)


def test_a_plan_is_taken_back_until_somebody_has_told_of_it() -> None:
    plan = given_out()
    plans.take_back(plan, reason=WHY, **WHO)
    plans.give(plan, reason=WHY, **WHO)
    telling.dropped(plan.walks.order_by("on")[0], reason="雨が降った", **WHO)
    with pytest.raises(NotNow):
        plans.take_back(plan, reason=WHY, **WHO)
    actions = list(Entry.objects.values_list("action", flat=True))
    assert actions.count("walks.given") == 2


def test_a_plan_keeps_to_the_groups_districts() -> None:
    made = spots()
    inside = next(spot for spot in made if spot.worth)
    west, south = inside.lon - 1e-4, inside.lat - 1e-4
    east, north = inside.lon + 1e-4, inside.lat + 1e-4
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    District.objects.create(code="hibari", name_ja="ひばり", boundary=boundary)
    plan = computed(group=group(districts=["hibari"]), in_area=True)
    visited = {stop["name"] for walk in plan.walks.all() for stop in walk.stops}
    assert visited == {inside.name}
    unknown = computed(group=group("別の会", districts=["nowhere"]), in_area=True)
    assert "境界" in unknown.notes[0]["ja"]


def test_a_watch_gap_says_where_to_go(watch_gap: Analysis) -> None:
    plan = computed(with_spots=False, gap=watch_gap)
    assert plan.state == "done", plan.failure_ja
    stops = [stop for walk in plan.walks.all() for stop in walk.stops]
    assert stops
    assert all("誰にも見られず" in stop["reason"] for stop in stops)


@pytest.fixture
def watch_gap() -> Analysis:
    line = {
        "type": "Feature",
        "geometry": {
            "type": "LineString",
            "coordinates": [[139.499, 35.6993], [139.4999, 35.6993]],
        },
        "properties": {
            "name": "さくら通り",
            "flow 15:00": 9.0,
            "gap at most 15:00": 6.0,
        },
    }
    study = Analysis.objects.create(
        kind=Analysis.Kind.WATCH_GAP,
        title="すき間",
        state="done",
        asked_by="x",
        asked_at=NOW,
        finished_at=NOW,
    )
    text = json.dumps({"type": "FeatureCollection", "features": [line]})
    packed = zlib.compress(text.encode())
    Product.objects.create(
        analysis=study, name=planning.GAP, type="application/geo+json", packed=packed
    )
    return study


def test_a_start_that_no_street_reaches_is_told_in_both_languages() -> None:
    walkers = wanted().walkers
    walkers[0]["start"] = [139.0, 35.0]
    plan = computed(group=group("遠い会"), walkers=walkers)
    assert plan.state == "failed"
    assert "200 m" in plan.failure_ja
    assert "200 m" in plan.failure_en


def test_of_two_workers_one_computes() -> None:
    spots()
    plans.ask(wanted(), **WHO)
    assert plan_next(lambda: NOW) is not None
    assert plan_next(lambda: NOW) is None


def test_plans_go_by_the_rule_and_records_stay() -> None:
    plan = given_out()
    telling.walked(plan.walks.order_by("on")[0], FINE, [1], **WHO)
    delete_plans(NOW + timedelta(days=365 * 2))
    assert Plan.objects.exists()
    delete_plans(NOW + timedelta(days=365 * 3))
    assert not Plan.objects.exists()
    assert Record.objects.exists()
    assert Spot.objects.exists()
