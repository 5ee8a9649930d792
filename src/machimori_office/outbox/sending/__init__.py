"""Handing mails over: claims, connections, and what servers answered."""

from __future__ import annotations
