"""The command that a timer calls."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from machimori_office.jobs.models import Lease


@pytest.mark.django_db
def test_one_tick_runs_all_that_the_office_has_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("tick")
    names = set(capsys.readouterr().out.split())
    assert names == {"desk.verify-audit", "people.forget-sessions"}
    assert not Lease.objects.exclude(failure="").exists()
    call_command("tick")
    assert not capsys.readouterr().out
