"""Addresses, and messages that wait to leave; what comes back of them."""

from __future__ import annotations
