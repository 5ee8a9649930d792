"""What the office hands out is what the library's assessment reads."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import call_command

from machimori.assessment import Record as Read
from machimori.cli.main import machimori
from machimori.demo import demo_town
from machimori.formats.records import read_records
from machimori.guidelines import shipped_catalogue
from machimori.scene import scene_document
from machimori_office.records.handing_out import known_records, records_table
from machimori_office.records.models import Record
from machimori_office.records.services import Done, append, standing, withdraw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
PARK = "park-hibari"
ROUND = Done(
    activity="residents-upkeep",
    subjects=[PARK, "hedge-1"],
    on=date(2026, 5, 20),
    duty="records",
    by="緑の会, ひばり",
    note='"花壇"の手入れ',
)


def appended(**other: object) -> Record:
    return append(Done(**{**vars(ROUND), **other}), actor="0f0f", at=NOW)


def exported(folder: Path) -> Path:
    file = folder / "records.csv"
    call_command("export_records", output=file)
    return file


def read_back(folder: Path) -> tuple[Read, ...]:
    return read_records(exported(folder), shipped_catalogue())


def without_source(read: Read) -> dict[str, object]:
    return {k: v for k, v in vars(read).items() if k != "source"}


def test_the_library_reads_back_every_record_that_holds(tmp_path: Path) -> None:
    appended()
    appended(result="1.2 m, 東側")
    withdraw(appended(by="誤り"), actor="0f0f", reason="did not happen", at=NOW)
    read = [without_source(one) for one in read_back(tmp_path)]
    assert read == [without_source(one) for one in known_records()]
    assert len(read) == 2


@pytest.mark.parametrize("written", ["未実施", "中止", "not done", "not_done"])
def test_what_was_not_done_proves_nothing_on_either_way(
    written: str, tmp_path: Path
) -> None:
    appended(result=written)
    (known,), (read,) = known_records(), read_back(tmp_path)
    assert known.result == read.result == "not_done"


def proven(folder: Path) -> set[str]:
    scene = folder / "town.geojson"
    town = scene_document(demo_town())
    scene.write_text(json.dumps(town, ensure_ascii=False), encoding="utf-8")
    asked = ["assess", str(scene), "--place", PARK, "--on", "2026-06-01"]
    asked += ["--records", str(exported(folder)), "--format", "json"]
    asked += ["--guideline", "jp-31/parks"]
    answer = CliRunner().invoke(machimori, asked)
    assert answer.exit_code == 0, answer.output
    findings = json.loads(answer.stdout)["findings"]
    return {f["criterion"] for f in findings if f["outcome"].startswith("satisfied")}


def test_the_exported_file_proves_items_of_the_demo_park(tmp_path: Path) -> None:
    before = proven(tmp_path)
    for activity in ("residents-upkeep", "graffiti-and-litter", "camera-rules"):
        appended(activity=activity)
    assert proven(tmp_path) > before


def test_the_page_hands_out_the_same_table(signed_in, manager, tmp_path: Path) -> None:
    appended()
    answer = signed_in(manager).get("/records/records.csv")
    assert answer.content == exported(tmp_path).read_bytes()
    assert answer.content.decode() == records_table(standing())


def test_what_somebody_wrote_is_no_formula_in_a_spreadsheet() -> None:
    appended(by="=cmd|' /C calc'!A1")
    assert ",=cmd" not in records_table(standing())
    assert "'=cmd" in records_table(standing())
