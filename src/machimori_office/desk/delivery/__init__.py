"""Pages about what was handed over: to whom, when, and which server answered what."""

from __future__ import annotations
