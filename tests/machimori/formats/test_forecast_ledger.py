"""The ledger of forecasts on disk: what was sealed comes back, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.forecast_ledger import append_entry, read_ledger
from machimori.hotspots import Entry, Forecast, is_intact, seal

EVE = datetime(2026, 2, 28, 12, tzinfo=UTC)


def sealed(*named: str, ledger: tuple[Entry, ...] = ()) -> Entry:
    forecast = Forecast(
        first_on=date(2026, 3, 1),
        last_on=date(2026, 3, 31),
        kinds=(),
        rule="counts, 5 %",
        seen_until=date(2026, 2, 27),
        places=("一丁目", "二丁目"),
        named=named,
    )
    return seal(forecast, ledger, now=EVE)


def test_what_was_sealed_comes_back_intact(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first = sealed("一丁目")
    second = sealed("二丁目", ledger=(first,))
    append_entry(path, (), first)
    append_entry(path, read_ledger(path), second)
    assert read_ledger(path) == (first, second)
    assert is_intact(read_ledger(path)) == (True, True)


def test_a_change_in_the_file_shows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    append_entry(path, (), sealed("一丁目"))
    path.write_text(
        path.read_text("utf-8").replace('["一丁目"]', '["二丁目"]'), "utf-8"
    )
    assert is_intact(read_ledger(path)) == (False,)


def test_every_bad_line_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    append_entry(path, (), sealed("一丁目"))
    path.write_text(path.read_text("utf-8") + '{"number": 2}\nnot json\n', "utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_ledger(path)
    assert [p.where.en for p in refused.value.problems] == ["line 2", "line 3"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["number", "forecast", "sealed_at", "follows", "sha256"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=8,
)


@given(st.lists(JUNK, min_size=1, max_size=3))
def test_whatever_stands_there_is_refused_and_not_a_crash(
    tmp_path_factory: pytest.TempPathFactory, junk: list[object]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in junk), encoding="utf-8")
    with pytest.raises(InvalidInput):
        read_ledger(path)
