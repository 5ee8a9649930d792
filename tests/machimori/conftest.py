"""What all tests of the library share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from machimori.warming import forget_stale

# Timings never decide a test, and the same code always passes the same check; the
# proofs look for new examples.
settings.register_profile("check", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


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
