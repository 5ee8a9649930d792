"""What the server in front found of a mail's SPF and DKIM, taken as a fact.

Only the header that names that server counts; it must take away what strangers wrote
under its name, as RFC 8601 (section 5) asks.
"""

from __future__ import annotations

import email
import re
from enum import StrEnum

_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")


class Proof(StrEnum):
    """Whether a mail comes from where it says."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


def proof(raw: bytes, *, server: str) -> Proof:
    """Read the header ``Authentication-Results`` of one server.

    Parameters
    ----------
    raw : bytes
        The mail.
    server : str
        The name under which the server in front writes (RFC 8601: authserv-id). Empty
        where none does.
    """
    if not server:
        return Proof.UNKNOWN
    head = raw[: 1 << 16].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    message = email.message_from_bytes(head)
    values = map(str, message.get_all("authentication-results", []))
    found = [
        (method.lower(), result.lower())
        for value in values
        if _server_of(value) == server.lower()
        for method, result in _RESULT.findall(_COMMENT.sub(" ", value))
    ]
    if any(result == "pass" for method, result in found if method != "dmarc"):
        return Proof.PASSED
    if any(result in ("fail", "softfail") for _, result in found):
        return Proof.FAILED
    return Proof.UNKNOWN


def _server_of(value: str) -> str:
    words = _COMMENT.sub(" ", value).partition(";")[0].split()
    return words[0].lower() if words else ""
