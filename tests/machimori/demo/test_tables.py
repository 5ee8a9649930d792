"""The tables of the demo are read by the real readers and speak of the real town."""

from __future__ import annotations

from pathlib import Path

from machimori.demo import DEMO_DAY, demo_tables
from machimori.formats.answers import read_answers
from machimori.formats.decisions import read_decisions
from machimori.formats.lux_survey import read_lux_survey
from machimori.formats.parameters import read_parameters
from machimori.formats.records import read_records
from machimori.guidelines import shipped_catalogue
from machimori.scene import Scene


def test_the_tables_are_always_the_same() -> None:
    assert demo_tables() == demo_tables()


def test_answers_say_yes_no_and_unknown(town: Scene, tables: Path) -> None:
    answers = read_answers(tables / "answers.csv", shipped_catalogue(), town)
    assert {answer.value for answer in answers} == {True, False, None}


def test_every_record_is_about_something_in_the_town(town: Scene, tables: Path) -> None:
    records = read_records(tables / "records.csv", shipped_catalogue())
    subjects = {subject for record in records for subject in record.subjects}
    assert subjects <= set(town.by_id)
    assert all(record.on <= DEMO_DAY for record in records)
    assert any(record.result == "not_done" for record in records)


def test_each_street_was_read_at_five_points_or_more_after_dark(
    town: Scene, tables: Path
) -> None:
    readings = read_lux_survey(tables / "lux.csv", town)
    streets = {reading.subject for reading in readings}
    assert streets == {"road-kita", "road-higashi"}
    for street in streets:
        assert sum(reading.subject == street for reading in readings) >= 5
    assert all(reading.calibrated_on is not None for reading in readings)


def test_decisions_are_of_every_kind_and_one_has_expired(
    town: Scene, tables: Path
) -> None:
    decisions = read_decisions(tables / "decisions.csv", shipped_catalogue(), town)
    assert {decision.kind for decision in decisions} == {"exclude", "need", "no_need"}
    assert sum(not decision.is_in_force(DEMO_DAY) for decision in decisions) == 1


def test_the_city_chose_one_number_of_its_own(tables: Path) -> None:
    shipped = shipped_catalogue().parameters
    numbers = read_parameters(tables / "parameters.yaml", shipped)
    chosen = numbers["interpretation/refuge-distance"].on(DEMO_DAY)
    assert chosen.value == 250.0
    assert chosen.chosen_by is not None
    assert chosen.chosen_by.ja == "ひばり市地域安全課"
