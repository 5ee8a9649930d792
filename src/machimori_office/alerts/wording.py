"""The forms of one fact sheet: mail, public page, Atom entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from machimori_office.alerts.fact_sheet import (
    FactSheet,
    Relation,
    Section,
    Sent,
    mail_sections,
    mark,
    public_sections,
    reference_line,
    title,
    written_in,
)
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import JST, UNWRITTEN, VARIETIES, Variety, Words

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The service as residents know it, and the foot of each of its mails."""

    name: Words
    foot: Words
    prefix: Words = UNWRITTEN


@dataclass(frozen=True)
class Mail:
    """Subject and text."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """What the archive shows of an alert, in one variety.

    Parameters
    ----------
    title : str
    label : str
        Its category.
    notice : str
        That it was corrected, ended or is over; empty while it stands.
    opening : str
        What it refers to; empty where it refers to nothing.
    sections : tuple of Section
    """

    title: str
    label: str
    notice: str
    opening: str
    sections: tuple[Section, ...]


def mail(
    sheet: FactSheet, *, sender: Sender, at: datetime, varieties: tuple[Variety, ...]
) -> Mail:
    """Word the mail, one variety below the other.

    Parameters
    ----------
    sheet : FactSheet
    sender : Sender
    at : datetime
        When it goes: the description of a person is left out once it has ended.
    varieties : tuple
        Those that the recipient reads; the ones nobody wrote are left out, and
        Japanese stands in where none is left.

    Returns
    -------
    Mail
    """
    written = written_in(sheet)
    chosen = tuple(v for v in varieties if v in written) or ("ja",)
    bodies = [_body(sheet, sender, at, variety) for variety in chosen]
    prefix = sender.prefix.in_(chosen[0])
    return Mail(
        prefix + title(sheet, chosen[0]), f"\n\n{_RULE}\n\n".join(bodies) + "\n"
    )


_RULE = "―" * 12


def _body(sheet: FactSheet, sender: Sender, at: datetime, variety: Variety) -> str:
    blocks = [title(sheet, variety), reference_line(sheet, variety)]
    blocks += [_block(s, variety) for s in mail_sections(sheet, variety, at=at)]
    blocks.append(sender.foot.in_(variety))
    return "\n\n".join(block for block in blocks if block)


def _block(section: Section, variety: Variety) -> str:
    bullet = "- " if variety == "en" else "・"
    before = bullet if len(section.lines) > 1 else ""
    return "\n".join([f"■{section.heading}", *(before + x for x in section.lines)])


def public_page(
    sheet: FactSheet,
    variety: Variety,
    *,
    kinds: Kinds,
    at: datetime,
    follower: Sent | None = None,
) -> PublicPage:
    """Word the page of the archive, never with a description.

    Parameters
    ----------
    sheet : FactSheet
    variety : str
        Where nobody wrote it, the Japanese stands in.
    kinds : Kinds
    at : datetime
    follower : Sent, optional
        The latest alert that corrects or ends this one.

    Returns
    -------
    PublicPage
    """
    read: Variety = variety if variety in written_in(sheet) else "ja"
    return PublicPage(
        title=title(sheet, read),
        label=kinds.label(sheet.category, variety),
        notice=_notice(sheet, variety, at, follower),
        opening=reference_line(sheet, read),
        sections=public_sections(sheet, read),
    )


_NOTICES = {
    Relation.CORRECTS: Words(
        "このお知らせは訂正されました。",
        "この お知らせには まちがいが ありました。新しい お知らせを 見て ください。",
        "This alert has been corrected.",
    ),
    Relation.ALL_CLEAR: Words(
        "このお知らせは解除されました。",
        "この お知らせは 終わりました。",
        "This alert is over: all clear.",
    ),
    Relation.WITHDRAWS: Words(
        "このお知らせは取り消されました。",
        "この お知らせは まちがいでした。",
        "This alert has been withdrawn.",
    ),
    Relation.FOUND: Words(
        "お探しした方は見つかりました。",
        "いなくなった 人は 見つかりました。",
        "The person has been found.",
    ),
}
_OVER = Words(
    "このお知らせの期間は終わりました。",
    "この お知らせの 時間は 終わりました。",
    "The time of this alert has passed.",
)


def _notice(
    sheet: FactSheet, variety: Variety, at: datetime, follower: Sent | None
) -> str:
    if follower and follower.sheet.refers_to:
        return _NOTICES[follower.sheet.refers_to.relation].in_(variety)
    return _OVER.in_(variety) if sheet.is_over(at) else ""


def atom_entry(
    sent: Sent,
    *,
    kinds: Kinds,
    address: str,
    at: datetime,
    follower: Sent | None = None,
) -> Element:
    """Build the entry of an alert for `atom_feed`, in the varieties that were written.

    Parameters
    ----------
    sent : Sent
    kinds : Kinds
    address : str
        Where alerts stand; the alert's id follows it.
    at : datetime
    follower : Sent, optional
        The latest alert that corrects or ends this one: the entry says so, and counts
        as updated by it.

    Returns
    -------
    Element

    Source
    ------
    RFC 4287, The Atom Syndication Format, clause 4.1.2.
    """
    sheet = sent.sheet
    entry = Element("entry")
    _add(entry, "id", f"{address}{sent.alert_id}")
    _add(entry, "title", _marked_title(sheet, follower))
    _add(entry, "published", _instant(sent.sent_at))
    _add(entry, "updated", _instant(_updated(sent, at, follower)))
    SubElement(entry, "link", href=f"{address}{sent.alert_id}", rel="alternate")
    if sheet.refers_to:
        earlier = f"{address}{sheet.refers_to.alert_id}"
        SubElement(entry, "link", href=earlier, rel="related")
    label = kinds.label(sheet.category, "ja")
    SubElement(entry, "category", term=sheet.category, label=label)
    content = _add(entry, "content", _content(sheet, kinds, at, follower))
    content.set("type", "text")
    return entry


def _marked_title(sheet: FactSheet, follower: Sent | None) -> str:
    if follower is None or follower.sheet.refers_to is None:
        return title(sheet, "ja")
    return mark(follower.sheet.refers_to.relation, "ja") + title(sheet, "ja")


def _updated(sent: Sent, at: datetime, follower: Sent | None) -> datetime:
    ended = sent.sheet.ends_at if sent.sheet.is_over(at) else None
    return max(t for t in (sent.sent_at, ended, follower and follower.sent_at) if t)


def _content(
    sheet: FactSheet, kinds: Kinds, at: datetime, follower: Sent | None
) -> str:
    written = written_in(sheet) or VARIETIES[:1]
    pages = [
        (v, public_page(sheet, v, kinds=kinds, at=at, follower=follower))
        for v in written
    ]
    return f"\n\n{_RULE}\n\n".join(_page_text(page, variety) for variety, page in pages)


def _page_text(page: PublicPage, variety: Variety) -> str:
    blocks = [page.notice, page.title, page.opening]
    blocks += [_block(section, variety) for section in page.sections]
    return "\n\n".join(block for block in blocks if block)


def atom_feed(
    entries: tuple[Element, ...], *, sender: Sender, address: str, updated_at: datetime
) -> bytes:
    """Put entries, newest first, into a feed."""
    feed = Element("feed", xmlns=ATOM)
    _add(feed, "id", address)
    _add(feed, "title", sender.name.ja)
    _add(feed, "updated", _instant(updated_at))
    _add(SubElement(feed, "author"), "name", sender.name.ja)
    SubElement(feed, "link", href=f"{address}feed", rel="self")
    feed.extend(entries)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = _printable(text)
    return child


def _printable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _instant(instant: datetime) -> str:
    return instant.astimezone(JST).isoformat(timespec="seconds")
