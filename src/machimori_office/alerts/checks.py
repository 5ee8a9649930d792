"""Checks before sending: what a second pair of eyes should look at, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from machimori.errors import UnknownName
from machimori.language import Text
from machimori_office.alerts.fact_sheet import (
    FactSheet,
    mail_sections,
    statements,
    title,
    written_in,
)
from machimori_office.alerts.links.judging import LINK, Seen, faults
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.private_words import (
    Secret,
    Span,
    find_secrets,
    find_surnames,
)
from machimori_office.web.words import JST, VARIETIES, Variety, Words


class Severity(StrEnum):
    """How much a finding weighs."""

    STOP = "stop"
    """Not sent until it is mended, or an approver says why not."""
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class CheckRule:
    """A city's bounds.

    Parameters
    ----------
    longest_full_width : mapping
        Characters of the mail by variety; a half-width one counts as half.
    mails_a_day : int
        What the same people may get in a day without a word.
    description_lasts_h : float
        The longest that a person's description may live.
    public_phones : frozenset of str
        Numbers that mails may hold anywhere: the police, the city.
    schools : frozenset of str
        Names and short names of the schools around, which no form gives away (緑中).
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    longest_full_width: Mapping[Variety, int] = field(
        default_factory=lambda: {"ja": 300, "easy": 400, "en": 400}
    )
    mails_a_day: int = 3
    description_lasts_h: float = 168
    public_phones: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SentMail:
    """What went out before, as far as tiredness goes; no areas means the whole city."""

    sent_at: datetime
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a fact sheet: a field, a variety of it, and characters in that."""

    field: str
    variety: Variety | None = None
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at before sending.

    Parameters
    ----------
    code : str
    severity : Severity
    place : Place
    excerpt : str
        The words in question; empty where something is missing.
    says : Text
    """

    code: str
    severity: Severity
    place: Place
    excerpt: str
    says: Text


def check(
    sheet: FactSheet,
    *,
    kinds: Kinds,
    rule: CheckRule,
    at: datetime,
    history: Sequence[SentMail] = (),
    left_after_such_a_day: int | None = None,
    seen: Callable[[str], Seen] | None = None,
) -> tuple[Finding, ...]:
    """Check a fact sheet before it is sent.

    Parameters
    ----------
    sheet : FactSheet
    kinds : Kinds
    rule : CheckRule
    at : datetime
        When it would go.
    history : sequence of SentMail
        Mails of the last days.
    left_after_such_a_day : int, optional
        How many unsubscribed after the last day with so many mails.
    seen : callable, optional
        What came of opening a link; without it only the form of links is judged.

    Returns
    -------
    tuple of Finding
        The gravest first.
    """
    found = [
        *_missing(sheet, kinds),
        *_secrets(sheet, kinds, rule),
        *_length(sheet, rule, at),
        *_links(sheet, seen),
        *_description(sheet, rule, at),
        *_undescribed(sheet, kinds),
        *_fatigue(sheet, rule, at, history, left_after_such_a_day),
    ]
    return tuple(sorted(found, key=lambda f: list(Severity).index(f.severity)))


def _missing(sheet: FactSheet, kinds: Kinds) -> Iterator[Finding]:
    needed = {"what": sheet.what, "where": sheet.where, "source": sheet.source}
    for name, words in needed.items():
        if words.is_empty:
            yield _finding("missing_" + name, Severity.STOP, name, _MISSING[name])
    if all(step.is_empty for step in sheet.to_do):
        yield _finding("missing_to_do", Severity.STOP, "to_do", _MISSING["to_do"])
    if sheet.happened_at is None and sheet.refers_to is None:
        yield _finding("missing_when", Severity.WARN, "happened_at", _MISSING["when"])
    unwritten = [v for v in VARIETIES if v not in written_in(sheet)]
    for variety in unwritten:
        severity = Severity.STOP if variety == "ja" else Severity.NOTE
        says = _MISSING_VARIETY.format(variety=_VARIETY[variety])
        place = Place(field="", variety=variety)
        yield Finding(
            code="missing_variety",
            severity=severity,
            place=place,
            excerpt="",
            says=says,
        )
    if not _is_known(sheet.category, kinds):
        says = _UNKNOWN_KIND.format(category=sheet.category)
        yield _finding("unknown_category", Severity.STOP, "category", says)


def _is_known(category: str, kinds: Kinds) -> bool:
    try:
        return not kinds.path(category)[-1].below
    except UnknownName:
        return False


def _secrets(sheet: FactSheet, kinds: Kinds, rule: CheckRule) -> Iterator[Finding]:
    may_name = _is_known(sheet.category, kinds) and kinds.may_name(sheet.category)
    for name, variety, text in _texts(sheet):
        for secret, span in _told_of_somebody(text, rule):
            excerpt = text[slice(*span)]
            is_named = secret in ("name", "surname")
            may_stand = is_named and may_name and name == "description"
            if may_stand or _is_allowed(secret, name, excerpt, rule):
                continue
            code, severity = _SECRET[secret]
            place = Place(field=name, variety=variety, span=span)
            says = _SAYS_SECRET[secret].format(excerpt=excerpt)
            yield Finding(
                code=code, severity=severity, place=place, excerpt=excerpt, says=says
            )


def _told_of_somebody(text: str, rule: CheckRule) -> Iterator[tuple[Secret, Span]]:
    yield from find_secrets(text)
    yield from _schools(text, rule)
    yield from (("surname", span) for span in find_surnames(text))


def _schools(text: str, rule: CheckRule) -> Iterator[tuple[Secret, Span]]:
    by_form = [span for secret, span in find_secrets(text) if secret == "school"]
    for school in sorted(rule.schools):
        for match in re.finditer(re.escape(school), text):
            if not any(a <= match.start() < b for a, b in by_form):
                yield "school", match.span()


def _texts(sheet: FactSheet) -> Iterator[tuple[str, Variety, str]]:
    for name, words in statements(sheet):
        yield from ((name, v, _raw(words, v)) for v in VARIETIES if words.in_(v))


def _raw(words: Words, variety: Variety) -> str:
    """Return the words as they stand in the form, so that spans fit."""
    return {"ja": words.ja, "easy": words.easy, "en": words.en}[variety]


def _is_allowed(secret: Secret, name: str, excerpt: str, rule: CheckRule) -> bool:
    if secret == "looks":
        return name == "description"
    if secret == "phone":
        numbers = {_digits(number) for number in rule.public_phones}
        return name in ("contact", "source") or _digits(excerpt) in numbers
    return False


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def full_width(text: str) -> float:
    """Count characters as a phone shows them: a half-width one is half."""
    wide = sum(unicodedata.east_asian_width(c) in "FWA" for c in text)
    return wide + (len(text) - wide) / 2


def _length(sheet: FactSheet, rule: CheckRule, at: datetime) -> Iterator[Finding]:
    for variety, longest in rule.longest_full_width.items():
        lines = [title(sheet, variety)]
        for section in mail_sections(sheet, variety, at=at):
            lines += [section.heading, *section.lines]
        length = full_width("".join(lines))
        if length > longest:
            says = _TOO_LONG.format(
                variety=_VARIETY[variety], length=f"{length:.0f}", longest=longest
            )
            place = Place(field="", variety=variety)
            yield Finding(
                code="too_long",
                severity=Severity.WARN,
                place=place,
                excerpt="",
                says=says,
            )


def _links(sheet: FactSheet, seen: Callable[[str], Seen] | None) -> Iterator[Finding]:
    for name, variety, text in _texts(sheet):
        for match in LINK.finditer(text):
            link = match.group()
            place = Place(field=name, variety=variety, span=match.span())
            for fault in faults(link, seen):
                yield Finding(
                    code=fault.code,
                    severity=Severity.STOP if fault.stops else Severity.WARN,
                    place=place,
                    excerpt=link,
                    says=fault.says,
                )


def _undescribed(sheet: FactSheet, kinds: Kinds) -> Iterator[Finding]:
    """Ask for the field that expires where somebody is sought."""
    is_search = _is_known(sheet.category, kinds) and kinds.may_name(sheet.category)
    ends = sheet.refers_to is not None and sheet.refers_to.relation != "corrects"
    if is_search and not ends and sheet.description is None:
        yield _finding("missing_looks", Severity.STOP, "description", _MISSING_LOOKS)


def _description(sheet: FactSheet, rule: CheckRule, at: datetime) -> Iterator[Finding]:
    if sheet.description is None:
        return
    ends = sheet.description.expires_at
    if ends <= at:
        yield _finding("looks_over", Severity.STOP, "description", _LOOKS_OVER)
    elif ends - at > timedelta(hours=rule.description_lasts_h):
        says = _LOOKS_LONG.format(hours=f"{rule.description_lasts_h:g}")
        yield _finding("looks_too_long_lived", Severity.STOP, "description", says)


def _fatigue(
    sheet: FactSheet,
    rule: CheckRule,
    at: datetime,
    history: Iterable[SentMail],
    left: int | None,
) -> Iterator[Finding]:
    today = at.astimezone(JST).date()
    same = [
        mail
        for mail in history
        if mail.sent_at.astimezone(JST).date() == today
        and mail.sent_at <= at
        and _share_people(mail.areas, sheet.areas)
    ]
    if len(same) < rule.mails_a_day:
        return
    says = _TIRED.format(number=len(same) + 1)
    if left is not None:
        more = _LEFT.format(left=left)
        says = Text(ja=says.ja + more.ja, en=f"{says.en} {more.en}")
    yield _finding("many_today", Severity.WARN, "areas", says)


def _share_people(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _finding(code: str, severity: Severity, name: str, says: Text) -> Finding:
    place = Place(field=name)
    return Finding(code=code, severity=severity, place=place, excerpt="", says=says)


_VARIETY: Mapping[Variety, Text] = {
    "ja": Text(ja="日本語", en="Japanese"),
    "easy": Text(ja="やさしい日本語", en="plain Japanese"),
    "en": Text(ja="英語", en="English"),
}
_MISSING = {
    "what": Text(
        ja="何があったかが書かれていません。", en="It does not say what happened."
    ),
    "where": Text(ja="場所が書かれていません。", en="It does not say where."),
    "source": Text(
        ja="情報元が書かれていません。", en="It does not say who the source is."
    ),
    "to_do": Text(
        ja="受け取った人がどうすればよいかが書かれていません。",
        en="It does not say what readers should do.",
    ),
    "when": Text(ja="日時が書かれていません。", en="It does not say when."),
}
_MISSING_VARIETY = Text(
    ja="{variety}の文がそろっていません。", en="The {variety} text is not complete."
)
_MISSING_LOOKS = Text(
    ja="探している人の氏名や特徴を、期限の来る「特徴」の欄に書いてください。",
    en="Write name and looks of who is sought into the description, which expires.",
)
_UNKNOWN_KIND = Text(
    ja="配信の種別「{category}」はありません。末端の種別を選んでください。",
    en="There is no kind {category!s}: choose one that nothing is below.",
)
_SECRET: Mapping[Secret, tuple[str, Severity]] = {
    "name": ("name", Severity.STOP),
    "surname": ("surname", Severity.WARN),
    "house_number": ("house_number", Severity.STOP),
    "school": ("school", Severity.WARN),
    "phone": ("phone", Severity.STOP),
    "looks": ("looks_elsewhere", Severity.STOP),
}
_SAYS_SECRET: Mapping[Secret, Text] = {
    "name": Text(
        ja="「{excerpt}」は人の名前のようです。消すか、「児童」「女性」などに替えてください。",
        en="“{excerpt}” looks like a person's name: take it out.",
    ),
    "surname": Text(
        ja="「{excerpt}」は人の名字かもしれません。人のことなら消してください。場所の名なら"
        "そのままで結構です。",
        en="“{excerpt}” may be a surname: take it out if it is somebody's; a place's "
        "name may stay.",
    ),
    "house_number": Text(
        ja="「{excerpt}」は番地のようです。丁目までにしてください。",
        en="“{excerpt}” looks like a house number: say no more than the chome.",
    ),
    "school": Text(
        ja="「{excerpt}」は学校などの名前のようです。被害に遭った人の学校なら消してください。",
        en="“{excerpt}” looks like a school's name: take it out if it is the victim's.",
    ),
    "phone": Text(
        ja="「{excerpt}」は電話番号のようです。問合せ先の欄に書くか、消してください。",
        en="“{excerpt}” looks like a telephone number: move it to the contact, "
        "or take it out.",
    ),
    "looks": Text(
        ja="「{excerpt}」は人の外見です。期限の来る「特徴」の欄に移してください。",
        en="“{excerpt}” says what somebody looks like: move it to the description, "
        "which expires.",
    ),
}
_TOO_LONG = Text(
    ja="{variety}の本文が全角{length}字あります（目安は{longest}字）。",
    en="The {variety} text has {length} full-width characters (aim: {longest}).",
)
_LOOKS_OVER = Text(
    ja="特徴の期限が過ぎているので、配信されません。",
    en="The description has expired: it will not be sent.",
)
_LOOKS_LONG = Text(
    ja="特徴の期限は{hours}時間以内にしてください。",
    en="Let the description expire within {hours} hours.",
)
_TIRED = Text(
    ja="同じ人への今日{number}通目のメールになります。",
    en="This would be today's mail number {number} to the same people.",
)
_LEFT = Text(
    ja="前にこうした日があったときは、そのあと{left}人が登録をやめました。",
    en="After the last such day {left} people unsubscribed.",
)
