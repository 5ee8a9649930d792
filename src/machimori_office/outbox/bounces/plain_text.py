"""Reports in plain words, as qmail, Exim, older Postfix and many others write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from machimori_office.outbox.bounces.addresses_in_text import (
    ADDRESS,
    addresses_in_header,
    bare,
)
from machimori_office.outbox.bounces.letter import Letter
from machimori_office.outbox.bounces.report import Kind, Outcome
from machimori_office.outbox.bounces.status_words import find_status
from machimori_office.outbox.bounces.wording import (
    is_still_trying,
    judge,
    says_undelivered,
)

__all__ = ["is_from_a_machine", "outcomes_in_words", "read_plain_text", "report_part"]

_MACHINE = re.compile(
    r"mailer[ -]?daemon|post_?master|mail[ ._-]deliver(?:y[ ._-](?:sub)?| )system",
    re.IGNORECASE,
)
_COPY_BEGINS = re.compile(
    r"^[^\n]{0,60}(?:below this line is a copy|(?:is|enclosed is) a copy of the mess"
    r"|original m(?:essage|ail)(?: follows)?\W*$|header of the original message"
    r"|(?:original )?message headers? follow|unsent message follows|returned message"
    r"|below is a copy of|message text follows|included is a copy|message follows"
    r"|headers that were received before)"
    r"|^(?:received|return-path) ?:",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_ON_A_LINE = re.compile(
    rf"^[ \t]*(?:[-*•]+[ \t]+|\d{{3}}[ -]+(?=<)|recipient: )?[<\"']?({ADDRESS})",
    re.MULTILINE | re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:deliver\w*(?: \w+){{0,3}} to|undeliverable to|mail to|rcpt to|allowed size"
    rf"|attempts|permanent errors|addressed to|recipient)[: ]+[<\"']?({ADDRESS})",
    re.IGNORECASE,
)
_RETURNED_TO = re.compile(r"^to[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
# Exim and Google write it, and only of failures for good.
_FAILED = "x-failed-recipients"
_LONGEST_TEXT = 60_000
_LONGEST_DIAGNOSTIC = 500


def is_from_a_machine(letter: Letter) -> bool:
    """Tell whether the mail says that a mail server wrote it."""
    sender = letter.header("from") or letter.header("sender")
    return (
        bool(_MACHINE.search(sender))
        or letter.header("return-path") == "<>"
        or _FAILED in letter.headers
        or letter.content_type.startswith("multipart/report")
    )


def read_plain_text(letter: Letter) -> tuple[Outcome, ...]:
    """Read a report in words; empty where the mail is none."""
    if _FAILED in letter.headers:
        return outcomes_in_words(letter)
    words = f"{letter.header('subject')}\n{report_part(letter)}"
    if not _MACHINE.search(letter.header("from")) or not says_undelivered(words):
        return ()
    return outcomes_in_words(letter)


def outcomes_in_words(letter: Letter) -> tuple[Outcome, ...]:
    """Judge each recipient that the words name; one without an address if none is."""
    text = report_part(letter)
    overall = f"{letter.header('subject')}\n{text}"
    said_of = _said_of_each(letter, text)
    if is_still_trying(overall):
        return tuple(Outcome(address=a, kind=Kind.DELAYED) for a in said_of)
    unstated = Kind.PERMANENT if _FAILED in letter.headers else Kind.TEMPORARY
    return tuple(
        Outcome(
            address=address,
            kind=judge(words, overall=overall) or unstated,
            status=find_status(words),
            diagnostic=words[:_LONGEST_DIAGNOSTIC].strip(),
        )
        for address, words in said_of.items()
    )


def report_part(letter: Letter) -> str:
    """Return what the server says, without the mail that it returns."""
    text = letter.report_text[:_LONGEST_TEXT]
    return text[: _copy_begins(text)]


def _copy_begins(text: str) -> int:
    # A report may begin with words that look like such a line: it must say something
    # before it ends.
    for found in _COPY_BEGINS.finditer(text):
        if text[: found.start()].strip():
            return found.start()
    return len(text)


def _said_of_each(letter: Letter, text: str) -> dict[str, str]:
    failed = addresses_in_header(" ".join(letter.headers.get(_FAILED, [])))
    if failed:
        return {address: _around(text, address) for address in failed}
    own = set(addresses_in_header(letter.header("to")))
    for pattern in (_FIRST_ON_A_LINE, _NAMED):
        said = _sections(text, pattern)
        others = {a: words for a, words in said.items() if a not in own}
        if others or said:
            return others or said
    return dict.fromkeys(_returned_to(letter), text) or {"": text}


def _around(text: str, address: str) -> str:
    start = text.find(address)
    return text[start:] if start >= 0 else text


def _sections(text: str, pattern: re.Pattern[str]) -> dict[str, str]:
    found = list(pattern.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)][: len(found)]
    said: dict[str, str] = {}
    for each, end in zip(found, ends, strict=True):
        address = bare(each[1].rstrip("."))
        # The line itself, which may hold the code before the address.
        said[address] = said.get(address, "") + text[each.start() : end] + "\n"
    return said


def _returned_to(letter: Letter) -> Iterator[str]:
    source = letter.returned_message or letter.report_text
    if source is letter.report_text:
        source = source[_copy_begins(source) :]
    to = _RETURNED_TO.search(source[:_LONGEST_TEXT])
    yield from addresses_in_header(to[1]) if to else ()
