"""Console and internet part as two processes with two databases, from end to end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.machimori_office.boxes import Box, Pair

TRUSTED = "mail-keishicho@police.example"
BOTH = """
from datetime import timedelta
from pathlib import Path
from machimori_office.alerts.models import Alert, Arrival, Person
from machimori_office.alerts.services import approving, drafting, persons, sending
from machimori_office.exchange import errors, services
from machimori_office.exchange.models import Waiting
from machimori_office.mailroom.registry import Arrived, mailbox_of
from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.people.models import Staff
from machimori_office.places.models import District
from machimori_office.subscriptions.figures import headcounts
from machimori_office.subscriptions.models import Movement, Subscriber
from machimori_office.subscriptions.periodic import count_readers, take_headcount
from machimori_office.alerts.reading import outlook
from machimori_office.desk.delivery.other_box import todo
from tests.machimori_office.alerts.sheets import AT, DESCRIBED, SHEET
at = AT + timedelta(minutes=20)
soon = at + timedelta(minutes=5)
said = None
"""
CONSOLE = """
from machimori_office.people.models import Organisation
from tests.machimori_office.cast import make_staff
division = Organisation.objects.create(name="ひばり市 地域安全課")
tanaka = make_staff("tanaka", "operator", division)
suzuki = make_staff("suzuki", "approver", division)
District.objects.create(code="honcho", name_ja="本町")
def approved(sheet=SHEET):
    a = drafting.draft(sheet=sheet, by=tanaka, at=at)
    a = approving.ask(alert=a, version=a.version, by=tanaka, at=at)
    return approving.approve(
        alert=a, version=a.version, by=suzuki, at=at, stands_because="確かめた"
    )
def steered(act, pk, by=suzuki):
    return act(alert=Alert.objects.get(pk=pk), by=by, at=at, reason="様子を見る").state
"""
PUBLIC = """
def resident(address):
    row = Address.objects.create(
        address=address, key=address, domain="docomo.example", created_at=at
    )
    Subscriber.objects.create(address=row, way="mail", confirmed_at=at)
def sent(how="sent"):
    Message.objects.update(
        state=how, accepted=2, started_at=at, finished_at=at + timedelta(minutes=1)
    )
    Delivery.objects.update(state=2, answered_at=at, answer="mx 250 2.0.0 Ok")
    sending.follow_deliveries(at)
"""


@pytest.fixture(scope="module")
def boxes(two_boxes: Pair) -> Pair:
    console, public = two_boxes
    for box in two_boxes:
        box.do(BOTH)
    console.do(CONSOLE)
    public.do(PUBLIC)
    for address in ("midori@docomo.example", "aoi@docomo.example"):
        public.do(f"resident({address!r})")
    return two_boxes


@pytest.fixture
def carried(boxes: Pair) -> Callable[[], None]:
    """Carry what each box has to say to the other."""
    return boxes.carry


def state(box: Box, pk: object) -> object:
    return box.ask(f"Alert.objects.get(pk={pk!r}).state")


def test_an_alert_is_approved_in_the_console_and_sent_by_the_other_box(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    pk = console.ask("str(approved(DESCRIBED).pk)")
    carried()
    assert state(public, pk) == "approved"
    assert public.ask("Person.objects.count()") == 1
    public.do("sending.queue_due(soon); sent()")
    carried()
    carried()
    assert state(console, pk) == "sent"
    assert console.ask("Alert.objects.get().message.accepted") == 2
    assert console.ask("Alert.objects.get().went_out_at is not None")


def test_no_name_goes_out_and_no_address_comes_in(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    console.do("approved()")
    carried()
    names = public.ask("list(Staff.objects.values_list('display_name', flat=True))")
    assert set(map(str, names)) == {"庁内の職員"}  # type: ignore[call-overload]
    assert not public.ask("Staff.objects.filter(is_active=True).count()")
    assert not console.ask("Address.objects.count() + Delivery.objects.count()")
    assert public.ask("District.objects.get().name_ja") == "本町"


def test_the_console_says_how_many_a_mail_reaches_by_the_other_box_s_count(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    console.do("draft = drafting.draft(sheet=SHEET, by=tanaka, at=at)")
    assert console.ask("outlook(draft, at).reach.count") is None
    assert console.ask("list(outlook(draft, at).why_two)") == ["wide"]
    public.do("count_readers(at); take_headcount(at)")
    carried()
    assert console.ask("outlook(draft, at).reach.count") == 2
    assert console.ask("outlook(draft, at).reach.counted_at == at")
    assert console.ask("list(outlook(draft, at).why_two)") == []
    # The console counts nobody itself, so nothing overwrites what was reported.
    console.do("take_headcount(at)")
    assert console.ask("headcounts(last=at.date() + timedelta(days=1))['']") == 2


def test_the_console_says_when_mail_stands_still_on_the_other_box(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    console.do("suzuki.role = 'manager'")
    carried()
    tasks = "[str(t.title) for t in todo(suzuki, at)]"
    assert console.ask(tasks) == []
    console.do("approved()")
    carried()
    public.do("sending.queue_due(soon); at = soon + timedelta(minutes=10)")
    carried()
    (said,) = cast(list[str], console.ask("[str(t.why) for t in todo(suzuki, at)]"))
    assert "2026" in said
    public.do("at = soon - timedelta(minutes=5); sent()")
    carried()
    assert console.ask(tasks) == []


SEEKS = """
from machimori_office.alerts.fact_sheet import Relation
from tests.machimori_office.alerts.services.test_persons import everywhere
from tests.machimori_office.alerts.test_published import SOUGHT
def asked(a):
    return approving.ask(alert=a, version=a.version, by=tanaka, at=at)
def approves(a):
    why = "同意を得た氏名"
    return approving.approve(
        alert=a, version=a.version, by=suzuki, at=at, stands_because=why
    )
def sought():
    a = asked(drafting.draft(sheet=SOUGHT, by=tanaka, at=at))
    said = dict(giver="child", way="telephone", given_at=at, by=tanaka, at=at)
    drafting.record_consent(alert=a, **said)
    return approves(a)
def found(pk):
    a = Alert.objects.get(pk=pk)
    return approves(asked(drafting.follow(
        alert=a, relation=Relation.FOUND, by=tanaka, at=at
    )))
"""


def test_who_was_found_is_named_in_neither_box_any_more(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    for box in boxes:
        box.do(SEEKS)
    # Others of that family stand in both from the tests of other duties.
    others = [box.ask("everywhere().count('山田')") for box in boxes]

    def goes_out(approved: str) -> object:
        pk = console.ask(f"str({approved}.pk)")
        carried()
        public.do("sending.queue_due(soon); sent()")
        carried()
        carried()
        return pk

    goes_out(f"found({goes_out('sought()')!r})")
    assert [box.ask("'山田はな' in everywhere()") for box in boxes] == [True, True]
    for box in boxes:
        box.do("persons.erase_found(soon)")
    carried()
    assert [box.ask("everywhere().count('山田')") for box in boxes] == others


def test_what_was_stopped_in_the_console_does_not_go(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    held, gone, late = (console.ask("str(approved().pk)") for _ in range(3))
    carried()
    console.do(f"said = steered(sending.call_back, {gone!r})")
    console.do(
        f"drafting.drop(alert=Alert.objects.get(pk={gone!r}), by=tanaka, at=at,"
        " reason='取りやめ')"
    )
    carried()
    assert not public.ask(f"Alert.objects.filter(pk={gone!r}).count()")
    public.do("sending.queue_due(soon)")
    console.do(f"steered(sending.call_back, {late!r})")
    carried()
    assert state(public, late) == "cancelled"
    assert console.ask(f"steered(sending.hold, {held!r})") == "held"
    carried()
    assert public.ask(f"Alert.objects.get(pk={held!r}).message.state") == "held"
    assert console.ask(f"steered(sending.resume, {held!r})") == "sending"
    carried()
    assert public.ask(f"Alert.objects.get(pk={held!r}).message.state") == "queued"
    carried()
    assert state(console, late) == "cancelled"


def test_a_mail_of_the_police_becomes_a_draft_in_the_console_alone(
    boxes: Pair, carried: Callable[[], None]
) -> None:
    console, public = boxes
    before = public.ask("Alert.objects.count()")
    public.do(
        f"mail = Arrived(sender={TRUSTED!r},"
        " recipient='police@hibari.example', raw=b'Subject: x\\r\\n\\r\\ntest', at=at);"
        "mailbox_of(mail.recipient).takes(mail)"
    )
    assert public.ask("Waiting.objects.count()") == 1
    assert "Subject" not in str(public.ask("Waiting.objects.get().body"))
    carried()
    carried()
    assert not public.ask("Waiting.objects.count()")
    assert public.ask("Alert.objects.count()") == before
    assert console.ask("Arrival.objects.count()") == 1


def test_replayed_lost_and_forged_files_are_refused(
    boxes: Pair, tmp_path: Path
) -> None:
    console, public = boxes
    # Twice: what other tests left is answered, so that only what follows is said.
    boxes.carry()
    boxes.carry()
    before = public.ask("Alert.objects.count()")
    files = []
    for _ in range(3):
        console.do("approved()")
        written = console.ask(f"str(services.export(Path({str(tmp_path)!r}), at=at))")
        files.append(Path(str(written)))

    def take(file: Path) -> object:
        public.do(
            "try:\n"
            f"    said = services.import_(Path({str(file)!r}), at=at)\n"
            "except errors.ParcelRefused as refused:\n"
            "    said = type(refused).__name__"
        )
        return public.ask("said")

    assert take(files[1]) == "Missing"
    assert take(files[0]) == 2
    assert take(files[0]) == "Replayed"
    again = tmp_path / "again"
    number = int(files[1].stem.rpartition("-")[2])
    console.do(f"services.again(Path({str(again)!r}), sequence={number})")
    assert take(again / files[1].name) == 2
    files[2].write_bytes(files[2].read_bytes().replace(b'"go"', b'"ho"'))
    assert take(files[2]) == "Forged"
    assert public.ask("Alert.objects.count()") == int(str(before)) + 2
    console.do(f"services.again(Path({str(tmp_path)!r}), sequence={number + 1})")
    assert take(files[2]) == 2


def test_nothing_new_is_not_said_again(boxes: Pair) -> None:
    console, public = boxes
    way = str(boxes.way)
    console.do("approved()")
    assert console.ask(f"services.export(Path({way!r}), at=at) is not None")
    assert console.ask(f"services.export(Path({way!r}), at=at)") is None
    # An empty file an hour later says that the way is open.
    later = "at + timedelta(hours=1)"
    assert console.ask(f"services.export(Path({way!r}), at={later}) is not None")
    public.do(f"services.import_new(Path({way!r}), at=at)")
