"""One mail in, one answer out: what is it, whom is it about, and by which rule."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from flufl.bounce import all_failures

from machimori_office.outbox.bounces.addresses_in_text import (
    addresses_in_header,
    bare,
)
from machimori_office.outbox.bounces.answers import is_automatic_answer
from machimori_office.outbox.bounces.carriers import read_carrier_text
from machimori_office.outbox.bounces.delivery_status import read_delivery_status
from machimori_office.outbox.bounces.feedback import read_feedback, read_notification
from machimori_office.outbox.bounces.letter import Letter, open_letter
from machimori_office.outbox.bounces.plain_text import (
    is_from_a_machine,
    outcomes_in_words,
    read_plain_text,
)
from machimori_office.outbox.bounces.report import (
    BounceReport,
    Kind,
    Outcome,
    Rule,
    report_of,
)
from machimori_office.outbox.verp import NO_TOKEN, Stamp, Token, VerpKeys

__all__ = ["classify"]

_DEEPEST_WRAPPING = 2
# It writes a traceback for each mail that one of its detectors cannot read.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)


def classify(
    source: bytes,
    *,
    came_to: str = "",
    on: date | None = None,
    keys: VerpKeys | None = None,
) -> BounceReport:
    """Tell what a mail in the bounce mailbox is.

    Parameters
    ----------
    source : bytes
        The mail as it came; anything at all may stand in it.
    came_to : str
        The recipient in its envelope, which holds the token of the delivery.
    on : date, optional
        The day on which it came; needed to read the token.
    keys : VerpKeys, optional
        What signed the return paths.

    Returns
    -------
    BounceReport
        Never an exception: what cannot be read is of the kind ``unreadable``. Only a
        report that `is_proven` may change what the ledger says of an address.
    """
    token = NO_TOKEN
    if keys is not None and on is not None:
        token = keys.read(came_to, on=on)
    report = _classify(open_letter(source), depth=0)
    if report.kind is Kind.NOT_A_BOUNCE and report.rule is Rule.NONE:
        report = _by_return_path(source, token) or report
    return BounceReport(
        kind=report.kind, rule=report.rule, outcomes=report.outcomes, token=token
    )


def _classify(letter: Letter, *, depth: int) -> BounceReport:
    if letter.is_blank or not letter.headers:
        return BounceReport(kind=Kind.UNREADABLE, rule=Rule.NONE)
    for rule in _RULES:
        report = rule(letter)
        if report is not None:
            return report
    found = _wrapped(letter, depth) or _flufl(letter)
    return found or BounceReport(kind=Kind.NOT_A_BOUNCE, rule=Rule.NONE)


def _delivery_status(letter: Letter) -> BounceReport | None:
    if not is_from_a_machine(letter) and not _is_sent_by_itself(letter):
        return None
    outcomes = read_delivery_status(letter)
    if outcomes and not any(outcome.address for outcome in outcomes):
        # The field holds a pipe, or a route without a user: the words know better.
        named = [outcome.address for outcome in outcomes_in_words(letter)]
        first = outcomes[0]
        outcomes = tuple(
            Outcome(address=address, kind=first.kind, status=first.status)
            for address in named
        )
    return report_of(outcomes, Rule.DELIVERY_STATUS)


def _is_sent_by_itself(letter: Letter) -> bool:
    submitted = letter.header("auto-submitted").lower()
    return submitted.startswith("auto-") or any(
        "delivery-status" in part.content_type for part in letter.parts
    )


def _carrier(letter: Letter) -> BounceReport | None:
    return report_of(read_carrier_text(letter), Rule.CARRIER)


def _plain_text(letter: Letter) -> BounceReport | None:
    if _encloses_report(letter):
        return None
    return report_of(read_plain_text(letter), Rule.PLAIN_TEXT)


def _automatic(letter: Letter) -> BounceReport | None:
    if not is_automatic_answer(letter):
        return None
    return BounceReport(kind=Kind.AUTOMATIC_ANSWER, rule=Rule.AUTOMATIC)


def _flufl(letter: Letter) -> BounceReport | None:
    # Its detectors take a person's words for a server's where these are alike.
    if not is_from_a_machine(letter):
        return None
    try:
        temporary, permanent = all_failures(letter.message)
    except Exception:
        # Foreign code on hostile input; what it cannot read is not a bounce to it.
        return None
    failed = {Kind.TEMPORARY: temporary, Kind.PERMANENT: permanent}
    outcomes = [
        Outcome(address=address, kind=kind)
        for kind, found in failed.items()
        for address in sorted(_readable(found))
    ]
    return report_of(outcomes, Rule.FLUFL)


def _readable(found: frozenset[bytes] | set[bytes]) -> set[str]:
    texts = (address.decode("utf-8", "replace") for address in found)
    return {bare(a) for text in texts for a in addresses_in_header(text)}


_RULES: tuple[Callable[[Letter], BounceReport | None], ...] = (
    read_feedback,
    read_notification,
    _delivery_status,
    _carrier,
    _plain_text,
    _automatic,
)


def _encloses_report(letter: Letter) -> bool:
    return "multipart/report" in letter.returned_message[:5000].lower()


def _wrapped(letter: Letter, depth: int) -> BounceReport | None:
    """Read a report that a mail gateway has put into a mail of its own."""
    if depth >= _DEEPEST_WRAPPING or not is_from_a_machine(letter):
        return None
    if not _encloses_report(letter):
        return None
    enclosed = open_letter(letter.returned_message.encode("utf-8", "replace"))
    return _classify(enclosed, depth=depth + 1)


def _by_return_path(source: bytes, token: Token) -> BounceReport | None:
    """Take a mail without a sender, to a return path of ours, for a failure.

    Nobody else writes there. Why it failed is unknown, so it does not count.
    """
    if token.stamp is not Stamp.GENUINE:
        return None
    if open_letter(source).header("return-path") != "<>":
        return None
    unknown = Outcome(address="", kind=Kind.TEMPORARY)
    return report_of([unknown], Rule.RETURN_PATH)
