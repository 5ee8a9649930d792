"""What all tests of the library share."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.warming import forget_stale


def pytest_configure() -> None:
    """Forget compiled kernels older than the sources they were made of."""
    forget_stale()


REALDATA = Path(__file__).parents[2].parent / "shared" / "realdata"
"""Real data of other people, beside the repository; tests skip where it is absent."""


@pytest.fixture
def realdata() -> Path:
    if not REALDATA.is_dir():
        pytest.skip("needs the real data beside the repository (shared/realdata)")
    return REALDATA
