"""Registries that load what they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from machimori_office.rules.registry import subjects
from machimori_office.web.gathering import Registry

HEAVY = ("numba", "scipy", "shapely", "pyproj", "PIL")


def test_what_has_the_same_key_is_refused() -> None:
    made: Registry[str, int] = Registry("of_nobody", "numbers")
    made.add("one", 1)
    with pytest.raises(ValueError, match="two numbers are called one"):
        made.add("one", 2)
    assert dict(made) == {"one": 1}


def test_the_rules_stand_in_the_order_of_the_apps() -> None:
    names = [subject.name for subject in subjects()]
    assert len(set(names)) == len(names)
    assert names.index("rounds") < names.index("sending") < names.index("stopping")


def test_who_hands_mails_over_loads_no_geometry() -> None:
    look = f"""
import django, sys
django.setup()
from machimori_office.outbox.lanes import Lanes
from machimori_office.outbox.management.commands import send_mail
from machimori_office.rules.registry import subject_of
subject_of(Lanes)
sys.exit(" ".join(m for m in {HEAVY} if m in sys.modules) or 0)
"""
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
