"""Whom an automatic answer may go to: nobody who did not sit down and write.

Source: RFC 3834, section 2 (when not to answer), RFC 5321, 4.5.5 (null sender), RFC
2919 and 2369 (lists).
"""

from __future__ import annotations

import re

from machimori_office.mailroom.registry import Arrived
from machimori_office.outbox.bounces.answers import is_automatic_answer
from machimori_office.outbox.bounces.letter import Letter, open_letter

_MOST_HOPS = 30
_MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|majordomo|listserv|no-?reply|do-?not-?reply|bounces?"
    r"|owner-.*|.*-(?:request|owner|bounces?))(?:\+.*)?$",
    re.IGNORECASE,
)
_LISTS = ("list-id", "list-unsubscribe", "list-post", "x-mailing-list", "feedback-id")


def may_be_answered(mail: Arrived, *, our_domain: str) -> bool:
    """Whether a mail may get an automatic answer.

    Parameters
    ----------
    mail : Arrived
    our_domain : str
        Nobody answers themselves.
    """
    local, _, domain = mail.sender.rpartition("@")
    if not local or _MACHINES.match(local.strip('"')):
        return False
    if domain.lower() == our_domain.lower():
        return False
    letter = open_letter(mail.raw)
    return not (
        is_automatic_answer(letter) or _is_from_a_list(letter) or _goes_round(letter)
    )


def _is_from_a_list(letter: Letter) -> bool:
    precedence = letter.header("precedence").lower()
    return precedence in ("bulk", "list", "junk") or any(
        name in letter.headers for name in _LISTS
    )


def _goes_round(letter: Letter) -> bool:
    return len(letter.headers.get("received", ())) > _MOST_HOPS
