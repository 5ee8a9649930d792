"""Nothing that hostile XML tries comes to pass."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori_office.alerts.telegrams.hardened_xml import Limits, read_hardened

BOMB = b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"
OUTSIDE = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
PARAMETER = b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://localhost/x'> %b;]><a/>"
BY_NAME = b"<!DOCTYPE a PUBLIC '-//A//EN' 'http://localhost/x.dtd'><a/>"


@pytest.mark.parametrize("hostile", [BOMB, OUTSIDE, PARAMETER, BY_NAME])
def test_a_document_type_is_refused_before_anything_is_expanded(hostile: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hardened(hostile, file="x.xml")
    assert "DOCTYPE" in refused.value.problems[0].found


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"<a>&unknown;</a>",
        b"\x00\x01",
        b"<a>\xff</a>",
        b"<?xml version='1.0' encoding='Shift_JIS'?><a/>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"<a xmlns:x='u' x:b='1' x:b='2'/>",
    ],
)
def test_what_is_no_xml_is_refused_with_its_line(broken: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hardened(broken, file="x.xml")
    assert refused.value.problems[0].where.en.startswith("line ")


def test_size_number_and_depth_are_bounded() -> None:
    limits = Limits(bytes=1000, elements=20, depth=5)
    for large in (b"<a>" + b" " * 1000 + b"</a>", b"<a>" + b"<b/>" * 20 + b"</a>"):
        with pytest.raises(InvalidInput):
            read_hardened(large, file="x.xml", limits=limits)
    with pytest.raises(InvalidInput):
        read_hardened(b"<a>" * 6 + b"</a>" * 6, file="x.xml", limits=limits)


def test_very_deep_xml_takes_nothing_down() -> None:
    with pytest.raises(InvalidInput):
        read_hardened(b"<a>" * 1_000_000, file="x.xml")


def test_inclusions_and_stylesheets_are_only_text() -> None:
    content = (
        b"<?xml-stylesheet href='http://localhost/x.xsl'?><a xmlns='urn:a'>"
        b"<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='http://x/1'/></a>"
    )
    root = read_hardened(content, file="x.xml")
    assert (root.namespace, [e.tag for e in root.element]) == ("urn:a", ["include"])


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(InvalidInput):
        read_hardened(content, file="x.xml")
