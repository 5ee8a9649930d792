"""The demo town, judged once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.assessment import Assessment, Scope, assess, evidence_of_records
from machimori.assessment.lux_survey import illuminance_evidence
from machimori.demo import DEMO_DAY, demo_tables, demo_town
from machimori.formats.answers import read_answers
from machimori.formats.decisions import read_decisions
from machimori.formats.lux_survey import read_lux_survey
from machimori.formats.parameters import read_parameters
from machimori.formats.records import read_records
from machimori.guidelines import shipped_catalogue
from machimori.scene import Scene


@pytest.fixture(scope="session")
def town() -> Scene:
    return demo_town()


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    for name, content in demo_tables().items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def judged(town: Scene, tables: Path) -> Assessment:
    catalogue = shipped_catalogue()
    numbers = read_parameters(tables / "parameters.yaml", catalogue.parameters)

    def number(name: str) -> float:
        value = numbers[f"interpretation/{name}"].on(DEMO_DAY).value
        assert value is not None
        return value

    readings = read_lux_survey(tables / "lux.csv", town)
    return assess(
        town,
        catalogue,
        on=DEMO_DAY,
        evidence=[
            *read_answers(tables / "answers.csv", catalogue, town),
            *evidence_of_records(read_records(tables / "records.csv", catalogue)),
            *illuminance_evidence(town, readings, number),
        ],
        decisions=read_decisions(tables / "decisions.csv", catalogue, town),
        parameters=numbers,
        within=Scope(guidelines=("jp-16/roads", "jp-31/parks")),
    )
