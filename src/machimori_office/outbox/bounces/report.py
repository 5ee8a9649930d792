"""What a returned mail turned out to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from machimori.language import Text
from machimori_office.outbox.bounces.status_words import meaning_of
from machimori_office.outbox.verp import NO_TOKEN, Stamp, Token

__all__ = ["BounceReport", "Kind", "Outcome", "Rule", "report_of"]


class Kind(StrEnum):
    """What a mail in the bounce mailbox says; the gravest first."""

    COMPLAINT = "complaint"
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTOMATIC_ANSWER = "automatic_answer"
    NOT_A_BOUNCE = "not_a_bounce"
    UNREADABLE = "unreadable"


class Rule(StrEnum):
    """By which rule the kind was found, in the order in which they are tried."""

    FEEDBACK_REPORT = "feedback_report"
    DELIVERY_STATUS = "delivery_status"
    CARRIER = "carrier"
    PLAIN_TEXT = "plain_text"
    AUTOMATIC = "automatic"
    FLUFL = "flufl"
    RETURN_PATH = "return_path"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the mail to one recipient.

    Parameters
    ----------
    address : str
        As the report names it; empty where it names none.
    kind : Kind
        Permanent, temporary, delayed, delivered, or a complaint.
    status : str or None
        The enhanced status code (RFC 3463), as ``5.1.1``.
    diagnostic : str
        The receiving server's own words, shortened.
    """

    address: str
    kind: Kind
    status: str | None = None
    diagnostic: str = ""


@dataclass(frozen=True, kw_only=True)
class BounceReport:
    """A mail of the bounce mailbox, read.

    Parameters
    ----------
    kind : Kind
        The gravest of its outcomes, or what else the mail is.
    rule : Rule
        By which rule.
    outcomes : tuple of Outcome
        One a recipient that the report names.
    token : Token
        What the return path proves. The delivery it names goes before any address in
        the text: anybody can write a text.
    """

    kind: Kind
    rule: Rule
    outcomes: tuple[Outcome, ...] = ()
    token: Token = NO_TOKEN

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses that `kind` is about."""
        named = (o.address for o in self.outcomes if o.kind is self.kind and o.address)
        return tuple(dict.fromkeys(named))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The status codes that `kind` is about."""
        said = (o.status for o in self.outcomes if o.kind is self.kind and o.status)
        return tuple(dict.fromkeys(said))

    @property
    def is_proven(self) -> bool:
        """Whether the mail came to a return path that only the receiver can know."""
        return self.token.stamp is Stamp.GENUINE

    @property
    def reason(self) -> Text:
        """Say it in a sentence."""
        words = _WORDS[self.kind]
        if not self.statuses:
            return words
        detail = meaning_of(self.statuses[0])
        return _WITH_STATUS.format(words=words, status=self.statuses[0], detail=detail)


_WITH_STATUS = Text(
    ja="{words}（{status}：{detail}）", en="{words} ({status}: {detail})"
)

_WORDS = {
    Kind.COMPLAINT: Text(
        ja="受信者が迷惑メールとして届け出た、または配信停止を求めた",
        en="The recipient reported the mail as unwanted, or asked to be taken off",
    ),
    Kind.PERMANENT: Text(
        ja="届かなかった。相手のサーバは、送り直しても届かないと答えている",
        en="Not delivered; the receiving server says that trying again will not help",
    ),
    Kind.TEMPORARY: Text(
        ja="届かなかった。ただし一時的な理由か、理由が分からない",
        en="Not delivered, but for a passing reason or one that nobody stated",
    ),
    Kind.DELAYED: Text(
        ja="まだ届いていない。送信を続けている",
        en="Not delivered yet; the server keeps trying",
    ),
    Kind.DELIVERED: Text(ja="届いた", en="Delivered"),
    Kind.AUTOMATIC_ANSWER: Text(
        ja="不在などの自動返信。配信の失敗ではない",
        en="An automatic answer (out of office and the like), no failure",
    ),
    Kind.NOT_A_BOUNCE: Text(
        ja="配信の結果を知らせるメールではない",
        en="Not a report about a delivery",
    ),
    Kind.UNREADABLE: Text(
        ja="壊れていて読めないメール", en="A broken mail that cannot be read"
    ),
}

_GRAVITY = {kind: place for place, kind in enumerate(Kind)}


def report_of(outcomes: Iterable[Outcome], rule: Rule) -> BounceReport | None:
    """Make a report of outcomes, with the gravest as its kind; None without any."""
    each = tuple(dict.fromkeys(outcomes))
    if not each:
        return None
    kind = min((outcome.kind for outcome in each), key=_GRAVITY.__getitem__)
    return BounceReport(kind=kind, rule=rule, outcomes=each)
