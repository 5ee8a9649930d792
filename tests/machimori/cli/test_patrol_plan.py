from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.incidents import write_incidents
from machimori.formats.patrols import read_walk_file
from machimori.incidents import Incident, Incidents, When, Where, lay_out
from tests.machimori.cli.terminal import result_of, run
from tests.machimori.formats.patrols.hills import WALKS, build_walks
from tests.machimori.formats.watch_plan.test_reading import YAIZU

GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return build_walks(tmp_path)


def minutes(clock: str) -> int:
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


def test_every_walk_keeps_its_hour_and_every_stop_has_its_reason(plan: Path) -> None:
    document = result_of("patrol", "plan", plan)
    assert {walk["kind"] for walk in document["walks"]} == {"group", "car"}
    for walk in document["walks"]:
        lasts = {"group": 60, "car": 120}[walk["kind"]]
        assert minutes(walk["ends"]) - minutes(walk["begins"]) <= lasts
        for one, other in pairwise(walk["visits"]):
            assert minutes(one["leaves"]) <= minutes(other["arrives"])
        assert all(visit["reason"] for visit in walk["visits"])
        assert walk["visits"]


def test_posts_are_told_and_cars_keep_off_their_control(plan: Path) -> None:
    document = result_of("patrol", "plan", plan)
    assert len(document["posts"]["post"]) == 3
    cars = [walk for walk in document["walks"] if walk["kind"] == "car"]
    visited = {visit["id"] for walk in cars for visit in walk["visits"]}
    assert document["control"]
    assert not visited & set(document["control"])
    exposure = document["exposure"]
    assert 0 < exposure["entropy_bits"] <= exposure["entropy_most_bits"]


@pytest.mark.parametrize(
    ("language", "word"), [("ja", "なぜここか"), ("en", "Why here")]
)
def test_the_page_has_a_map_for_each_walk_and_asks_no_host(
    plan: Path, tmp_path: Path, language: str, word: str
) -> None:
    page = tmp_path / "walks.html"
    done = run(
        *("patrol", "plan", plan, "--format", "html"),
        *("--output", page, "--language", language),
    )
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert word in text
    assert text.count("<svg xmlns") == 11
    assert not re.search(r'(src|href)="?https?:', text)


def test_the_pdf_is_tagged(plan: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "walks.pdf"
    run("patrol", "plan", plan, "--format", "pdf", "--output", sheet)
    assert b"/StructTreeRoot" in sheet.read_bytes()


def test_gpx_holds_a_track_for_each_walk_in_the_town(
    plan: Path, tmp_path: Path
) -> None:
    target = tmp_path / "walks.gpx"
    run("patrol", "plan", plan, "--format", "gpx", "--output", target)
    root = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    tags = [child.tag.removeprefix(GPX) for child in root]
    assert tags.count("trk") == 10
    assert tags == sorted(tags, reverse=True)
    lons = [float(point.get("lon", 0)) for point in root.iter(f"{GPX}trkpt")]
    assert min(lons) >= 138.2999
    assert max(lons) <= 138.3061


def test_calendars_and_maps_hold_every_walk(plan: Path) -> None:
    calendar = run("patrol", "plan", plan, "--format", "ics").stdout
    assert calendar.count("BEGIN:VEVENT") == 10
    features = json.loads(run("patrol", "plan", plan, "--format", "geojson").stdout)
    kinds = [one["geometry"]["type"] for one in features["features"]]
    assert kinds.count("LineString") == 10
    arms = [one["properties"].get("arm") for one in features["features"]]
    assert arms.count("control") == 8
    assert arms.count("treated") == 9


def test_the_effect_is_counted_by_the_control_of_the_plan(
    plan: Path, tmp_path: Path
) -> None:
    trial, incidents = tmp_path / "trial.geojson", tmp_path / "incidents.geojson"
    run("patrol", "plan", plan, "--format", "trial", "--output", trial)
    places = json.loads(trial.read_text(encoding="utf-8"))["features"]
    items = tuple(_thefts(places))
    write_incidents(Incidents(items, lay_out([])), incidents)
    found = result_of(
        *("hotspots", "effect", "--trial", trial, "--incidents", incidents),
        *("--within-m", 20),
    )
    held = sum(one["properties"]["arm"] == "control" for one in places)
    areas = {row["area"]: (row["before"], row["after"]) for row in found["areas"]}
    treated = len(places) - held
    assert list(areas.values()) == [(2 * treated, treated), (2 * held, 2 * held)]
    assert found["incidents"] == -treated


def _thefts(places: list[dict[str, Any]]) -> Iterator[Incident]:
    """Two at each place before; afterwards one where cars stop, two elsewhere."""
    for number, place in enumerate(places):
        lon, lat = place["geometry"]["coordinates"]
        is_held = place["properties"]["arm"] == "control"
        days = [date(2026, 5, 10), date(2026, 5, 20), date(2026, 6, 10)]
        for count, on in enumerate([*days, date(2026, 6, 20)][: 3 + is_held]):
            yield Incident(
                id=f"i{number}-{count}",
                kind="bicycle_theft",
                when=When(first_on=on, last_on=on, hour=12),
                where=Where(municipality="焼津市", lon=lon, lat=lat),
            )


def test_an_effect_needs_counts_or_a_trial(plan: Path, tmp_path: Path) -> None:
    assert run("hotspots", "effect").exit_code == 2
    no_trial = tmp_path / "walks.geojson"
    run("patrol", "plan", plan, "--format", "geojson", "--output", no_trial)
    how = ("--trial", no_trial, "--incidents", no_trial)
    assert run("hotspots", "effect", *how).exit_code == 2


def test_revisits_walks_together_and_earlier_visits_are_read(tmp_path: Path) -> None:
    text = WALKS.replace("has_control: true", "has_control: true, together: true")
    been = "before: [{day: 2026-05-20, lon: 138.3035, lat: 34.8635}]"
    text = text.replace("kind: group", f"kind: group, {been}")
    path = build_walks(tmp_path, text)
    read = read_walk_file(path, language="ja")
    assert read.rules.together
    assert read.walkers[0].before[0].lon == 138.3035
    assert result_of("patrol", "plan", path)["walks"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("kind: group", "kind: gruop"),
        ("begins: 15:00", "begins: 25:00"),
        ("lon: 138.3035", "lon: 13.8"),
        ("worth: 900", "worth: -1"),
        ("start: [138.302, 34.862]", "start: [138.402, 34.862]"),
        ("last_on: 2026-06-28", "last_on: 2026-05-28"),
        ("file: gap.geojson", "file: nowhere.geojson"),
        ("random_share: 0.25", "random_share: 2"),
        ("streets: streets.geojson", "streets: []"),
        ("seed: 20260601", "seed: -1"),
        ("kind: group", "kind: group, revisit_after_min: -5"),
        ("kind: group", "kind: group, before: [{day: 2026-05-20}]"),
    ],
)
def test_what_is_wrong_is_told(plan: Path, right: str, wrong: str) -> None:
    assert right in WALKS
    plan.write_text(WALKS.replace(right, wrong), encoding="utf-8")
    done = run("patrol", "plan", plan)
    assert done.exit_code == 2, done.output
    assert "対処" in done.stderr


@given(
    at=st.integers(0, len(WALKS) - 1), cut=st.integers(0, 30), put=st.text(max_size=6)
)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_spoilt_plan_is_read_or_refused_and_nothing_else(
    plan: Path, at: int, cut: int, put: str
) -> None:
    spoilt = WALKS[:at] + put + WALKS[at + cut :]
    plan.write_bytes(spoilt.encode("utf-8", "surrogatepass"))
    with suppress(InvalidInput):
        assert read_walk_file(plan, language="ja").walkers


def test_a_real_town_has_its_walks(tmp_path: Path, realdata: Path) -> None:
    (tmp_path / "real").symlink_to(realdata / "tachikawa-network")
    spots = np.random.default_rng(5).uniform((139.40, 35.69), (139.42, 35.71), (30, 2))
    places = "\n".join(
        f"  - {{id: p{n}, lon: {lon:.6f}, lat: {lat:.6f}, worth: {n % 7 + 1}}}"
        for n, (lon, lat) in enumerate(spots)
    )
    text = _without_gap(WALKS).replace("streets.geojson", "real/tachikawa.graphml")
    head, tail = text.split("places:\n")
    walkers = tail[tail.index("walkers:") :].replace("138.302, 34.862", "139.41, 35.70")
    walkers = walkers.replace("138.300, 34.860", "139.41, 35.70")
    plan = tmp_path / "walks.yaml"
    plan.write_text(f"{head}places:\n{places}\n{walkers}", encoding="utf-8")
    document = result_of("patrol", "plan", plan)
    walks = document["walks"]
    assert all(walk["visits"] for walk in walks if walk["kind"] == "group")
    assert all(walk["worth"] >= walk["greedy_worth"] for walk in walks)


def test_the_gap_of_a_real_city_leads_to_walks(tmp_path: Path, realdata: Path) -> None:
    (tmp_path / "yaizu").symlink_to(realdata / "yaizu-city")
    (tmp_path / "watch.yaml").write_text(YAIZU, encoding="utf-8")
    gap = tmp_path / "gap.geojson"
    run("watch", "gap", tmp_path / "watch.yaml", "--format", "geojson", "--output", gap)
    first = json.loads(gap.read_text(encoding="utf-8"))["features"]
    xy = max(first, key=lambda one: one["properties"]["gap at most 7:30"])
    lon, lat = xy["geometry"]["coordinates"][0]
    text = WALKS.replace(
        "streets: streets.geojson", 'streets: ["yaizu/通学路_*/*.shp"]'
    )
    for start in ("138.302, 34.862", "138.300, 34.860"):
        text = text.replace(start, f"{lon}, {lat}")
    plan = tmp_path / "walks.yaml"
    plan.write_text(text.replace("most: 16", "most: 60"), encoding="utf-8")
    document = result_of("patrol", "plan", plan)
    groups = [walk for walk in document["walks"] if walk["kind"] == "group"]
    assert groups
    assert all(walk["visits"] and walk["light_unknown"] == 1.0 for walk in groups)
    assert len(document["posts"]["post"]) == 3


def _without_gap(text: str) -> str:
    return text.replace("gap: {file: gap.geojson, most: 16}\n", "")
