"""Telegrams that nobody reads, and a line that went silent, are told on Today."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from machimori_office.alerts import todo
from machimori_office.alerts.models import Arrival
from machimori_office.alerts.telegram_folder import FOLDER, unread_since
from machimori_office.alerts.telegrams import WeatherRule
from machimori_office.people.models import Role, Staff
from machimori_office.rules.documents import example_rule
from tests.machimori_office.alerts.lives import NOW


@pytest.fixture
def operator(colleague: Callable[..., Staff], settings: Any, tmp_path: Path) -> Staff:
    settings.OFFICE_FOLDER = tmp_path
    (tmp_path / FOLDER).mkdir()
    return colleague(Role.OPERATOR)


def lay(folder: Path, name: str, at: datetime) -> None:
    file = folder / FOLDER / name
    file.write_text("<Report/>", encoding="utf-8")
    os.utime(file, (at.timestamp(), at.timestamp()))


def titles(staff: Staff, at: datetime) -> list[str]:
    return [task.url for task in todo.todo(staff, at)]


def test_telegrams_that_lie_unread_are_told_after_five_minutes(
    operator: Staff, tmp_path: Path
) -> None:
    lay(tmp_path, "half.xml.part", NOW)
    assert unread_since(tmp_path / FOLDER) is None
    lay(tmp_path, "a.xml", NOW)
    lay(tmp_path, "b.xml", NOW + timedelta(minutes=3))
    assert unread_since(tmp_path / FOLDER) == NOW
    assert titles(operator, NOW + timedelta(minutes=4)) == []
    (task,) = todo.todo(operator, NOW + timedelta(minutes=6))
    assert f"{NOW:%Y-%m-%d %H:%M}" in str(task.why)


def test_a_line_that_went_silent_is_told_where_the_city_asks_for_it(
    operator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOW + timedelta(hours=49)
    Arrival.objects.create(source="telegram", arrived_at=NOW, outcome="other_area")
    assert titles(operator, later) == []
    asked = replace(example_rule("weather", WeatherRule), silent_after_h=48)
    monkeypatch.setattr(todo, "rule", lambda *_args, **_said: asked)
    assert titles(operator, NOW + timedelta(hours=47)) == []
    assert len(titles(operator, later)) == 1
