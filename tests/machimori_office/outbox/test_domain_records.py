from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox import dkim
from machimori_office.outbox.domain_records.judging import (
    Finding,
    Sending,
    Standing,
    judge,
)
from machimori_office.outbox.domain_records.zone import Record, read_zone

SIGNER = dkim.Signer.read(dkim.new_key(), domain="hibari.example", selector="s1")
SENDING = Sending(
    from_domain="hibari.example",
    return_domain="hibari.example",
    server_ip="192.0.2.25",
    signers=(SIGNER,),
)
KEY = dkim.dns_record(SIGNER)
GOOD = f"""
$TTL 3600
@ IN SOA ns.hibari.example. root.hibari.example. ( 1 2 3
    4 5 ) ; times
  IN MX 10 mail
  IN TXT "v=spf1 ip4:192.0.2.0/24 " "-all"
s1._domainkey 600 IN TXT ( "{KEY[:200]}"
    "{KEY[200:]}" )
_dmarc.hibari.example. TXT "v=DMARC1; p=reject; rua=mailto:d@hibari.example"
25.2.0.192.in-addr.arpa. PTR mail.hibari.example.
"""


def found(text: str, **changed: Any) -> dict[str, Finding]:
    zone = read_zone(text, domain="hibari.example")
    sending = Sending(**{**vars(SENDING), **changed})
    return {finding.topic: finding for finding in judge(zone, sending)}


def test_a_domain_in_order_is_found_so() -> None:
    assert {f.standing for f in found(GOOD).values()} == {Standing.GOOD}
    assert not read_zone(GOOD, domain="hibari.example").unread


def test_what_was_not_pasted_is_asked_for_with_the_record_to_enter() -> None:
    missing = found("")
    assert missing["SPF"].record == "v=spf1 ip4:192.0.2.25 -all"
    assert missing["DKIM"].record == KEY
    assert missing["DKIM"].name == "s1._domainkey.hibari.example"
    assert missing["DMARC"].name == "_dmarc.hibari.example"
    assert missing["PTR"].standing == Standing.UNKNOWN
    assert all(missing[topic].refuses.ja for topic in ("SPF", "DKIM", "DMARC", "MX"))


@pytest.mark.parametrize(
    ("spf", "standing"),
    [
        ("v=spf1 ip4:192.0.2.25 -all", Standing.GOOD),
        ("v=spf1 ip4:192.0.2.25 ~all", Standing.GOOD),
        ("v=spf1 +all", Standing.WEAK),
        ("v=spf1 ip4:192.0.2.25", Standing.WEAK),
        ("v=spf1 ip4:198.51.100.1 -all", Standing.WRONG),
        ("v=spf1 ip4:rubbish -all", Standing.WRONG),
        ("v=spf1 include:spf.relay.example -all", Standing.UNKNOWN),
        ("v=spf1 " + "include:a.example " * 11 + "-all", Standing.WRONG),
        ("v=spf10 -all", Standing.MISSING),
    ],
)
def test_spf_is_judged_by_whom_it_lets_send(spf: str, standing: Standing) -> None:
    assert found(f'@ TXT "{spf}"')["SPF"].standing == standing


def test_two_records_of_spf_are_none() -> None:
    twice = '@ TXT "v=spf1 -all"\n@ TXT "v=spf1 mx -all"'
    assert found(twice)["SPF"].standing == Standing.WRONG


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        (KEY, Standing.GOOD),
        (KEY.replace("k=rsa", "k=rsa; t=y"), Standing.WEAK),
        ("v=DKIM1; k=rsa; p=MIIB", Standing.WRONG),
        ("v=DKIM1; p=", Standing.WRONG),
    ],
)
def test_dkim_is_held_against_the_key_that_signs(
    record: str, standing: Standing
) -> None:
    parts = f'"{record[:250]}" "{record[250:]}"'
    assert found(f"s1._domainkey TXT {parts}")["DKIM"].standing == standing


def test_without_a_key_the_page_says_how_to_make_one() -> None:
    assert "dkim_key" in found(GOOD, signers=())["DKIM"].says.en


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        ("v=DMARC1; p=none", Standing.WEAK),
        ("v=DMARC1; p=quarantine", Standing.GOOD),
        ("v=DMARC1; p=perhaps", Standing.WRONG),
        ("v=DMARC2; p=reject", Standing.MISSING),
    ],
)
def test_dmarc_is_judged_by_its_policy(record: str, standing: Standing) -> None:
    assert found(f'_dmarc TXT "{record}"')["DMARC"].standing == standing


def test_a_domain_below_is_under_the_policy_of_the_one_above() -> None:
    above = '_dmarc.hibari.example. TXT "v=DMARC1; p=reject"'
    below = found(above, from_domain="anzen.hibari.example")
    assert below["DMARC"].standing == Standing.GOOD


def test_answers_of_dig_and_lists_without_last_points_are_read_too() -> None:
    text = (
        "; <<>> DiG 9.18 <<>> hibari.example TXT\n"
        'hibari.example.\t300\tIN\tTXT\t"v=spf1 -all"\n'
        "mx.hibari.example A 192.0.2.25\n"
        "_dmarc.hibari.example TXT v=DMARC1; p=none\n"
        "これはレコードではありません\n"
    )
    zone = read_zone(text, domain="hibari.example")
    assert Record("mx.hibari.example", "A", "192.0.2.25") in zone.records
    assert zone.texts("hibari.example") == ["v=spf1 -all"]
    assert list(zone.unread) == [5]


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_judged_or_said_to_be_unread(text: str) -> None:
    zone = read_zone(text, domain="hibari.example")
    assert len(judge(zone, SENDING)) == 5
