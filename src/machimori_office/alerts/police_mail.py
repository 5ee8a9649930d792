"""A mail that the police sent round, as far as a draft can be made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.outbox.bounces.letter import open_letter
from machimori_office.web.words import Words

LONGEST_SUBJECT = 100
LONGEST_TEXT = 4000

_PASSED_ON = re.compile(r"\A(?:\s*(?:fwd?|fw|転送|re)\s*[：:])+\s*", re.I)
_QUOTING = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, kw_only=True)
class PoliceRule:
    """Whose mails become drafts, and of which kind.

    Parameters
    ----------
    senders : frozenset of str
        Addresses of the envelope, or ``@domain`` for all of a domain.
    source : Words
        Who says so, as the alert has it.
    category : str
        The kind of a draft in whose mail none of the words stands.
    categories : mapping of str to tuple of str
        Words that make a kind; the first kind that has one counts.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    senders: frozenset[str]
    source: Words
    category: str
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def trusts(self, sender: str) -> bool:
        """Whether a mail from this address of the envelope may become a draft."""
        address = sender.strip().lower()
        known = {allowed.lower() for allowed in self.senders}
        local, _, domain = address.rpartition("@")
        return bool(local) and (address in known or f"@{domain}" in known)

    def kind_of(self, text: str) -> str:
        """Return the kind that a text speaks of."""
        named = (
            category
            for category, words in self.categories.items()
            if any(word in text for word in words)
        )
        return next(named, self.category)


def read_police_mail(raw: bytes, rule: PoliceRule, *, at: datetime) -> FactSheet | None:
    """Make a sheet of a mail's words, for a person to go over.

    Parameters
    ----------
    raw : bytes
        As it came; whatever it holds, it is read as text and never opened.
    rule : PoliceRule
    at : datetime
        When it came.

    Returns
    -------
    FactSheet or None
        None where there is nothing to read.
    """
    letter = open_letter(raw)
    subject = _one_line(_PASSED_ON.sub("", letter.header("subject")))
    text = _plain(letter.report_text)
    if not subject and not text:
        return None
    return FactSheet(
        category=rule.kind_of(subject + "\n" + text),
        what=Words(subject or text.splitlines()[0][:LONGEST_SUBJECT]),
        where=Words(""),
        source=rule.source,
        written_at=at,
        details=Words(text),
    )


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())[:LONGEST_SUBJECT]


def _plain(text: str) -> str:
    unquoted = _QUOTING.sub("", _printable(text[: 4 * LONGEST_TEXT]))
    return _BLANKS.sub("\n\n", unquoted).strip()[:LONGEST_TEXT]


def _printable(text: str) -> str:
    """Leave out controls and marks that turn the direction of writing."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN
    )


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
