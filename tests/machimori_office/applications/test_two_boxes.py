"""Applying on the internet part, deciding in the console: two processes, two databases.

Files are carried as people carry them: late, lost, twice, and across one another.
"""

from __future__ import annotations

import pytest

from tests.machimori_office.boxes import Box, Pair

BOTH = """
import itertools, re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from machimori_office.applications import links, personal
from machimori_office.applications import services as applications
from machimori_office.applications.models import *
from machimori_office.applications.numbering import number_of
from machimori_office.applications.states import Move, State
from machimori_office.exchange.models import Item, Parcel, Waiting
from machimori_office.limits.forms import opened_now
from machimori_office.outbox.models import Address, Letter, Message
now = timezone.now
one = lambda pk: Application.objects.get(pk=pk)
state = lambda pk: one(pk).state
letters = lambda: list(Letter.objects.order_by("pk").values_list("text", flat=True))
"""
PUBLIC = """
from machimori_office.limits import forms
from machimori_office.limits.models import Bucket
forms.SHORTEST = timedelta(0)
numbers = itertools.count()
resident = Client()
def address(name, /, **where):
    return reverse("public:" + name, kwargs={"variety": "ja", **where})
def applied(**more):
    before = set(Application.objects.values_list("pk", flat=True))
    said = {"name": "青木 ハナ", "address": "ひばり市本町2-3",
            "q_birthday": "1948-02-03", "q_police-device": "no",
            "phone": f"042-000-{next(numbers):04}",
            "opened": opened_now(), **more}
    Bucket.objects.all().delete()
    answer = resident.post(address("apply_one", name="recorders"), said)
    assert answer.status_code == 302, answer.content.decode()
    if "mail" in more:
        link = re.findall(r"http\\S+", letters()[-1])[0]
        answer = resident.post(urlsplit(link).path)
    (pk,) = set(Application.objects.values_list("pk", flat=True)) - before
    return str(pk)
def page(pk):
    own = address("application", token=links.word_of(one(pk)))
    return resident.get(own).content.decode()
def does(name, pk, /, **said):
    said.setdefault("version", one(pk).version)
    return resident.post(address(name, token=links.word_of(one(pk))), said).status_code
def corrects(pk, **more):
    said = {"name": "青木 花", "address": "ひばり市本町9-9",
            "q_birthday": "1948-02-03", "q_police-device": "no", **more}
    return does("application_correct", pk, **said)
"""
CONSOLE = """
from machimori_office.applications import crossing
from machimori_office.applications.conditions import find, terms_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.recorders.procedures import LOAN
def move(pk, word, said=""):
    found = one(pk)
    applications.move(found, Move(word), actor="clerk", reason="looked at", said=said,
                      at=now())
def granted(pk):
    move(pk, "accept")
    for condition in terms_of(LOAN, one(pk).received_at).conditions:
        find(one(pk), condition, outcome=Finding.Outcome.MET, evidence="見た",
             actor="clerk", at=now())
    move(pk, "grant")
"""


@pytest.fixture(scope="module")
def boxes(two_boxes: Pair) -> Pair:
    for box in two_boxes:
        box.do(BOTH)
    two_boxes.public.do(PUBLIC)
    two_boxes.console.do(CONSOLE)
    two_boxes.carry("now()")
    return two_boxes


def carry(boxes: Pair) -> None:
    """Carry to and fro, so that each has heard what the other took."""
    for _ in range(2):
        boxes.carry("now()")


def applied(box: Box, **more: str) -> str:
    return str(box.ask(f"applied(**{more!r})"))


def test_applied_for_on_the_internet_part_and_decided_in_the_console(
    boxes: Pair,
) -> None:
    console, public = boxes
    pk = applied(public, mail="hana@carrier.example")
    carry(boxes)
    assert console.ask(f"number_of(one({pk!r}))") == public.ask(
        f"number_of(one({pk!r}))"
    )
    assert console.ask(f"one({pk!r}).applicant.name") == "青木 ハナ"
    assert console.ask(f"one({pk!r}).applicant.answers['birthday']") == "1948-02-03"
    assert console.ask(f"one({pk!r}).get_way_display()") == "ウェブの申込み"
    before = len(list(public.ask("letters()")))  # type: ignore[call-overload]
    console.do(f"granted({pk!r})")
    console.do(
        f"applications.write_letter(one({pk!r}), 'granted', actor='clerk', at=now(),"
        " dated_on=timezone.localdate(), fields={'name': '青木 ハナ',"
        f" 'number': number_of(one({pk!r})), 'address': '', 'spokesperson': ''}})"
    )
    carry(boxes)
    assert public.ask(f"state({pk!r})") == "granted"
    # The console's letter by mail was written here, and its link leads here.
    sent = list(public.ask("letters()"))[before:]  # type: ignore[call-overload]
    assert public.ask(f"links.word_of(one({pk!r}))") in sent[-1]
    assert not console.ask("Address.objects.filter(key__contains='hana').exists()")
    page = str(public.ask(f"page({pk!r})"))
    assert "青木 ハナ" in page  # The letter names its reader.
    # What was written lies in the console alone, once nobody may correct it here.
    assert public.ask(f"one({pk!r}).applicant.name") == ""
    assert public.ask(f"one({pk!r}).answers") == {}
    public.do("Message.objects.filter(purpose='letter').update(state='sent')")
    carry(boxes)
    assert console.ask(f"Message.objects.get(about={pk!r}).state") == "sent"


def test_a_receipt_s_number_and_code_hold_on_both_boxes(boxes: Pair) -> None:
    console, public = boxes
    pk = applied(public)
    carry(boxes)
    code = console.ask(f"links.code_of(one({pk!r}))")
    number = console.ask(f"number_of(one({pk!r}))")
    assert "-50" in str(number)
    assert public.ask(f"str(links.by_code({number!r}, {code!r}).pk)") == pk


def test_what_the_console_asks_to_be_corrected_is_corrected_here(boxes: Pair) -> None:
    console, public = boxes
    pk = applied(public)
    carry(boxes)
    console.do(f"move({pk!r}, 'return', '番地をお書きください')")
    carry(boxes)
    assert "番地をお書きください" in str(public.ask(f"page({pk!r})"))
    assert public.ask(f"corrects({pk!r})") == 302
    carry(boxes)
    assert console.ask(f"one({pk!r}).applicant.address") == "ひばり市本町9-9"
    assert console.ask(f"state({pk!r})") == "received"
    assert not console.ask(f"one({pk!r}).crossings.exists()")
    # And what the clerk puts right is what the applicant sees.
    console.do(
        f"who = applications.Who(name='青木 花子', address='ひばり市本町9-9');"
        f"applications.correct(one({pk!r}), who=who, answers={{'police-device': 'no'}},"
        " actor='clerk', reason='telephone', at=now())"
    )
    carry(boxes)
    assert public.ask(f"one({pk!r}).applicant.name") == "青木 花子"


def test_a_correction_that_crosses_the_office_s_is_set_aside_for_the_clerk(
    boxes: Pair,
) -> None:
    console, public = boxes
    pk = applied(public)
    carry(boxes)
    console.do(f"move({pk!r}, 'return', '番地をお書きください')")
    assert public.ask(f"corrects({pk!r})") == 302
    carry(boxes)
    # Nobody's words are lost, and nobody's are overwritten.
    assert console.ask(f"state({pk!r})") == "returned"
    assert console.ask(f"one({pk!r}).applicant.address") == "ひばり市本町2-3"
    assert public.ask(f"state({pk!r})") == "returned"
    assert "行き違い" in str(public.ask(f"page({pk!r})"))
    console.do(
        f"crossing.take_over(one({pk!r}).crossings.get(), actor='clerk', at=now())"
    )
    carry(boxes)
    assert console.ask(f"one({pk!r}).applicant.address") == "ひばり市本町9-9"
    assert public.ask(f"one({pk!r}).applicant.address") == "ひばり市本町9-9"
    assert "行き違い" not in str(public.ask(f"page({pk!r})"))


def test_a_withdrawal_crosses_a_decision(boxes: Pair) -> None:
    console, public = boxes
    granted, refused = applied(public), applied(public)
    carry(boxes)
    console.do(f"granted({granted!r})")
    console.do(f"move({refused!r}, 'accept'); move({refused!r}, 'refuse')")
    # Both withdraw before the decisions are brought to them.
    for pk in (granted, refused):
        assert public.ask(f"does('application_withdraw', {pk!r})") == 302
    carry(boxes)
    # What was granted may still be given back; what was refused stays refused.
    assert console.ask(f"state({granted!r})") == "withdrawn"
    assert public.ask(f"state({granted!r})") == "withdrawn"
    assert console.ask(f"state({refused!r})") == "refused"
    assert public.ask(f"state({refused!r})") == "refused"
    assert console.ask(f"one({refused!r}).crossings.get().what") == "withdraw"
    console.do(
        f"crossing.answer(one({refused!r}).crossings.get(), said='不承認のままです',"
        " actor='clerk', at=now())"
    )
    carry(boxes)
    assert "不承認のままです" in str(public.ask(f"page({refused!r})"))


def test_files_lost_brought_twice_and_out_of_order_change_nothing_twice(
    boxes: Pair,
) -> None:
    console, public = boxes
    carry(boxes)
    pk = applied(public)
    first = boxes.written(public, "now()")
    assert public.ask(f"corrects({pk!r})") == 302
    second = boxes.written(public, "now()")
    assert first
    assert second
    kept = first.read_bytes()
    first.unlink()
    assert boxes.taken(console, "now()") == ["Missing"]
    assert not console.ask(f"Application.objects.filter(pk={pk!r}).exists()")
    boxes.again(public, first)
    assert first.read_bytes() == kept
    assert boxes.taken(console, "now()") == []
    assert boxes.taken(console, "now()") == []
    assert console.ask(f"one({pk!r}).applicant.address") == "ひばり市本町9-9"
    assert console.ask(f"one({pk!r}).steps.count()") == 2
    # Nothing of it lies here any more once the console says that it has it.
    assert public.ask(f"Waiting.objects.filter(key={pk!r}).count()") == 2
    carry(boxes)
    assert not public.ask(f"Waiting.objects.filter(key={pk!r}).count()")


def test_news_from_before_an_act_do_not_undo_it(boxes: Pair) -> None:
    console, public = boxes
    pk = applied(public)
    carry(boxes)
    console.do(f"move({pk!r}, 'accept')")
    boxes.written(console, "now()")
    assert public.ask(f"does('application_withdraw', {pk!r})") == 302
    assert boxes.taken(public, "now()") == []
    assert public.ask(f"state({pk!r})") == "withdrawn"
    carry(boxes)
    for box in boxes:
        assert box.ask(f"state({pk!r})") == "withdrawn"


def test_a_paper_travels_sealed_and_leaves_its_name(boxes: Pair) -> None:
    console, public = boxes
    pk = applied(public)
    public.do(
        "from django.core.files.uploadedfile import SimpleUploadedFile\n"
        "pdf = b'%PDF-1.4 secret of hana %%EOF'\n"
        f"said = does('application_paper', {pk!r},"
        " paper=SimpleUploadedFile('規約.pdf', pdf))"
    )
    assert public.ask("said") == 302
    assert public.ask(f"bytes(one({pk!r}).papers.get().content)") == "b''"
    file = boxes.written(public, "now()")
    assert file
    assert b"hana" not in file.read_bytes()
    carry(boxes)
    content = console.ask(f"bytes(one({pk!r}).papers.get().content)")
    assert "secret of hana" in str(content)
    carry(boxes)
    assert "規約.pdf" in str(public.ask(f"page({pk!r})"))


def test_who_is_forgotten_in_the_console_is_forgotten_on_the_internet_part(
    boxes: Pair,
) -> None:
    console, public = boxes
    pk = applied(public, mail="wasure@carrier.example")
    carry(boxes)
    console.do(f"move({pk!r}, 'withdraw')")
    carry(boxes)
    assert public.ask(f"state({pk!r})") == "withdrawn"
    console.do(
        "from machimori_office.desk.privacy import erasing\n"
        "erasing.erase('wasure@carrier.example', actor='clerk', reason='asked',"
        " at=now())"
    )
    carry(boxes)
    assert not public.ask(f"Application.objects.filter(pk={pk!r}).exists()")
    assert not any("wasure" in t for t in list(public.ask("letters()")))  # type: ignore[call-overload]
    # And what ended long ago ends there too.
    other = applied(public)
    carry(boxes)
    console.do(f"move({other!r}, 'withdraw')")
    carry(boxes)
    boxes.carry("now() + timedelta(days=91)")
    assert not public.ask(f"Application.objects.filter(pk={other!r}).exists()")
    assert console.ask(f"Application.objects.filter(pk={other!r}).exists()")


@pytest.mark.parametrize(
    "hostile",
    [
        "{'at': now().isoformat(), 'seen': 'x'}",
        "{'at': now().isoformat(), 'more': 1}",
        "{'at': now().isoformat(), 'arrived': {'procedure': 'recorders',"
        " 'fiscal_year': 2026, 'number': 7, 'variety': 'ja', 'written': WRITTEN}}",
        "{'at': now().isoformat(), 'arrived': {'procedure': 'weapons',"
        " 'fiscal_year': 2026, 'number': 60001, 'variety': 'ja', 'written': WRITTEN}}",
        "{'at': now().isoformat(), 'arrived': {'procedure': 'recorders',"
        " 'fiscal_year': 2026, 'number': 60001, 'variety': 'ja',"
        " 'written': WRITTEN | {'name': 'x' * 81}}}",
        "{'at': now().isoformat(), 'enclosed': {'kind': '', 'name': 'a.html',"
        " 'content_type': 'text/html', 'content': 'PGI-'}}",
    ],
)
def test_a_hostile_file_is_refused_whole(boxes: Pair, hostile: str) -> None:
    console, public = boxes
    carry(boxes)
    good = applied(public)
    files = int(str(public.ask("Parcel.objects.filter(direction='out').count()")))
    public.do(
        "WRITTEN = dict.fromkeys(['name', 'kana', 'spokesperson', 'postal_code',"
        " 'address', 'phone', 'mail'], '') | {'answers': {}}\n"
        f"services.post('application', {good!r}, {hostile}, at=now())"
    )
    file = boxes.written(public, "now()")
    assert file
    before = console.ask("Application.objects.count()")
    assert boxes.taken(console, "now()") == ["Unreadable"]
    assert console.ask("Application.objects.count()") == before
    # The internet part is brought back to before its crime.
    public.do(
        f"Waiting.objects.filter(key={good!r}).delete();"
        f"Parcel.objects.filter(direction='out', sequence__gt={files}).delete();"
        f"Application.objects.filter(pk={good!r}).delete()"
    )
    file.unlink()
