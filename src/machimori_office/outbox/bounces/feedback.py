"""Complaints: somebody pressed "this is spam", or asked to be taken off.

Reports that a mail failed the sender's own DMARC policy have the same form, and nobody
complained: who took them for complaints would take off the very residents that the mail
reached.

Source: RFC 5965, section 3 (fields), 7.3 (types); RFC 6591 (``auth-failure``).
"""

from __future__ import annotations

import json
import re
from typing import Any

from machimori_office.outbox.bounces.addresses_in_text import (
    address_in_field,
    addresses_in_header,
)
from machimori_office.outbox.bounces.letter import Letter
from machimori_office.outbox.bounces.report import (
    BounceReport,
    Kind,
    Outcome,
    Rule,
    report_of,
)

__all__ = ["read_feedback", "read_notification"]

_COMPLAINTS = ("abuse", "fraud", "opt-out", "opt-out-list", "other", "virus")
_RECIPIENT = re.compile(
    r"^(?:original-rcpt-to|removal-recipient)[ \t]*:[ \t]*(.+)$", re.I | re.M
)
_TYPE = re.compile(r"^feedback-type[ \t]*:[ \t]*([\w-]+)", re.I | re.M)
_HOTMAIL = re.compile(r"^x-hmxmroriginalrecipient[ \t]*:[ \t]*(.+)$", re.I | re.M)
_TO = re.compile(r"^to[ \t]*:[ \t]*(.+)$", re.I | re.M)
_DMARC_WORDS = re.compile(r"dmarc[\w ]{0,20}(?:failure|forensic) report", re.I)


def read_feedback(letter: Letter) -> BounceReport | None:
    """Read a feedback report; None where the mail is none."""
    text = next(
        (p.text for p in letter.parts if p.content_type == "message/feedback-report"),
        None,
    )
    if text is None:
        return _without_fields(letter)
    kind = _TYPE.search(text)
    if kind is None or kind[1].lower() not in _COMPLAINTS:
        return BounceReport(kind=Kind.NOT_A_BOUNCE, rule=Rule.FEEDBACK_REPORT)
    named = [address_in_field(value) for value in _RECIPIENT.findall(text)]
    return _complaint([a for a in named if a] or _returned_to(letter))


def _without_fields(letter: Letter) -> BounceReport | None:
    if _DMARC_WORDS.search(letter.header("subject")):
        return BounceReport(kind=Kind.NOT_A_BOUNCE, rule=Rule.FEEDBACK_REPORT)
    returned = letter.returned_message
    head = returned.partition("\n\n")[0]
    original = _HOTMAIL.search(head)
    if original and "complaint" in letter.header("subject").lower():
        return _complaint(addresses_in_header(original[1]))
    return None


def _returned_to(letter: Letter) -> tuple[str, ...]:
    to = _TO.search(letter.returned_message.partition("\n\n")[0])
    return addresses_in_header(to[1]) if to else ()


def _complaint(addresses: list[str] | tuple[str, ...]) -> BounceReport:
    outcomes = [Outcome(address=a, kind=Kind.COMPLAINT) for a in addresses]
    return report_of(
        outcomes or [Outcome(address="", kind=Kind.COMPLAINT)], Rule.FEEDBACK_REPORT
    ) or BounceReport(kind=Kind.COMPLAINT, rule=Rule.FEEDBACK_REPORT)


def read_notification(letter: Letter) -> BounceReport | None:
    """Read the notice in JSON that a sending service (Amazon SES) mails; else None."""
    text = letter.report_text
    start = text.find('{"notificationType"')
    if start < 0:
        return None
    try:
        # Long lines come broken by "!" and a space.
        said, _ = json.JSONDecoder().raw_decode(text[start:].replace("!\n ", ""))
    except (ValueError, RecursionError):
        return None
    return report_of(_noticed(said), Rule.FEEDBACK_REPORT)


def _noticed(said: dict[str, Any]) -> list[Outcome]:
    kind = said.get("notificationType")
    if kind == "Complaint":
        named = _listed(said, "complaint", "complainedRecipients")
        return [Outcome(address=a, kind=Kind.COMPLAINT) for a in named]
    if kind == "Delivery":
        named = _listed(said, "delivery", "recipients")
        return [Outcome(address=a, kind=Kind.DELIVERED) for a in named]
    if kind == "Bounce":
        named = _listed(said, "bounce", "bouncedRecipients")
        for_good = _inside(said, "bounce").get("bounceType") == "Permanent"
        failed = Kind.PERMANENT if for_good else Kind.TEMPORARY
        return [Outcome(address=a, kind=failed) for a in named]
    return []


def _inside(said: dict[str, Any], name: str) -> dict[str, Any]:
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def _listed(said: dict[str, Any], name: str, field: str) -> list[str]:
    each = _inside(said, name).get(field)
    if not isinstance(each, list):
        return []
    named = (a.get("emailAddress") if isinstance(a, dict) else a for a in each)
    return [found for a in named if (found := address_in_field(str(a)))]
