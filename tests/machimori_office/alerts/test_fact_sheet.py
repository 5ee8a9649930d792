"""One fact sheet, every form: mail, public page, Atom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from machimori_office.alerts.fact_sheet import (
    FactSheet,
    Reference,
    Relation,
    Sent,
    followed_by,
    written_in,
)
from machimori_office.alerts.wording import (
    ATOM,
    Sender,
    atom_entry,
    atom_feed,
    mail,
    public_page,
)
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import VARIETIES, Variety, Words
from tests.machimori_office.alerts.sheets import AT, DESCRIBED, LOOKS, SHEET, changed

KINDS = example_rule("kinds", Kinds)
SENDER = Sender(
    name=Words("安全・安心メール", "安全・安心メール", "Safety Mail"),
    foot=Words("返信は受け付けていません。", "返事は できません。", "Do not reply."),
)
ADDRESS = "https://alerts.example.jp/"
SENT = Sent(alert_id="a1", sheet=DESCRIBED, sent_at=AT)


def follower(relation: Relation) -> Sent:
    earlier = Reference(
        alert_id="a1", subject=SHEET.what, sent_at=AT, relation=relation
    )
    sheet = changed(refers_to=earlier)
    return Sent(alert_id="a2", sheet=sheet, sent_at=AT + timedelta(hours=1))


def feed(sent: Sent, after: Sent | None = None) -> str:
    at = AT + timedelta(hours=2)
    entry = atom_entry(sent, kinds=KINDS, address=ADDRESS, at=at, follower=after)
    return atom_feed((entry,), sender=SENDER, address=ADDRESS, updated_at=at).decode()


def text(sheet: FactSheet, *varieties: Variety) -> str:
    return mail(sheet, sender=SENDER, at=AT, varieties=varieties or ("ja",)).text


def test_the_mail_says_what_where_when_what_to_do_and_who_says_so() -> None:
    said = text(DESCRIBED)
    for part in ("6月5日（金）午前7時50分ごろ", "本町1丁目", "110番", "小金井警察署"):
        assert part in said
    assert LOOKS.ja in said
    assert said.rstrip().endswith(SENDER.foot.ja)


def test_one_mail_may_hold_all_varieties() -> None:
    said = text(DESCRIBED, *VARIETIES)
    assert said.index("■日時") < said.index("■いつ") < said.index("■When")
    assert "about 07:50, Fri 5 Jun" in said


def test_a_variety_that_is_not_whole_is_left_out() -> None:
    partly = changed(where=Words("本町1丁目", "", "Honcho 1-chome"))
    assert written_in(partly) == ("ja", "en")
    assert "■いつ" not in text(partly, *VARIETIES)
    assert "■日時" in text(partly, "easy")


def test_an_ended_description_is_in_no_mail() -> None:
    late = AT + timedelta(days=3)
    said = mail(DESCRIBED, sender=SENDER, at=late, varieties=VARIETIES).text
    assert not any(LOOKS.in_(v) in said for v in VARIETIES)


@pytest.mark.parametrize("variety", VARIETIES)
def test_a_description_reaches_neither_the_archive_nor_the_feed(
    variety: Variety,
) -> None:
    page = public_page(DESCRIBED, variety, kinds=KINDS, at=AT)
    assert page == public_page(SHEET, variety, kinds=KINDS, at=AT)
    for sent in (SENT, replace(SENT, sheet=SHEET)):
        assert LOOKS.in_(variety) not in feed(sent)
    assert feed(SENT) == feed(replace(SENT, sheet=SHEET))


@pytest.mark.parametrize("relation", list(Relation))
def test_what_follows_refers_to_the_first_in_every_form(relation: Relation) -> None:
    after = follower(relation)
    for variety in VARIETIES:
        said = mail(after.sheet, sender=SENDER, at=AT, varieties=(variety,))
        assert said.subject.startswith(("【", "["))
        page = public_page(after.sheet, variety, kinds=KINDS, at=AT)
        assert page.opening
        assert page.opening in said.text
        first = public_page(SHEET, variety, kinds=KINDS, at=AT, follower=after)
        assert first.notice
    assert f'href="{ADDRESS}a1" rel="related"' in feed(after)


def test_the_entry_of_the_first_is_updated_by_what_follows() -> None:
    entry = ElementTree.fromstring(feed(SENT, follower(Relation.CORRECTS)))[-1]
    assert entry.findtext(f"{{{ATOM}}}title") == "【訂正】登校中の児童への声かけ"
    assert entry.findtext(f"{{{ATOM}}}updated") == "2026-06-05T11:00:00+09:00"
    assert entry.findtext(f"{{{ATOM}}}published") == "2026-06-05T10:00:00+09:00"


def test_the_feed_has_what_atom_asks_for() -> None:
    root = ElementTree.fromstring(feed(SENT))
    for element in (root, root[-1]):
        tags = {child.tag for child in element}
        assert {f"{{{ATOM}}}{name}" for name in ("id", "title", "updated")} <= tags
    assert root.tag == f"{{{ATOM}}}feed"


def test_markup_and_control_characters_stay_text() -> None:
    sheet = changed(what=Words("<b>&\x00\x1b]]>", "{0.x}", "<script>"))
    root = ElementTree.fromstring(feed(replace(SENT, sheet=sheet)))
    assert root[-1].findtext(f"{{{ATOM}}}title") == "<b>&]]>"


def test_a_subject_is_one_line() -> None:
    said = mail(
        changed(what=Words("声かけ\r\nBcc: all@example.jp")),
        sender=SENDER,
        at=AT,
        varieties=("ja",),
    )
    assert said.subject == "声かけ Bcc: all@example.jp"


def test_what_is_over_says_so_on_its_page() -> None:
    ended = changed(ends_at=AT + timedelta(hours=1))
    notices = [
        public_page(ended, "ja", kinds=KINDS, at=AT + timedelta(hours=h)).notice
        for h in (0, 1)
    ]
    assert notices[0] == ""
    assert "終わりました" in notices[1]


def test_the_latest_of_a_line_of_corrections_counts() -> None:
    second = follower(Relation.CORRECTS)
    last = Reference(
        alert_id="a2", subject=SHEET.what, sent_at=AT, relation=Relation.ALL_CLEAR
    )
    third = Sent(
        alert_id="a3",
        sheet=changed(refers_to=last),
        sent_at=AT + timedelta(hours=2),
    )
    assert followed_by("a1", [third, SENT, second]) is third
    assert followed_by("a3", [third, SENT, second]) is None
