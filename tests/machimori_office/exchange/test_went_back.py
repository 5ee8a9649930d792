"""A box of two that goes back to a backup: all is said anew, nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machimori_office.boxes import Box, Pair
from tests.machimori_office.exchange.test_two_boxes import BOTH, CONSOLE, PUBLIC

EARLY = """
from django.conf import settings
from django.core.management import call_command
from uuid import UUID
from machimori_office.backups import sealing
from machimori_office.backups import services as backups
from machimori_office.backups.rotation import Keeping
at = AT - timedelta(days=42)
soon = at + timedelta(minutes=5)
back_at = at + timedelta(minutes=10)
later = at + timedelta(minutes=20)
def back_up(folder):
    private, public = sealing.make_keys(Path(folder))
    key = sealing.recipient(public)
    made = backups.back_up(Path(folder), recipient=key, keeping=Keeping(), at=at)
    return str(Path(folder) / made.name), str(private)
def go_back(file, key):
    backups.restore(Path(file), key=sealing.opener(Path(key)), at=back_at)
def mail_of_the_police(words):
    raw = f'Subject: x\\r\\n\\r\\n{words}'.encode()
    mail = Arrived(sender='mail-keishicho@police.example',
                   recipient='police@hibari.example', raw=raw, at=at)
    mailbox_of(mail.recipient).takes(mail)
"""
LATE = "at = AT + timedelta(minutes=20); soon = at + timedelta(minutes=5)"


@pytest.fixture
def boxes(two_boxes: Pair) -> Iterator[Pair]:
    """Begin with everything said, at an hour before that of all other tests."""
    console, public = two_boxes
    if not console.ask("'approved' in globals()"):
        two_boxes.do_both(BOTH)
        console.do(CONSOLE)
        public.do(PUBLIC)
        public.do("resident('midori@docomo.example')")
    two_boxes.do_both(EARLY)
    for box in two_boxes:
        box.do(f"settings.EXCHANGE_OUT = {str(two_boxes.way)!r}")
    two_boxes.settle()
    yield two_boxes
    for box in two_boxes:
        box.do("settings.EXCHANGE_OUT = ''")
    two_boxes.do_both(LATE)


def went_back(box: Box, kept: object) -> None:
    file, key = kept  # type: ignore[misc]
    box.do(f"go_back({file!r}, {key!r})")


def lose_files(pair: Pair) -> None:
    """Take all files out of the folder between the boxes."""
    for file in pair.way.iterdir():
        file.unlink()


def carry_both_ways(pair: Pair) -> None:
    """Carry as jobs do: what is refused now may be taken in the next round."""
    for _round in range(3):
        for sender, taker in (tuple(pair), tuple(pair)[::-1]):
            pair.written(sender, "later")
            pair.taken(taker, "later")


def states(box: Box, *alerts: object) -> list[object]:
    asked = "Alert.objects.filter(pk={!r}).values_list('state', flat=True).first()"
    return [box.ask(asked.format(pk)) for pk in alerts]


def test_what_went_out_before_the_internet_part_went_back_goes_out_once(
    boxes: Pair, tmp_path: Path
) -> None:
    console, public = boxes
    known = console.ask("str(approved().pk)")
    boxes.settle()
    kept = public.ask(f"back_up({str(tmp_path)!r})")
    gone = console.ask("str(approved().pk)")
    boxes.settle()
    public.do("sending.queue_due(soon); sent()")
    waiting = console.ask("str(approved().pk)")
    console.do("District.objects.update(name_ja='本町一丁目')")
    boxes.settle()
    assert states(console, known, gone, waiting) == ["sent", "sent", "approved"]

    went_back(public, kept)
    lose_files(boxes)
    mails = public.ask("Message.objects.count()")
    carry_both_ways(boxes)
    # Nobody there knows whether they went: a person decides.
    assert states(public, known, gone, waiting) == ["draft"] * 3
    assert states(console, known, gone, waiting) == ["sent", "sent", "draft"]
    assert public.ask("District.objects.get(code='honcho').name_ja") == "本町一丁目"
    public.do("sending.queue_due(later)")
    assert public.ask("Message.objects.count()") == mails

    console.do(
        f"a = Alert.objects.get(pk={waiting!r});"
        "a = approving.ask(alert=a, version=a.version, by=tanaka, at=later);"
        "approving.approve(alert=a, version=a.version, by=suzuki, at=later,"
        " stands_because='確かめた')"
    )
    carry_both_ways(boxes)
    assert states(public, waiting) == ["approved"]


def test_a_letter_of_before_is_held_when_the_internet_part_went_back(
    boxes: Pair, tmp_path: Path
) -> None:
    console, public = boxes
    console.do(LETTER)
    kept = public.ask(f"back_up({str(tmp_path)!r})")
    console.do("letter(at)")
    boxes.settle()
    went_back(public, kept)
    lose_files(boxes)
    carry_both_ways(boxes)
    letters = "list(Message.objects.filter(purpose='letter').values_list('state'))"
    before = public.ask(letters)
    assert isinstance(before, list)
    assert ["held"] in before
    console.do("letter(later)")
    carry_both_ways(boxes)
    assert public.ask(f"{letters}.count(('queued',))") == 1


LETTER = """
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.queueing import Posting, Wording, queue_one
def letter(at):
    words = {'ja': Wording(subject='x', text='y')}
    posting = Posting(purpose=Message.Purpose.LETTER, wordings=words, not_before=at)
    queue_one(posting, to=read_address('one@x.example'), at=at)
"""


def test_the_console_hears_again_what_it_lost_and_is_heard_again(
    boxes: Pair, tmp_path: Path
) -> None:
    console, public = boxes
    arrivals = "Arrival.objects.count()"
    public.do("mail_of_the_police('before')")
    boxes.settle()
    kept = console.ask(f"back_up({str(tmp_path)!r})")
    public.do("mail_of_the_police('since')")
    boxes.settle()
    heard = console.ask(arrivals)
    # What it said since then, and will not know.
    public.do(
        "from machimori_office.exchange.models import Item;"
        "Item.objects.create(direction='in', kind='publication', key=str(UUID(int=7)),"
        " sha256='x', at=at)"
    )

    went_back(console, kept)
    lose_files(boxes)
    assert console.ask(arrivals) == int(str(heard)) - 1
    carry_both_ways(boxes)
    assert console.ask(arrivals) == heard
    # What the console does not know any more has ended over there too.
    assert not public.ask("Item.objects.filter(kind='publication').count()")
    public.do("mail_of_the_police('afterwards')")
    console.do("at = later")
    ordered = console.ask("str(approved().pk)")
    carry_both_ways(boxes)
    assert console.ask(arrivals) == int(str(heard)) + 1
    assert states(public, ordered) == ["approved"]


def test_where_the_files_are_gone_both_say_everything(
    boxes: Pair, tmp_path: Path
) -> None:
    console, public = boxes
    kept = public.ask(f"back_up({str(tmp_path)!r})")
    console.do("District.objects.update(name_ja='本町二丁目')")
    boxes.settle()
    went_back(public, kept)
    lose_files(boxes)
    console.do("[file.unlink() for file in services._kept().iterdir()]")
    carry_both_ways(boxes)
    assert public.ask("District.objects.get(code='honcho').name_ja") == "本町二丁目"
    console.do("District.objects.update(name_ja='本町')")
    carry_both_ways(boxes)
    assert public.ask("District.objects.get(code='honcho').name_ja") == "本町"


def test_everything_said_anew_changes_nothing(boxes: Pair) -> None:
    boxes.console.do("approved()")
    boxes.settle()
    rows = (
        "from machimori_office.audit.models import Entry;"
        "said = (Alert.objects.count(), Message.objects.count(),"
        " District.objects.count(),"
        " Entry.objects.exclude(action__startswith='exchange.').count())"
    )
    before = [(box.do(rows), box.ask("said"))[1] for box in boxes]
    for box in boxes:
        box.do("call_command('say_all_anew')")
        lose_files(boxes)
        carry_both_ways(boxes)
    assert [(box.do(rows), box.ask("said"))[1] for box in boxes] == before


def test_an_old_file_that_says_everything_is_not_taken_twice(boxes: Pair) -> None:
    console, public = boxes
    console.do("call_command('say_all_anew')")
    file = boxes.written(console, "later")
    assert file
    assert boxes.taken(public, "later") == []
    console.do("approved()")
    boxes.settle("later")
    public.do(
        "try:\n"
        f"    said = services.import_(Path({str(file)!r}), at=later)\n"
        "except errors.ParcelRefused as refused:\n"
        "    said = type(refused).__name__"
    )
    assert public.ask("said") == "Replayed"
