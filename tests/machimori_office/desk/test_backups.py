"""What the office sees of its backups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.backups import periodic
from machimori_office.backups.models import Backup
from machimori_office.backups.sealing import make_keys
from machimori_office.desk.backups.todo import todo
from machimori_office.people.models import Role, Staff

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def made(at: datetime) -> None:
    Backup.objects.create(made_at=at, name="b", sha256="0" * 64, size_bytes=1)


@pytest.mark.parametrize(("hours", "tasks"), [(35, 0), (37, 1)])
def test_an_old_backup_is_a_task_for_managers(
    colleague: Callable[..., Staff], settings: Any, hours: int, tasks: int
) -> None:
    settings.BACKUP_FOLDER = "/backups"
    made(NOW - timedelta(hours=hours))
    assert len(list(todo(colleague(Role.MANAGER), NOW))) == tasks
    assert not list(todo(colleague(Role.OPERATOR), NOW))


def test_a_real_office_without_any_backup_is_told(
    manager: Staff, settings: Any
) -> None:
    assert not list(todo(manager, NOW))
    settings.OFFICE_IS_DEMO = False
    assert len(list(todo(manager, NOW))) == 1


def test_the_nightly_job_makes_one_and_the_page_lists_it(
    manager: Staff,
    signed_in: Callable[..., Client],
    settings: Any,
    tmp_path: Path,
    transactional_db: None,
    emptied_afterwards: None,
) -> None:
    settings.BACKUP_FOLDER, settings.BACKUP_KEY = tmp_path, make_keys(tmp_path)[1]
    periodic.make(NOW)
    (file,) = tmp_path.glob("*.backup")
    said = signed_in(manager).get(reverse("desk:backups")).content.decode()
    assert file.name in said
    assert Backup.objects.get().sha256 in said


@pytest.mark.django_db
def test_without_a_folder_the_nightly_job_makes_nothing() -> None:
    periodic.make(NOW)
    assert not Backup.objects.exists()
