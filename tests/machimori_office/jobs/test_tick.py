"""The command that a timer calls."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from machimori_office.jobs.models import Lease
from machimori_office.jobs.registry import JOBS


@pytest.mark.django_db
def test_one_tick_runs_all_that_the_office_has_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("tick")
    names = set(capsys.readouterr().out.split())
    assert names == set(JOBS)
    assert not Lease.objects.exclude(failure="").exists()
    call_command("tick")
    # Some come round every second; what has just run a whole day's work rests.
    assert "desk.verify-audit" not in capsys.readouterr().out
