"""What mail servers say in words: for good, for now, or not yet.

A code decides before any word. Without one, a full mailbox is no failure for good (RFC
3463, 3.3 calls it transient), and neither is a reason that nobody stated: the unknown
does not count against an address.
"""

from __future__ import annotations

import re

from machimori_office.outbox.bounces.report import Kind
from machimori_office.outbox.bounces.status_words import find_reply_code, find_status

__all__ = ["is_still_trying", "judge", "says_undelivered"]


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_STILL_TRYING = _any(
    r"warning message only",
    r"this is a warning only",
    r"will be (?:retried|re-?tried)",
    r"still being retried",
    r"has been delayed",
    r"is delayed for",
    r"will keep trying",
    r"\(delay\)",
    r"^warning\W+could not send",
    r"^delayed mail",
    r"再送(?:信)?を?(?:試み|続け|繰り返)",
)
_RAN_OUT = _any(
    r"retry (?:timeout|time) exceeded",
    r"in the queue too long",
    r"envelope expired",
    r"for the last \d+ seconds\. giving up",
    r"failed \d+ attempts",
    r"aborted after [\d.]+ hour",
    r"could not be delivered for (?:\d|too long)",
    r"cannot send message for \d",
    r"did not accept our requests to connect",
    r"host not found, try again",
    r"(?<!not )deferred",
    r"try again later",
    r"connection timed out",
    r"delivery temporarily suspended",
    r"しばらく(?:して|時間をおいて)",
)
_FOR_GOOD = _any(
    r"permanent(?:ly)? (?:error|fail|fatal)",
    r"failed permanently",
    r"permanent delivery errors",
    r"(?:user|host|recipient|mailbox|account)s? (?:is )?(?:unknown|not found)",
    r"unknown (?:user|recipient|host|or illegal)",
    r"no such (?:user|mailbox|person|address)",
    r"does(?:n't| not) (?:exist|have an? )",
    r"not listed in domino",
    r"name is not recognized",
    r"invalid (?:user )?(?:address|recipient)",
    r"host \S+ not found",
    r"domain does not exist",
    r"unrouteable address",
    r"no smtp service",
    r"account (?:is|has been) (?:disabled|locked|discontinued)",
    r"rejected by a remote\s+mail\s+server",
    r"may not exist",
    r"check if address is correct",
    r"宛先不明",
    r"(?:メールアドレス|送信先|宛先|ユーザ[ー]?|受信者).{0,16}"
    r"(?:見つかりません|見つからない|存在しません|ありません)",
)
_UNDELIVERED = _any(
    r"undeliver",
    r"(?:could|can|was|were)(?: ?not|n't) (?:be )?(?:deliver|sent|send)",
    r"not able to deliver|wasn't able to deliver|unable to deliver",
    r"deliver\w* (?:\w+ ){0,6}(?:fail|error|problem|abort|delay)",
    r"(?:fail\w*|error|trouble|problem|delay) (?:\w+ ){0,8}deliver",
    r"returned (?:mail|message)|returning (?:message )?to sender",
    r"did not reach the following",
    r"was aborted after",
    r"message (?:you sent )?could not",
    r"could not send",
    r"following address(?:es|\(es\))? failed",
    r"(?:permanent|delivery) (?:fatal )?errors",
    r"failed addresses follow",
    r"failure reasons",
    r"invalid user address",
    r"transcript of session",
    r"exceeds allowed size",
    r"rejected by a remote",
    r"may not exist",
    r"(?:送信|配信|配送|お届け|送達)(?:が|を)?(?:でき|出来)ません",
)
_BY_CLASS = {"4": Kind.TEMPORARY, "5": Kind.PERMANENT}


def is_still_trying(words: str) -> bool:
    """Tell whether the server says that it goes on."""
    return bool(_STILL_TRYING.search(words))


def says_undelivered(words: str) -> bool:
    """Tell whether the words are those of a server that could not deliver."""
    return bool(_UNDELIVERED.search(words) or _STILL_TRYING.search(words))


def judge(words: str, *, overall: str = "") -> Kind | None:
    """Tell for good from for now.

    Parameters
    ----------
    words : str
        What is said of one recipient.
    overall : str
        What is said of all of them.

    Returns
    -------
    Kind or None
        Permanent, temporary, or None where nothing tells.
    """
    code = find_status(words) or find_reply_code(words) or ""
    if code[:1] in _BY_CLASS:
        return _BY_CLASS[code[:1]]
    for said in (words, overall):
        if _RAN_OUT.search(said):
            return Kind.TEMPORARY
        if _FOR_GOOD.search(said):
            return Kind.PERMANENT
    return None
