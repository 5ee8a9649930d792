"""Delivery status notifications: the fields that machines write for machines.

Source: RFC 3464, section 2 (fields, actions); RFC 6533 (internationalised); RFC 3463.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from machimori_office.outbox.bounces.addresses_in_text import address_in_field
from machimori_office.outbox.bounces.letter import Letter
from machimori_office.outbox.bounces.report import Kind, Outcome
from machimori_office.outbox.bounces.status_words import find_reply_code, find_status

__all__ = ["read_delivery_status"]

_PARTS = ("message/delivery-status", "message/global-delivery-status")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40})\s*:[ \t]*(.*)")
_LONGEST_DIAGNOSTIC = 500
_BY_ACTION = {
    "delayed": Kind.DELAYED,
    "delivered": Kind.DELIVERED,
    "relayed": Kind.DELIVERED,
    "expanded": Kind.DELIVERED,
    "deliverable": Kind.DELIVERED,
    "expired": Kind.TEMPORARY,
}
_BY_CLASS = {"2": Kind.DELIVERED, "4": Kind.TEMPORARY, "5": Kind.PERMANENT}

_ONE_EACH = ("action", "final-recipient", "original-recipient", "status")

Fields = dict[str, str]


def read_delivery_status(letter: Letter) -> tuple[Outcome, ...]:
    """Read what became of each recipient; empty where there is no such report.

    The fields are looked for in the part that is made for them, and then in the text of
    a machine: some servers write them there, or name a boundary that never occurs.
    """
    parts = [p.text for p in letter.parts if p.content_type in _PARTS]
    groups = [group for text in parts for group in _recipients(text)]
    if not groups:
        groups = list(_recipients(letter.report_text))
    return tuple(_outcome(group) for group in groups)


def _recipients(text: str) -> Iterator[Fields]:
    for block in re.split(r"\n[ \t]*\n", text):
        for fields in _records(block):
            names_one = "final-recipient" in fields or "original-recipient" in fields
            if names_one and ("action" in fields or "status" in fields):
                yield fields


def _records(block: str) -> list[Fields]:
    records: list[Fields] = [{}]
    name = ""
    for line in block.splitlines():
        if line[:1] in (" ", "\t") and name:
            records[-1][name] += " " + line.strip()
            continue
        found = _FIELD.fullmatch(line)
        name = found[1].lower() if found else ""
        if found is None:
            continue
        # Some servers forget the empty line between two recipients.
        if name in records[-1] and name in _ONE_EACH:
            records.append({})
        records[-1].setdefault(name, found[2].strip())
    return records


def _outcome(fields: Fields) -> Outcome:
    status = find_status(fields.get("status", ""))
    diagnostic = fields.get("diagnostic-code", "")
    return Outcome(
        address=_address(fields),
        kind=_kind(fields.get("action", "").lower(), status, diagnostic),
        status=status,
        diagnostic=diagnostic[:_LONGEST_DIAGNOSTIC],
    )


def _address(fields: Fields) -> str:
    # The original recipient is the one to whom we wrote; the final one may be an alias
    # of the receiver's that we have never seen.
    original = address_in_field(fields.get("original-recipient", ""))
    return original or address_in_field(fields.get("final-recipient", ""))


def _kind(action: str, status: str | None, diagnostic: str) -> Kind:
    word = action.split()[0].rstrip(";") if action.split() else ""
    if word in _BY_ACTION:
        return _BY_ACTION[word]
    code = status or find_status(diagnostic) or find_reply_code(diagnostic) or ""
    kind = _BY_CLASS.get(code[:1], Kind.TEMPORARY)
    if kind is Kind.DELIVERED and word == "failed":
        return Kind.TEMPORARY
    return kind
