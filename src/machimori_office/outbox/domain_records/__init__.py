"""What a domain's records in the DNS say of its mail, read from a pasted zone."""

from __future__ import annotations
