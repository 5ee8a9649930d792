"""One fact sheet, from which every form of an alert is made.

A person's description is a field of the mail alone: no other form can be made to hold
it, and it ends on its own date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from machimori_office.web.words import (
    UNWRITTEN,
    VARIETIES,
    Variety,
    Words,
    worded_instant,
)


class Relation(StrEnum):
    """What an alert does to the one that it refers to."""

    CORRECTS = "corrects"
    ALL_CLEAR = "all_clear"
    WITHDRAWS = "withdraws"
    FOUND = "found"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An earlier alert, and what becomes of it."""

    alert_id: str
    subject: Words
    sent_at: datetime
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a person looks like, in the one mail that warns of or seeks them."""

    looks: Words
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class FactSheet:
    """What happened, where, when, what to do, and who says so.

    Parameters
    ----------
    category : str
        A path of the city's kinds.
    areas : frozenset of str
        Ids of areas; empty means the whole city.
    what, where, source : Words
    written_at : datetime
        When the facts were put down.
    happened_at : datetime or None
    is_about : bool
        Whether `happened_at` is what people remember.
    details : Words
    to_do : tuple of Words
        One step each.
    contact : Words
        Who answers questions, with their telephone number.
    description : Description or None
    refers_to : Reference or None
    ends_at : datetime or None
        After this the public page says that it is over.
    """

    category: str
    what: Words
    where: Words
    source: Words
    written_at: datetime
    areas: frozenset[str] = frozenset()
    happened_at: datetime | None = None
    is_about: bool = True
    details: Words = UNWRITTEN
    to_do: tuple[Words, ...] = ()
    contact: Words = UNWRITTEN
    description: Description | None = None
    refers_to: Reference | None = None
    ends_at: datetime | None = None

    def is_over(self, at: datetime) -> bool:
        """Whether what the sheet says no longer holds."""
        return self.ends_at is not None and at >= self.ends_at

    def looks(self, variety: Variety, *, at: datetime) -> str:
        """Return the person's description as long as it lives."""
        if self.description is None or at >= self.description.expires_at:
            return ""
        return self.description.looks.in_(variety)


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, in one variety."""

    heading: str
    lines: tuple[str, ...]


_HEADINGS = {
    "when": Words("日時", "いつ", "When"),
    "where": Words("場所", "どこ", "Where"),
    "details": Words("内容", "どんな こと", "What happened"),
    "looks": Words("特徴", "その 人の ようす", "Description"),
    "to_do": Words("対策", "して ほしい こと", "What to do"),
    "source": Words("情報元", "教えて くれた ところ", "Source"),
    "contact": Words("問合せ先", "聞きたい とき", "Contact"),
}

_FOLLOWS = {
    Relation.CORRECTS: Words(
        "{sent}にお知らせした「{subject}」を訂正します。",
        "{sent}の お知らせ「{subject}」に まちがいが ありました。"
        "この お知らせが 正しいです。",
        "This corrects “{subject}”, sent {sent}.",
    ),
    Relation.ALL_CLEAR: Words(
        "{sent}にお知らせした「{subject}」は解除されました。",
        "{sent}の お知らせ「{subject}」は 終わりました。もう だいじょうぶです。",
        "“{subject}”, sent {sent}, is over: all clear.",
    ),
    Relation.WITHDRAWS: Words(
        "{sent}にお知らせした「{subject}」を取り消します。",
        "{sent}の お知らせ「{subject}」は まちがいでした。わすれて ください。",
        "“{subject}”, sent {sent}, is withdrawn.",
    ),
    Relation.FOUND: Words(
        "{sent}にお知らせした方は見つかりました。ご協力ありがとうございました。",
        "{sent}に お知らせした 人は 見つかりました。ありがとう ございました。",
        "The person we sought on {sent} has been found. Thank you for your help.",
    ),
}

_MARKS = {
    Relation.CORRECTS: Words("【訂正】", "【まちがいを 直します】", "[Correction] "),
    Relation.ALL_CLEAR: Words("【解除】", "【終わりました】", "[All clear] "),
    Relation.WITHDRAWS: Words("【取消】", "【まちがいでした】", "[Withdrawn] "),
    Relation.FOUND: Words("【発見】", "【見つかりました】", "[Found] "),
}


def mark(relation: Relation, variety: Variety) -> str:
    """Return what stands before the subject of an alert that refers to another."""
    found = _MARKS[relation]
    # Words strips; the English mark needs the space behind it.
    return found.en if variety == "en" else found.in_(variety)


def title(sheet: FactSheet, variety: Variety) -> str:
    """Return the subject line, with the mark of what it refers to."""
    before = mark(sheet.refers_to.relation, variety) if sheet.refers_to else ""
    one_line = " ".join(sheet.what.in_(variety).split())
    return before + "".join(c for c in one_line if c.isprintable())


def reference_line(sheet: FactSheet, variety: Variety) -> str:
    """Say which alert this one corrects or ends; empty where there is none."""
    earlier = sheet.refers_to
    if earlier is None:
        return ""
    sent = worded_instant(earlier.sent_at).in_(variety)
    # format_map reads only the template for fields: a subject with braces stays whole.
    subject = earlier.subject.in_(variety) or earlier.subject.ja
    fields = {"sent": sent, "subject": subject}
    return _FOLLOWS[earlier.relation].in_(variety).format_map(fields)


def public_sections(sheet: FactSheet, variety: Variety) -> tuple[Section, ...]:
    """Lay out everything but the description of a person."""
    return tuple(_sections(sheet, variety, looks=""))


def mail_sections(
    sheet: FactSheet, variety: Variety, *, at: datetime
) -> tuple[Section, ...]:
    """Lay out everything that the mail says at an instant."""
    return tuple(_sections(sheet, variety, looks=sheet.looks(variety, at=at)))


def _sections(sheet: FactSheet, variety: Variety, *, looks: str) -> Iterator[Section]:
    lines = {
        "when": [_when(sheet).in_(variety)],
        "where": [sheet.where.in_(variety)],
        "details": sheet.details.in_(variety).splitlines(),
        "looks": looks.splitlines(),
        "to_do": [step.in_(variety) for step in sheet.to_do],
        "source": [sheet.source.in_(variety)],
        "contact": [sheet.contact.in_(variety)],
    }
    for name, said in lines.items():
        filled = tuple(line for line in said if line)
        if filled:
            yield Section(_HEADINGS[name].in_(variety), filled)


def _when(sheet: FactSheet) -> Words:
    if sheet.happened_at is None:
        return UNWRITTEN
    return worded_instant(sheet.happened_at, about=sheet.is_about)


def statements(sheet: FactSheet) -> Iterator[tuple[str, Words]]:
    """Every statement that somebody wrote, with the name of its field."""
    yield "what", sheet.what
    yield "where", sheet.where
    yield "details", sheet.details
    for number, step in enumerate(sheet.to_do):
        yield f"to_do.{number}", step
    yield "source", sheet.source
    yield "contact", sheet.contact
    if sheet.description:
        yield "description", sheet.description.looks


def written_in(sheet: FactSheet) -> tuple[Variety, ...]:
    """Return the varieties in which every statement that is made at all is made."""
    made = [words for _, words in statements(sheet) if not words.is_empty]
    return tuple(v for v in VARIETIES if made and all(words.in_(v) for words in made))


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A fact sheet that went out."""

    alert_id: str
    sheet: FactSheet
    sent_at: datetime


def followed_by(alert_id: str, sent: Iterable[Sent]) -> Sent | None:
    """Return the latest alert of the line that corrects or ends this one."""
    latest: Sent | None = None
    line = {alert_id}
    for later in sorted(sent, key=lambda s: s.sent_at):
        if later.sheet.refers_to and later.sheet.refers_to.alert_id in line:
            line.add(later.alert_id)
            latest = later
    return latest
