"""Says so where the office's tests cannot run."""

from __future__ import annotations

import pytest


def test_the_office_is_installed() -> None:
    for package in ("django", "pytest_django", "allauth"):
        pytest.importorskip(package, reason="the office needs the extra: .[office]")
