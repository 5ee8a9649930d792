"""What is wrong with a link, by its form and by what came of opening it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from machimori.language import Text
from machimori_office.web.words import JST

LINK = re.compile(
    r"(?:https?|ftp|javascript|data):[^\s「」『』（）、。<>\"]*|\bwww\.\S+", re.I
)
_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.I)


class Outcome(StrEnum):
    """What came of opening a link."""

    OPENS = "opens"
    GONE = "gone"
    UNSAFE = "unsafe"
    """Browsers warn of the certificate, or open no line to it."""
    INSIDE = "inside"
    """It leads to an address that residents cannot reach, and the office must not."""
    SILENT = "silent"
    """No answer that says yes or no."""
    NOT_YET = "not_yet"
    NOBODY = "nobody"
    """The office asks no other host."""


@dataclass(frozen=True)
class Seen:
    """What came of opening a link, and when."""

    outcome: Outcome
    at: datetime | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link; what stops an alert, or is to be looked at."""

    code: str
    stops: bool
    says: Text


def fault_of_form(link: str) -> Fault | None:
    """Say what is wrong with how a link is written."""
    try:
        parts = urlsplit(link)
        is_sound = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return _fault("bad_link", link, stops=True)
    is_plain = "@" not in parts.netloc and link.isascii()
    if parts.scheme.lower() not in ("http", "https") or not (is_sound and is_plain):
        return _fault("bad_link", link, stops=True)
    is_open = parts.scheme.lower() == "http"
    return _fault("plain_link", link, stops=False) if is_open else None


def fault_of_answer(link: str, seen: Seen) -> Fault | None:
    """Say what came of opening a link; what nobody knows is to be looked at."""
    if seen.outcome == Outcome.OPENS:
        return None
    code = _CODES.get(seen.outcome, "unseen_link")
    says = _SAYS[seen.outcome].format(link=link)
    if seen.at:
        when = _WHEN.format(at=f"{seen.at.astimezone(JST):%H:%M}")
        says = Text(ja=says.ja + when.ja, en=f"{says.en} {when.en}")
    return Fault(code, seen.outcome in _CODES, says)


def faults(link: str, seen: Callable[[str], Seen] | None = None) -> Iterator[Fault]:
    """Yield what is wrong with a link.

    Parameters
    ----------
    link : str
    seen : callable, optional
        What came of opening it; without it only its form is judged.
    """
    form = fault_of_form(link)
    if form:
        yield form
    if seen is None or (form and form.code == "bad_link"):
        return
    answer = fault_of_answer(link, seen(link))
    if answer:
        yield answer


def _fault(code: str, link: str, *, stops: bool) -> Fault:
    return Fault(code, stops, _FORMS[code].format(link=link))


_FORMS = {
    "bad_link": Text(
        ja="「{link}」は開けない、または安全でないリンクです。",
        en="{link!s} cannot be opened, or is not safe.",
    ),
    "plain_link": Text(
        ja="「{link}」は暗号化されません。https:// のリンクにしてください。",
        en="{link!s} is not encrypted: use https://.",
    ),
}
_CODES = {
    Outcome.GONE: "dead_link",
    Outcome.UNSAFE: "unsafe_link",
    Outcome.INSIDE: "inner_link",
}
_WHEN = Text(ja="（{at}に確認）", en="(Looked at {at!s}.)")
_SAYS = {
    Outcome.GONE: Text(
        ja="「{link}」のページはありません。", en="There is no page {link!s}."
    ),
    Outcome.UNSAFE: Text(
        ja="「{link}」は、ブラウザーが「安全でない」と止めます（証明書の誤り）。",
        en="Browsers stop at {link!s}: something is wrong with its certificate.",
    ),
    Outcome.INSIDE: Text(
        ja="「{link}」は、住民が開けない内部のアドレスに行き着きます。",
        en="{link!s} leads to an inner address, which residents cannot open.",
    ),
    Outcome.SILENT: Text(
        ja="「{link}」を開けるか、機械では確かめられませんでした。自分で開いてください。",
        en="Whether {link!s} opens could not be found out: open it yourself.",
    ),
    Outcome.NOT_YET: Text(
        ja="「{link}」はまだ確かめていません。保存して、少し待って開き直してください。",
        en="Nobody has looked at {link!s} yet: save, wait a little and open this anew.",
    ),
    Outcome.NOBODY: Text(
        ja="「{link}」は誰も確かめていません。自分で開いてください。",
        en="Nobody has looked at {link!s}: open it yourself.",
    ),
}
