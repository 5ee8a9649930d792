"""Letters of a city's rules to one person, in the variety that the person reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import Formatter
from typing import ClassVar

from machimori_office.outbox.addresses import Address
from machimori_office.outbox.models import Letter, Message
from machimori_office.outbox.queueing import Posting, Wording, queue_one
from machimori_office.web.words import Variety, Words

SPENT = "-"
"""What is left of a letter that nobody needs any more."""

_OVER = (Message.State.SENT, Message.State.CANCELLED, Message.State.DISCARDED)


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """One letter; ``{name}`` fields are filled in.

    Parameters
    ----------
    subject, text : Words
        Japanese stands in for what nobody wrote.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    subject: Words
    text: Words

    def worded(self, values: Mapping[str, Words], variety: Variety) -> Wording:
        """Fill the letter in for somebody who reads a variety."""
        filled = {key: said.in_(variety) or said.ja for key, said in values.items()}
        subject = self.subject.in_(variety) or self.subject.ja
        text = self.text.in_(variety) or self.text.ja
        # A line break in a name would begin another header.
        return Wording(
            subject=" ".join(subject.format_map(filled).split()),
            text=text.format_map(filled).strip() + "\n",
        )


def refuse_unknown_fields(
    letters: Mapping[str, LetterWords], known: Collection[str]
) -> None:
    """Raise ValueError where a letter names a field that nothing fills in."""
    for name, letter in letters.items():
        texts = (letter.subject, letter.text)
        written = "".join(f"{t.ja}{t.easy}{t.en}" for t in texts)
        fields = {found for _, found, _, _ in Formatter().parse(written) if found}
        if unknown := fields - set(known):
            found = ", ".join(sorted(unknown))
            raise ValueError(f"the letter {name} has unknown fields: {found}")


def write_to(
    to: Address,
    wording: Wording,
    *,
    variety: Variety,
    about: str,
    at: datetime,
    not_after: datetime | None = None,
) -> Message:
    """Queue a letter to one person, who need not be registered for anything."""
    posting = Posting(
        purpose=Message.Purpose.ANSWER,
        wordings={variety: wording},
        not_before=at,
        not_after=not_after,
        about=about,
    )
    return queue_one(posting, to=to, at=at)


def empty_letters(about: str, *, at: datetime, after: timedelta) -> int:
    """Take names and links out of letters that have left, a while after.

    Parameters
    ----------
    about : str
        How `Message.about` begins.
    """
    old = Letter.objects.filter(
        message__about__startswith=about,
        message__state__in=_OVER,
        message__created_at__lte=at - after,
    )
    return old.exclude(text=SPENT).update(text=SPENT)
