"""The incidents file, written and read back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from machimori.errors import InvalidInput
from machimori.formats.incidents import read_incident_lists, write_incidents
from machimori.incidents import (
    Block,
    Incident,
    Incidents,
    Source,
    When,
    Where,
    incident_vocabulary,
    lay_out,
)

BLOCKS = lay_out(
    [
        Block(
            id="12220018002",
            name="流山９丁目",
            municipality="流山市",
            centre_m=(139.9, 35.86),
            outline=box(139.89, 35.85, 139.91, 35.87),
            residents=1288,
        ),
        Block(id="x", name="字北浜"),
    ]
)
SOURCES = {"list.csv": Source(id="list.csv", publisher="ある市", sha256="0" * 64)}

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
HOURS = st.none() | st.integers(0, 23)
WHENS = st.builds(
    lambda days, hour: When(first_on=min(days), last_on=max(days), hour=hour),
    st.tuples(DAYS, DAYS),
    HOURS,
) | st.just(When())
WHERES = st.builds(
    Where,
    prefecture=st.sampled_from(["", "千葉県"]),
    municipality=st.sampled_from(["", "流山市"]),
    municipality_code=st.sampled_from(["", "12220"]),
    block_name=st.sampled_from(["", "流山９丁目"]),
    block=st.sampled_from([None, "12220018002", "x"]),
) | st.builds(Where, lon=st.floats(139, 140), lat=st.floats(35, 36))


@st.composite
def incidents(draw: st.DrawFn) -> Incidents:
    words = incident_vocabulary()
    items = [
        Incident(
            id=f"list.csv:{number}",
            kind=draw(st.sampled_from(list(words.kinds))),
            when=draw(WHENS),
            where=draw(WHERES),
            setting=draw(st.none() | st.sampled_from(list(words.settings))),
            known_by=draw(st.sampled_from(["reported", "found_on_patrol"])),
            is_attempt=draw(st.booleans()),
            was_locked=draw(st.sampled_from([None, True, False])),
            source="list.csv",
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return Incidents(tuple(items), BLOCKS, SOURCES)


def written(found: Incidents, folder: Path) -> Path:
    path = folder / "incidents.geojson"
    write_incidents(found, path)
    return path


@settings(deadline=None, max_examples=60)
@given(found=incidents())
def test_what_is_written_is_read_back(
    found: Incidents, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(found, tmp_path_factory.mktemp("round"))
    again = read_incident_lists([path]).incidents
    assert again.items == found.items
    assert again.sources == found.sources
    assert [b.residents for b in again.blocks] == [1288, None]
    np.testing.assert_allclose(again.blocks.areas_m2, BLOCKS.areas_m2, rtol=1e-6)
    assert written(again, path.parent).read_bytes() == path.read_bytes()


def test_no_incident_is_drawn_at_the_middle_of_its_block(tmp_path: Path) -> None:
    one = Incident(id="1", kind="arson", when=When(), where=Where(block="x"))
    document = json.loads(
        written(Incidents((one,), BLOCKS), tmp_path).read_text("utf-8")
    )
    drawn = {f["properties"]["record"]: f["geometry"] for f in document["features"]}
    assert drawn["incident"] is None
    geometries = [f["geometry"] for f in document["features"]]
    assert not any(g and g["type"] == "Point" for g in geometries)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("kind", {"kind": "sorcery"}),
    ("a person", {"特徴": "30歳くらいの男"}),
    ("hour", {"hour": 25}),
    ("days", {"first_on": "2024-02-30", "last_on": "2024-03-01"}),
    ("block", {"block": "nowhere"}),
    ("source", {"source": "other.csv"}),
    ("flag", {"is_attempt": "yes"}),
]


@pytest.mark.parametrize(("_", "wrong"), WRONG, ids=[name for name, _ in WRONG])
def test_what_the_file_may_not_say_is_refused(
    tmp_path: Path, _: str, wrong: dict[str, Any]
) -> None:
    one = Incident(id="1", kind="arson", when=When(), where=Where(), source="list.csv")
    path = written(Incidents((one,), BLOCKS, SOURCES), tmp_path)
    document = json.loads(path.read_text("utf-8"))
    document["features"][-1]["properties"] |= wrong
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_incident_lists([path])
    assert "30歳" not in refused.value.message("ja")


def test_files_are_put_together_with_their_sources(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one = Incident(id="1", kind="arson", when=When(), where=Where(block="x"))
    own = written(Incidents((one,), BLOCKS, SOURCES), tmp_path / "a")
    more = tmp_path / "more.csv"
    more.write_text("種別,発生日\n痴漢,2024-05-01\n", encoding="utf-8")
    both = read_incident_lists([own, more], licence="PDL 1.0").incidents
    assert len(both) == 2
    assert set(both.sources) == {"list.csv", "more.csv"}
    assert len(both.blocks) == 2
