"""What all tests of the library share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Timings never decide a test: a busy machine is no fault of the code.
settings.register_profile("machimori", deadline=None)
settings.load_profile("machimori")

REALDATA = Path(__file__).parents[2].parent / "shared" / "realdata"
"""Real data of other people, beside the repository; tests skip where it is absent."""


@pytest.fixture
def realdata() -> Path:
    if not REALDATA.is_dir():
        pytest.skip("needs the real data beside the repository (shared/realdata)")
    return REALDATA
