"""Mail addresses as residents type them, old docomo and au ones among them.

Until 2009 the carriers gave out addresses that the standard does not allow without
quotes: ``a..b@docomo.ne.jp``, ``ab.@ezweb.ne.jp``. Their owners still have them, and
want to be warned like everybody else. All others are held to the standard by
email-validator.

Source: RFC 5321, 4.1.2 (``Quoted-string``) and 4.5.3.1 (lengths); RFC 5322, 3.4.1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from machimori.errors import InvalidInput, Problem
from machimori.language import Text

__all__ = ["Address", "read_address"]

_LONGEST_LOCAL, _LONGEST = 64, 254
_OLD_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)?(?:docomo|ezweb)\.ne\.jp", re.IGNORECASE)
_OLD_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/?+-]{0,29}")
_NEEDS_NO_QUOTES = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_SPACES = " \u3000\u00a0"


@dataclass(frozen=True)
class Address:
    """An address to which mail can be sent.

    Parameters
    ----------
    local : str
        The part before the ``@``, without quotes.
    domain : str
        The part after it, in lower-case ASCII (``xn--`` where it is Japanese).
    """

    local: str
    domain: str

    def __str__(self) -> str:
        """Write it as its owner does, without quotes."""
        return f"{self.local}@{self.domain}"

    @property
    def for_smtp(self) -> str:
        """As it stands in ``RCPT TO`` and in headers: quoted where it must be."""
        if _NEEDS_NO_QUOTES.fullmatch(self.local):
            return str(self)
        escaped = self.local.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"@{self.domain}'

    @property
    def key(self) -> str:
        """For finding the same address again: upper and lower case are one."""
        return str(self).lower()

    @property
    def is_old_form(self) -> bool:
        """Whether it is one of the carriers' old addresses, which needs quotes."""
        return self.for_smtp.startswith('"')


def read_address(typed: str) -> Address:
    """Read an address that somebody typed.

    Parameters
    ----------
    typed : str
        Full-width letters, spaces around it and quotes are accepted.

    Raises
    ------
    InvalidInput
        It is no address, or holds a control character: a line break in an address is an
        attempt to write into the header of a mail.
    """
    if any(unicodedata.category(character) in _CONTROLS for character in typed):
        raise _refusal(_printable(typed), _ONE_LINE, _RETYPE)
    plain = unicodedata.normalize("NFKC", typed[: 4 * _LONGEST]).strip(_SPACES)
    if not plain:
        raise _refusal("", _AN_ADDRESS, _TYPE_IT)
    local, at, domain = plain.rpartition("@")
    if not at or not local or not domain:
        raise _refusal(plain, _WITH_AT, _RETYPE)
    if local.startswith('"') and local.endswith('"') and len(local) > 2:
        local = local[1:-1]
    if len(local) > _LONGEST_LOCAL or len(local) + 1 + len(domain) > _LONGEST:
        raise _refusal(plain, _SHORT_ENOUGH, _RETYPE)
    if _OLD_DOMAIN.fullmatch(domain) and _OLD_LOCAL.fullmatch(local):
        return Address(local.lower(), domain.lower())
    return _by_the_standard(local, domain)


def _by_the_standard(local: str, domain: str) -> Address:
    plain = f"{local}@{domain}"
    try:
        read = validate_email(plain, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise _refusal(plain, *_what_is_wrong(local, domain)) from None
    return Address(read.local_part, (read.ascii_domain or read.domain).lower())


def _what_is_wrong(local: str, domain: str) -> tuple[Text, Text]:
    try:
        validate_email(f"a@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return _A_DOMAIN, _CHECK_DOMAIN
    if not local.isascii():
        return _ASCII, _RETYPE
    if ".." in local or local.startswith(".") or local.endswith("."):
        return _DOTS, _CHECK_DOTS
    return _ALLOWED, _RETYPE


_CONTROLS = ("Cc", "Cf", "Cs", "Zl", "Zp")
_WHERE = Text(ja="メールアドレス", en="mail address")
_AN_ADDRESS = Text(ja="メールアドレス", en="a mail address")
_ONE_LINE = Text(
    ja="改行や制御文字のない1行", en="one line, without control characters"
)
_WITH_AT = Text(ja="「@」の前と後に文字のあるアドレス", en="letters, @ and letters")
_SHORT_ENOUGH = Text(
    ja="「@」の前は64字、全体で254字まで",
    en="at most 64 characters before the @, and 254 in all",
)
_A_DOMAIN = Text(
    ja="「@」の後に、実在しうるドメイン（例：docomo.ne.jp）",
    en="a domain after the @, such as docomo.ne.jp",
)
_ASCII = Text(ja="「@」の前は半角の英数字と記号", en="ASCII letters before the @")
_DOTS = Text(
    ja="「@」の前で、点が先頭・末尾になく、続かないこと"
    "（docomo.ne.jp と ezweb.ne.jp の古いアドレスは、点が続いていても末尾でもよい）",
    en="no dot first, last or twice in a row before the @ (old addresses at "
    "docomo.ne.jp and ezweb.ne.jp may have the last two)",
)
_ALLOWED = Text(
    ja="「@」の前に使えるのは、半角の英数字と . _ - + などの記号",
    en="letters, digits and signs such as . _ - + before the @",
)
_TYPE_IT = Text(ja="メールアドレスを入力してください。", en="Type a mail address.")
_RETYPE = Text(ja="入力したアドレスを確かめてください。", en="Check what you typed.")
_CHECK_DOMAIN = Text(
    ja="「@」の後のつづりを確かめてください。", en="Check the spelling after the @."
)
_CHECK_DOTS = Text(ja="点の位置を確かめてください。", en="Check where the dots stand.")


def _refusal(found: str, expected: Text, remedy: Text) -> InvalidInput:
    shortened = found if len(found) <= 80 else found[:79] + "…"
    return InvalidInput(
        [
            Problem(
                file="",
                where=_WHERE,
                found=shortened,
                expected=expected,
                remedy=remedy,
            )
        ]
    )


def _printable(typed: str) -> str:
    return "".join(
        "�" if unicodedata.category(character) in _CONTROLS else character
        for character in typed[:200]
    )
