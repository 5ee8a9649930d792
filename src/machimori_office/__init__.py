"""The city's office: a Django project that stands on the library."""

from __future__ import annotations
