"""What all tests of the library share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Timings never decide a test, and the same code always passes the same check; the
# proofs look for new examples.
settings.register_profile("check", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))

SOURCE = Path(__file__).parents[2] / "src" / "machimori"


def pytest_configure() -> None:
    """Forget compiled kernels older than any source beside them.

    What numba keeps on disk is renewed when the file of a kernel changes, not when that
    of a kernel it calls does.
    """
    newest = 0.0
    for folder in (SOURCE / "geometry", SOURCE / "lighting"):
        written = (file.stat().st_mtime for file in folder.glob("*.py"))
        newest = max(newest, *written)
        for kept in folder.glob("__pycache__/*.nb[ic]"):
            if kept.stat().st_mtime < newest:
                kept.unlink(missing_ok=True)


REALDATA = Path(__file__).parents[2].parent / "shared" / "realdata"
"""Real data of other people, beside the repository; tests skip where it is absent."""


@pytest.fixture
def realdata() -> Path:
    if not REALDATA.is_dir():
        pytest.skip("needs the real data beside the repository (shared/realdata)")
    return REALDATA
