"""Finding addresses in what mail servers write."""

from __future__ import annotations

import re

__all__ = ["ADDRESS", "address_in_field", "addresses_in_header", "bare"]

_ATOM = r"[^\s<>()\[\]\"',;:@|\\\x00-\x1f\x7f]"
ADDRESS = rf"(?:\"[^\"\s\x00-\x1f\x7f]{{1,64}}\"|{_ATOM}{{1,128}})@{_ATOM}{{1,253}}"
"""Not what RFC 5322 allows, but what occurs; docomo's ``a..b@`` among it."""

_ADDRESS = re.compile(ADDRESS)
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
_COMMENT = re.compile(r"\s*\([^()]{0,500}\)\s*$")


def bare(address: str) -> str:
    """Return the address without the quotes and dots that are not part of it."""
    local, _, domain = address.strip().rpartition("@")
    if local.startswith('"') and local.endswith('"') and len(local) > 2:
        local = local[1:-1]
    return f"{local}@{domain.rstrip('.').lower()}"


def address_in_field(value: str) -> str:
    """Read ``rfc822; user@example.jp``; empty where it holds no one address.

    Source: RFC 3464, 2.3.1 and 2.3.2; ``utf-8`` addresses RFC 6533, section 3.
    """
    kind, semicolon, address = value.partition(";")
    if not semicolon:
        address = kind
    address = _COMMENT.sub("", address.strip()).strip("<> \t")
    address = _ESCAPED.sub(_character, address)
    return bare(address) if _ADDRESS.fullmatch(address) else ""


def addresses_in_header(value: str) -> tuple[str, ...]:
    """Find all addresses in a header."""
    return tuple(dict.fromkeys(bare(a) for a in _ADDRESS.findall(value[:10_000])))


def _character(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16)
    return chr(number) if 0x20 < number < 0x110000 else ""
