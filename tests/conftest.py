"""What the tests of the library and of the office share."""

from __future__ import annotations

import os

from hypothesis import settings

# Timings never decide a test, and the same code always passes the same check; the
# proofs look for new examples.
settings.register_profile("check", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))
