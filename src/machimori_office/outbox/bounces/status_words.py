"""What enhanced status codes mean, in words for the staff of a city."""

from __future__ import annotations

import re

from machimori.language import Text

__all__ = ["find_reply_code", "find_status", "meaning_of"]

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.])([245])[0-5]\d(?=[ ,:-]|$)", re.MULTILINE)

# Source: RFC 3463, sections 3.2-3.8; 1.10 and 7.26 from the registry of RFC 5248.
_DETAILS = {
    "1.1": Text(ja="宛先の利用者がいない", en="there is no such user"),
    "1.2": Text(ja="宛先のドメインがない", en="there is no such domain"),
    "1.3": Text(ja="宛先の書き方が正しくない", en="the address is written wrongly"),
    "1.6": Text(ja="宛先が移転した", en="the mailbox has moved"),
    "1.8": Text(ja="送信元のドメインが拒まれた", en="the sender's domain was refused"),
    "1.10": Text(ja="宛先のドメインは受信しない", en="the domain takes no mail"),
    "2.1": Text(ja="受信箱が止められている", en="the mailbox is disabled"),
    "2.2": Text(ja="受信箱がいっぱい", en="the mailbox is full"),
    "2.3": Text(ja="メールが大きすぎる", en="the mail is too large for the mailbox"),
    "3.4": Text(ja="メールが大きすぎる", en="the mail is too large for the server"),
    "4.1": Text(ja="相手のサーバが応答しない", en="the receiving server is silent"),
    "4.4": Text(ja="配送先が見つからない", en="no server takes mail for the domain"),
    "4.6": Text(ja="転送が堂々巡りしている", en="the mail goes round in a loop"),
    "4.7": Text(ja="期限までに届かなかった", en="the time for trying ran out"),
    "7.1": Text(ja="受信側の方針で拒まれた", en="refused by the receiver's policy"),
    "7.26": Text(
        ja="送信元の認証（SPF・DKIM・DMARC）に通らない",
        en="the sender's authentication (SPF, DKIM, DMARC) failed",
    ),
}
_SUBJECTS = {
    "0": Text(ja="理由の区分なし", en="no reason stated"),
    "1": Text(ja="宛先の問題", en="a matter of the address"),
    "2": Text(ja="受信箱の問題", en="a matter of the mailbox"),
    "3": Text(ja="受信側のサーバの問題", en="a matter of the receiving server"),
    "4": Text(ja="通信または配送経路の問題", en="a matter of the network or route"),
    "5": Text(ja="通信手順の問題", en="a matter of the protocol"),
    "6": Text(ja="メールの内容の問題", en="a matter of the content"),
    "7": Text(ja="安全上の方針による拒否", en="refused for security or policy"),
}


def meaning_of(status: str) -> Text:
    """Say what an enhanced status code (``5.1.1``) means."""
    _, _, detail = status.partition(".")
    subject = _SUBJECTS.get(detail.partition(".")[0], _SUBJECTS["0"])
    return _DETAILS.get(detail, subject)


def find_status(words: str) -> str | None:
    """Find the first enhanced status code in a text."""
    found = _STATUS.search(words)
    return found.group() if found else None


def find_reply_code(words: str) -> str | None:
    """Find the first reply code of SMTP (``550``) in a text."""
    found = _REPLY_CODE.search(words)
    return found.group() if found else None
