"""Whatever a file holds, it is read or refused, never more."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.incidents import (
    Reading,
    read_blocks,
    read_incident_lists,
    write_incidents,
)
from machimori.formats.incidents.lines import LONGEST_CELL
from tests.machimori.formats.incidents.police import MORE, OF_2018, published, row

GOOD = (
    "手口",
    "発生年月日",
    "発生時",
    "町丁目",
    "経度",
    "緯度",
    "件数",
    "備考",
    "year",
    "都道府県",
)


def read(content: bytes, name: str) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            reading = read_incident_lists([path])
        except InvalidInput as refused:
            return _told(refused)
        write_incidents(reading.incidents, Path(folder, "out.geojson"))
        again = read_incident_lists([Path(folder, "out.geojson")])
        assert again.incidents.items == reading.incidents.items
        return reading


def _told(refused: InvalidInput) -> None:
    assert refused.problems
    assert all(p.remedy.ja and p.expected.en for p in refused.problems)


ENDINGS = st.sampled_from(["list.csv", "list.txt", "list.geojson", "list.xlsx", "list"])


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), ENDINGS)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    read(content, name)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "自転車盗",
            "2018-12-26",
            "不明",
            "24",
            "99",
            "-1",
            "1e999",
            "nan",
            "inf",
            "９" * 9,
        ]
    ),
    st.sampled_from(
        [
            "０時頃",
            "令和99年1月1日",
            "平成元年13月",
            "0.99",
            "2件",
            '"',
            "1,2",
            "139.9",
            "35.8",
        ]
    ),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(CELLS, max_size=len(GOOD)), max_size=6))
def test_any_cells_below_known_headings_are_read_or_refused(
    rows: list[list[str]],
) -> None:
    lines = [",".join(GOOD), *(",".join(cells) for cells in rows)]
    reading = read("\n".join(lines).encode("utf-8", "replace"), "list.csv")
    if reading is not None:
        report = reading.reports[0]
        assert report.rows <= report.read + len(report.refused)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_damaged_list_is_read_or_refused(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = published(
            Path(folder, "a.csv"), [row("自転車盗")] * 3, (*OF_2018, *MORE["自転車盗"])
        )
        content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    read(bytes(content), "a.csv")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "properties",
                    "geometry",
                    "coordinates",
                    "kind",
                    "date",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=150)
@given(JSON, st.booleans())
def test_any_json_is_read_or_refused(document: object, is_ours: bool) -> None:

    features = document if isinstance(document, list) else [document]
    header = {"machimori": {"schema": 1, "content": "incidents"}} if is_ours else {}
    whole = {"type": "FeatureCollection", **header, "features": features}
    read(json.dumps(whole).encode(), "list.geojson")


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=200), st.sampled_from(["b.csv", "b.geojson", "b.shp", "b.gpkg"])
)
def test_any_table_of_blocks_is_read_or_refused(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        with pytest.raises(InvalidInput):
            read_blocks([path])


def test_an_unclosed_quotation_mark_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        '手口,発生年月日\n自転車盗,2018-01-01\n"自転車盗' + "あ" * LONGEST_CELL,
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as refused:
        read_incident_lists([path])
    assert refused.value.problems[0].where.en == "from line 3 on"
