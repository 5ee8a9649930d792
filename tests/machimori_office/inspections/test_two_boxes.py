"""Self-checks asked for in the console, answered and signed on the internet part."""

from __future__ import annotations

import pytest

from tests.machimori_office.boxes import Pair

BOTH = """
import re
from datetime import timedelta
from urllib.parse import urlsplit
from django.test import Client
from django.utils import timezone
from machimori_office.inspections.models import Answer, Photo, SelfCheck, Site
from machimori_office.inspections.self_checks import links
from machimori_office.inspections.self_checks import services as checks
from machimori_office.outbox.models import Letter
now = timezone.now
check = lambda pk: SelfCheck.objects.get(pk=pk)
owner = Client()
"""
CONSOLE = """
from tests.machimori_office.inspections.park import scene
from machimori_office.inspections.services import register
site = Site(code="momiji-2", name="もみじ公園")
register(site, scene(), actor="clerk", reason="mapped", at=now())
def asked(mail="kumiai@example.jp"):
    request = checks.Request(
        place="park", instrument="jp-31/parks", owner="もみじ管理組合", mail=mail
    )
    return str(checks.ask(site, request, actor="clerk", at=now()).pk)
"""
PUBLIC = """
import io
from PIL import Image
from django.core.files.uploadedfile import SimpleUploadedFile
def path(pk):
    return f"/ja/check/{links.token_of(check(pk))}/"
def answers(pk, holds="yes"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    for number in range(1, len(check(pk).questions) + 1):
        said = {"holds": holds, "note": "見ました"}
        if number == 1:
            said["photo"] = SimpleUploadedFile("a.jpg", out.getvalue())
        assert owner.post(f"{path(pk)}{number}/", said).status_code == 302
def signs(pk):
    return owner.post(path(pk) + "sign/", {"name": "岸本（理事長）", "agrees": "on"})
"""


@pytest.fixture(scope="module")
def boxes(two_boxes: Pair) -> Pair:
    for box in two_boxes:
        box.do(BOTH)
    two_boxes.console.do(CONSOLE)
    two_boxes.public.do(PUBLIC)
    return two_boxes


def carry(boxes: Pair) -> None:
    for _ in range(2):
        boxes.carry("now()")


def test_signed_on_the_internet_part_accepted_in_the_console(boxes: Pair) -> None:
    console, public = boxes
    pk = str(console.ask("asked()"))
    carry(boxes)
    link = public.ask("re.findall(r'http\\S+', Letter.objects.latest('pk').text)[0]")
    assert public.ask(f"path({pk!r})") in str(link)
    public.do(f"answers({pk!r}); signs({pk!r})")
    assert public.ask(f"check({pk!r}).state") == "signed"
    carry(boxes)
    assert console.ask(f"check({pk!r}).signed_by") == "岸本（理事長）"
    assert console.ask(f"check({pk!r}).answers.first().note") == "見ました"
    assert (
        console.ask(f"check({pk!r}).answers.filter(photo__isnull=False).count()") == 1
    )
    # Once the console has them, names and answers do not lie on the internet.
    assert not public.ask(f"check({pk!r}).answers.count() + Photo.objects.count()")
    assert public.ask(f"check({pk!r}).signed_by") == ""
    console.do(f"checks.accept(check({pk!r}), actor='clerk', at=now())")
    carry(boxes)
    page = str(public.ask(f"owner.get(path({pk!r})).content.decode()"))
    assert str(console.ask(f"check({pk!r}).holds_until")) in page
    # When it has ended, the internet part forgets it and the link is dead.
    dead = public.ask(f"path({pk!r})")
    boxes.carry("now() + timedelta(days=800)")
    assert not public.ask(f"SelfCheck.objects.filter(pk={pk!r}).exists()")
    assert public.ask(f"owner.get({dead!r}).status_code") == 404
    assert console.ask(f"check({pk!r}).state") == "accepted"


def test_what_is_returned_comes_back_with_its_answers(boxes: Pair) -> None:
    console, public = boxes
    pk = str(console.ask("asked('')"))
    carry(boxes)
    public.do(f"answers({pk!r}, 'no'); signs({pk!r})")
    carry(boxes)
    console.do(
        f"checks.give_back(check({pk!r}), said='もう一度', actor='clerk', at=now())"
    )
    carry(boxes)
    assert public.ask(f"check({pk!r}).state") == "returned"
    assert public.ask(f"check({pk!r}).answers.first().holds") == "no"
    public.do(f"answers({pk!r}); signs({pk!r})")
    carry(boxes)
    assert console.ask(f"check({pk!r}).state") == "signed"
    assert console.ask(f"check({pk!r}).answers.first().holds") == "yes"


def test_a_signature_that_crosses_a_withdrawal_counts_nothing(boxes: Pair) -> None:
    console, public = boxes
    pk = str(console.ask("asked('')"))
    carry(boxes)
    console.do(
        f"checks.withdraw(check({pk!r}), actor='clerk', reason='mistake', at=now())"
    )
    public.do(f"answers({pk!r}); signs({pk!r})")
    carry(boxes)
    assert console.ask(f"check({pk!r}).state") == "withdrawn"
    assert not console.ask(f"check({pk!r}).answers.count()")
    assert not public.ask(f"SelfCheck.objects.filter(pk={pk!r}).exists()")
