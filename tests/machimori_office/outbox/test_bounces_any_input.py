"""Whatever comes is answered: nothing that a stranger sends stops the worker."""

from __future__ import annotations

import pytest

pytest.importorskip("flufl.bounce", reason="needs machimori[office]")

from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox.bounces import Kind, classify
from tests.machimori_office.outbox.dialects import DIALECTS, delivery_status, words

SOURCES = [dialect.source for dialect in DIALECTS]
WORDS = st.sampled_from(
    [
        b"Content-Type: multipart/report; boundary=x\n\n",
        b"Content-Type: message/delivery-status\n\n",
        b"Content-Type: text/plain; charset*=utf-8'%\n",
        b"Content-Transfer-Encoding: base64\n",
        b"From: MAILER-DAEMON@x\n",
        b"Final-Recipient: ;;@@\n",
        b"Action: \n",
        b"Status: 5.999.999\n",
        b"Subject: =?iso-2022-jp?B?/////?=\n",
        b"--x\n",
        b"\x1b$B",
        b"\n\n",
        b"\xff\x00",
    ]
)


@given(st.binary(max_size=3000))
def test_any_bytes_are_answered(source: bytes) -> None:
    assert classify(source).kind in Kind


@given(st.lists(WORDS, max_size=40).map(b"".join))
def test_any_heap_of_mail_syntax_is_answered(source: bytes) -> None:
    assert classify(source).kind in Kind


@given(st.data())
def test_any_damaged_report_is_answered(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    noise = data.draw(st.binary(max_size=40))
    assert classify(source[:start] + noise + source[end:]).kind in Kind


def test_a_charset_that_is_no_word_is_answered() -> None:
    source = b"Content-Type: text/plain; charset*=utf-8'%\n\n\xff\x00"
    assert classify(source).kind in Kind


@pytest.mark.parametrize("depth", [3, 60, 200, 330, 450, 900, 3000])
def test_reports_within_reports_within_reports_are_answered(depth: int) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(depth)
    )
    assert classify(nested + delivery_status()).kind in Kind
    assert classify(b"Content-Type: message/rfc822\n\n" * depth).kind in Kind


@pytest.mark.parametrize(
    "filling",
    [
        b"<",
        b"a@",
        b"a@b.c ",
        b'"',
        b"(",
        b"\n",
        b"\n\n",
        b"5.",
        b" \n ",
        b"deliver to ",
    ],
)
def test_a_huge_mail_is_answered_before_a_pattern_has_backtracked_for_hours(
    filling: bytes,
) -> None:
    head = words("It could not be delivered.\n\n")
    assert classify(head + filling * (3_000_000 // len(filling))).kind in Kind
