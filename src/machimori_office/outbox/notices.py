"""Letters to one person about something of theirs, worded by the city's rules."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import ClassVar

from machimori_office.outbox.addresses import Address
from machimori_office.outbox.models import Letter, Message
from machimori_office.outbox.queueing import Posting, Wording, queue_one
from machimori_office.web.words import Variety, Words

SPENT = "-"
"""What is left of a letter whose time is over."""


@dataclass(frozen=True, kw_only=True)
class NoticeTerms:
    """A letter by mail; its subject names nobody, what it is about stands at its link.

    Parameters
    ----------
    subject, text : Words
        With the ``{fields}`` that the duty fills.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    subject: Words
    text: Words

    def refuse_unknown(self, fields: Set[str]) -> None:
        """Raise ValueError where a field is named that nobody fills."""
        for words in (self.subject, self.text):
            for text in (words.ja, words.easy, words.en):
                named = {f for _, f, _, _ in Formatter().parse(text) if f is not None}
                if named - fields:
                    unknown = ", ".join(sorted(named - fields))
                    raise ValueError(f"a letter has unknown fields: {unknown}")


def write(
    terms: NoticeTerms,
    *,
    to: Address,
    variety: Variety,
    fields: Mapping[str, str],
    about: str,
    at: datetime,
    not_after: datetime | None = None,
) -> Message:
    """Queue a letter to one address; it leaves at once.

    Parameters
    ----------
    not_after : datetime, optional
        When it says nothing any more.
    """
    subject = terms.subject.in_(variety) or terms.subject.ja
    text = terms.text.in_(variety) or terms.text.ja
    wording = Wording(
        subject=subject.strip().format_map(fields),
        text=text.strip().format_map(fields) + "\n",
    )
    posting = Posting(
        purpose=Message.Purpose.LETTER,
        wordings={variety: wording},
        not_before=at,
        not_after=not_after,
        about=about,
    )
    return queue_one(posting, to=to, at=at)


def forget(about: list[str]) -> int:
    """Take the text out of the letters about things whose time is over."""
    letters = Letter.objects.filter(
        message__purpose=Message.Purpose.LETTER, message__about__in=about
    )
    return letters.exclude(text=SPENT).update(text=SPENT)
