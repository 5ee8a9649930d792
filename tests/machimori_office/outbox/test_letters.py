"""Mails as bytes, held against Python's own reader and an independent verifier."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import dkim as verifier
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox import dkim, tokens
from machimori_office.outbox.keys import return_paths
from machimori_office.outbox.letters import LEAVE_HERE, Form, Mail, Sender, recipient

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
SIGNER = dkim.Signer.read(dkim.new_key(), domain="hibari.example", selector="s1")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def sender(**changed: Any) -> Sender:
    given = {
        "name": "ひばり市 安全・安心メール",
        "address": "anzen@hibari.example",
        "domain": "hibari.example",
        "public_address": "https://anzen.hibari.example",
        "return_paths": return_paths(),
        "signers": (SIGNER,),
    }
    return Sender(**{**given, **changed})


def form(**changed: Any) -> Form:
    given = {
        "sender": sender(),
        "subject": "【防犯】市内で不審な電話がありました",
        "text": f"午前10時ごろ、…\n\n配信をやめる {LEAVE_HERE}\n",
        "purpose": "alert",
        "category": "city/phone",
        "message": "0" * 32,
    }
    return Form(**{**given, **changed})


def mail(made: Form, to: str = "a@x.jp", delivery: int = 7) -> Mail:
    return made.to(to, address=3, delivery=delivery, at=NOW)


def read(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def verifies(content: bytes, *signers: dkim.Signer, index: int = 0) -> bool:
    records = {
        f"{s.selector}._domainkey.{s.domain}.": dkim.dns_record(s)
        for s in signers or (SIGNER,)
    }

    def look_up(name: bytes, timeout: int = 5) -> bytes:
        return records[name.decode()].encode()

    try:
        return bool(verifier.DKIM(content).verify(idx=index, dnsfunc=look_up))
    except verifier.ValidationError:
        return False


def test_a_mail_reads_as_it_was_written() -> None:
    found = read(mail(form()).content)
    assert found["Subject"] == "【防犯】市内で不審な電話がありました"
    assert found["From"].addresses[0].display_name == "ひばり市 安全・安心メール"
    assert found["To"] == "a@x.jp"
    assert found["Date"].datetime == NOW
    assert found.get_content().splitlines()[0] == "午前10時ごろ、…"


def test_the_return_path_names_the_delivery() -> None:
    sent = mail(form(), delivery=4711)
    token = return_paths().read(sent.return_path, on=NOW.date())
    assert token.delivery == 4711


def test_leaving_takes_one_press_and_the_link_stands_in_the_text_too() -> None:
    found = read(mail(form()).content)
    link = found["List-Unsubscribe"].strip("<>")
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in found.get_content()
    assert tokens.read(link.rstrip("/").rpartition("/")[2]) == tokens.Leaving(
        3, "city/phone"
    )


def test_nobody_learns_who_opened_a_mail_or_followed_its_links() -> None:
    made = form(text=f"https://city.jp/news\n{LEAVE_HERE}\n")
    links = []
    for address, delivery in ((3, 7), (4, 8)):
        sent = made.to("a@x.jp", address=address, delivery=delivery, at=NOW).content
        found = read(sent)
        assert found.get_content_type() == "text/plain"
        asks = [
            name for name in found if re.search("notif|receipt|confirm", name, re.I)
        ]
        assert asks == []
        links.append(re.findall(r"https?://\S+", found.get_content()))
    # Only the link for leaving, which nobody fetches by reading, differs.
    assert [one == other for one, other in zip(*links, strict=True)] == [True, False]


@pytest.mark.parametrize("purpose", ["answer", "registration"])
def test_an_answer_says_that_a_program_wrote_it(purpose: str) -> None:
    found = read(mail(form(purpose=purpose, text="受け付けました")).content)
    assert found["Auto-Submitted"] == "auto-replied"
    assert found["List-Unsubscribe"] is None


@pytest.mark.parametrize("text", [f"やめる {LEAVE_HERE}", "どなたにも同じ文"])
def test_an_independent_verifier_accepts_the_signature(text: str) -> None:
    content = mail(form(text=text)).content
    assert verifies(content)
    signed = read(content)["DKIM-Signature"].lower()
    for name in ("from", "to", "list-unsubscribe", "list-unsubscribe-post"):
        assert f"{name}:" in signed or f":{name}" in signed


def test_what_somebody_changes_on_the_way_breaks_the_signature() -> None:
    content = mail(form()).content
    assert not verifies(content.replace(b"To: a@x.jp", b"To: b@x.jp"))
    assert not verifies(b"Subject: =?utf-8?q?x?=\r\n" + content)
    assert not verifies(content[:-6] + b"AA==\r\n")


@given(subject=ANY_TEXT, text=ANY_TEXT, category=st.sampled_from(["", "city/phone"]))
def test_whatever_is_written_is_signed_and_read_again(
    subject: str, text: str, category: str
) -> None:
    content = mail(form(subject=subject, text=text, category=category)).content
    assert verifies(content)
    lines = content.split(b"\r\n")
    assert all(len(line) < 998 and b"\n" not in line for line in lines)
    assert not any(line.startswith(b".") for line in lines)
    names = {name.lower() for name, _ in read(content).items()}
    assert names == HEADERS


HEADERS = {
    *("reply-to", "dkim-signature", "from", "subject", "mime-version", "content-type"),
    *("content-transfer-encoding", "auto-submitted", "precedence", "list-id"),
    *("list-unsubscribe-post", "to", "date", "message-id", "list-unsubscribe"),
}


def test_a_subject_cannot_write_another_header() -> None:
    content = mail(form(subject="x\r\nBcc: all@x.jp\u2028Bcc: b@x.jp")).content
    assert read(content)["Bcc"] is None


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp'),
        ("ab.@ezweb.ne.jp", '"ab."@ezweb.ne.jp'),
        ("taro@example.jp", "taro@example.jp"),
        ("x\r\nDATA@y.jp", None),
        ("x y@z.jp", None),
        ("あ@z.jp", None),
    ],
)
def test_an_address_is_written_so_that_servers_take_it(
    address: str, written: str | None
) -> None:
    assert recipient(address) == written


def test_both_kinds_of_keys_sign_at_once() -> None:
    pytest.importorskip("nacl", reason="the verifier needs PyNaCl for Ed25519")
    other = dkim.Signer.read(
        dkim.new_key("ed25519"), domain="hibari.example", selector="s2"
    )
    content = mail(form(sender=sender(signers=(SIGNER, other)))).content
    assert verifies(content, SIGNER, other, index=0)
    assert verifies(content, SIGNER, other, index=1)


def test_without_a_key_nothing_is_signed() -> None:
    content = mail(form(sender=sender(signers=()))).content
    assert read(content)["DKIM-Signature"] is None


def test_a_key_that_receivers_refuse_is_refused_here() -> None:
    for pem in ("no key", dkim.new_key().replace("A", "")):
        with pytest.raises(ValueError, match=r"."):
            dkim.Signer.read(pem, domain="x.jp", selector="s")


def test_a_letter_to_one_person_is_no_mass_mail_and_comes_back_to_its_return_path() -> (
    None
):
    made = mail(form(purpose="letter", text="…"))
    found = read(made.content)
    assert found["Auto-Submitted"] == "auto-generated"
    assert not {"List-Id", "List-Unsubscribe", "Precedence"} & set(found.keys())
    assert made.return_path.startswith("bounces+")
