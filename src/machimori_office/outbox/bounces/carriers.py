"""The Japanese carriers' own texts: docomo, au and SoftBank.

They write neither delivery status nor a sender that says mail server, but short texts
in ISO-2022-JP (some in EUC-JP under that name). docomo answers ``550 Unknown user`` for
temporary blocks too, after too many unknown recipients from one source: what such a
report says is permanent here, and the rule of three days keeps it from stopping anybody
on one day's evidence.
"""

from __future__ import annotations

import re

from machimori_office.outbox.bounces.letter import Letter
from machimori_office.outbox.bounces.plain_text import outcomes_in_words, report_part
from machimori_office.outbox.bounces.report import Outcome

__all__ = ["is_carrier_address", "read_carrier_text"]

_CARRIER = re.compile(
    r"(?:^|[@.])(?:docomo\.ne\.jp|ezweb\.ne\.jp|au\.com|auone-net\.jp|dion\.ne\.jp"
    r"|uqmobile\.jp|softbank\.(?:ne\.)?jp|vodafone\.ne\.jp|disney\.ne\.jp"
    r"|y-mobile\.ne\.jp|ymobile\.ne\.jp|willcom\.com|pdx\.ne\.jp|rakuten\.jp)$",
    re.IGNORECASE,
)
_OWN_TEXT = re.compile(
    r"次の(?:あて先|宛先)への(?:メッセージ|メール)は(?:エラーのため)?送信できません"
    r"|指定された送信先は(?:エラーのため)?お届けできません"
    r"|(?:宛先|送信先|あて先)(?:の)?メール?(?:アドレス)?.{0,20}見つかり?(?:らな|ません)"
    r"|メールを?(?:お届け|送信|配信)(?:することが)?(?:でき|出来)ません"
    r"|each of the following recipients was rejected by a remote\s+mail server"
    r"|could not be delivered to:[^\n]+\n\s*as their mailbox is full"
    r"|unknown user\b",
    re.IGNORECASE,
)
_SENDER = re.compile(r"[\w.+-]*@([\w.-]+)")


def is_carrier_address(address: str) -> bool:
    """Tell whether an address or a domain belongs to a mobile carrier."""
    return bool(_CARRIER.search(address.strip().rstrip(">")))


def read_carrier_text(letter: Letter) -> tuple[Outcome, ...]:
    """Read a carrier's own report; empty where the mail is none."""
    sender = _SENDER.search(letter.header("from"))
    if sender is None or not is_carrier_address(sender[1]):
        return ()
    if not _OWN_TEXT.search(report_part(letter)):
        return ()
    return outcomes_in_words(letter)
