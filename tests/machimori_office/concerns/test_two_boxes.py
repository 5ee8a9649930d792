"""Concerns between console and internet part: two processes, two databases, files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.machimori_office.boxes import Pair

REPORTING = """
from machimori_office.concerns import links
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import handling, receiving
from machimori_office.outbox.addresses import read_address
from machimori_office.web.tokens import signed
from tests.machimori_office.concerns.reported import CLERK, NOW, concern
def reported(words, mail):
    found = concern(text=words, mail=read_address(mail))
    receiving.confirm(token=signed(links.MAIL, found.pk), at=NOW)
def texts():
    return sorted(c.text for c in Concern.objects.all())
"""


@pytest.fixture
def pair(two_boxes: Pair) -> Iterator[Pair]:
    two_boxes.do_both(REPORTING)
    two_boxes.settle("NOW")
    yield two_boxes
    two_boxes.do_both("Concern.objects.all().delete()")
    two_boxes.settle("NOW")


def test_a_report_arrives_once_though_its_file_was_lost_and_came_twice(
    pair: Pair,
) -> None:
    console, public = pair
    public.do("reported('街灯が切れている', 'a@carrier.example')")
    later = "reported('生け垣が高い', 'b@carrier.example')"
    pair.comes_late_and_twice(public, later, at="NOW")
    assert console.ask("texts()") == ["生け垣が高い", "街灯が切れている"]
    numbers = "len({c.number for c in Concern.objects.all()})"
    assert console.ask(numbers) == 2
