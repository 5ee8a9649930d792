"""Only hours that certainly hold all night count at night."""

from __future__ import annotations

import pytest

from machimori.scene.hours import is_open_all_night


@pytest.mark.parametrize(
    "hours",
    [
        "24/7",
        "24時間",
        "終日",
        "毎日 0:00-24:00",
        "00:00-24:00",
        "22:00-06:00",
        "20:00-08:00",
        "20:00～8:00",
        "18:00-02:00, 02:00-10:00",
    ],
)
def test_open_all_night(hours: str) -> None:
    assert is_open_all_night(hours)


@pytest.mark.parametrize(
    "hours",
    [
        None,
        "",
        "夜",
        "09:00-21:00",
        "06:00-23:00",
        "22:30-06:00",
        "22:00-05:30",
        "Mo-Fr 00:00-24:00",
        "Fr 22:00-06:00",
        "月〜金 24時間",
    ],
)
def test_not_certainly_open_all_night(hours: str | None) -> None:
    assert not is_open_all_night(hours)
