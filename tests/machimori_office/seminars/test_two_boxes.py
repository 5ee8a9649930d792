"""Seminars between console and internet part: two processes, two databases, files."""

from __future__ import annotations

import pytest

from tests.machimori_office.boxes import Pair

HOLDING = """
from datetime import timedelta
from machimori_office.seminars import personal
from machimori_office.seminars.errors import SeatsElsewhere
from machimori_office.seminars.services import door
from machimori_office.web.errors import NotNow
from tests.machimori_office.seminars.holding import *
NAMES = ("山田 花子", "佐藤 実")
def party(name):
    return Participation.objects.select_related("seminar").get(seminar=pk, name=name)
def states():
    there = Participation.objects.filter(seminar=pk)
    return sorted([p.name, p.state, p.seats, p.wish] for p in there)
def signed_up(name, people=1):
    mail = f"{NAMES.index(name)}.{pk}@x.example"
    who = party_of(people, mail, name)
    signing_up.ask(mine(), who, asked_from=str(pk), at=NOW)
    signing_up.confirm(party(name), at=NOW)
def refusal_of(act):
    try:
        act()
    except (NotNow, SeatsElsewhere) as error:
        return type(error).__name__
    return ""
def mine():
    return Seminar.objects.get(pk=pk)
"""


@pytest.fixture
def pair(two_boxes: Pair) -> Pair:
    two_boxes.do_both(HOLDING)
    return two_boxes


def published(pair: Pair, changes: str = "") -> None:
    """Publish a seminar in the console, and carry it."""
    pk = str(pair.console.ask(f"str(published({changes}).pk)"))
    pair.do_both(f"pk = {pk!r}")
    pair.settle("NOW")


def test_a_seminar_is_planned_here_and_signed_up_for_there(pair: Pair) -> None:
    published(pair)
    console, public = pair
    about = "[mine().title_ja, mine().topics.count()]"
    assert public.ask(about) == ["市民防犯講習会", 2]
    public.do("signed_up('山田 花子', 2)")
    pair.settle("NOW")
    assert console.ask("states()") == [["山田 花子", "booked", 2, ""]]
    assert console.ask("[mine().taken, is_sound(mine())]") == [2, True]
    assert console.ask("party('山田 花子').mail") == ""
    assert console.ask("party('山田 花子').is_written_to") is True


def test_a_call_and_a_press_at_once_take_one_seat(pair: Pair) -> None:
    published(pair, "capacity=1")
    console, public = pair
    console.do("entered(mine(), caller())")
    assert console.ask("states()") == [["鈴木 正", "asked", 0, "enter"]]
    public.do("signed_up('山田 花子')")
    pair.settle("NOW")
    for box in pair:
        assert box.ask("states()") == [
            ["山田 花子", "booked", 1, ""],
            ["鈴木 正", "waiting", 0, ""],
        ]
        assert box.ask("is_sound(mine())") is True
    assert console.ask("party('鈴木 正').to_call") == "waiting"


def test_a_free_seat_goes_to_who_waits_and_the_office_calls_them(pair: Pair) -> None:
    published(pair, "capacity=1")
    console, public = pair
    public.do("signed_up('山田 花子')")
    console.do("entered(mine(), caller())")
    pair.settle("NOW")
    public.do("signing_up.withdraw(party('山田 花子'), at=NOW)")
    pair.settle("NOW")
    offered = "[party('鈴木 正').state, party('鈴木 正').to_call]"
    assert console.ask(offered) == ["offered", "offered"]
    console.do("signing_up.accept(party('鈴木 正'), actor=STAFF, at=NOW)")
    again = "signing_up.withdraw(party('鈴木 正'), actor=STAFF, at=NOW)"
    assert console.ask(f"refusal_of(lambda: {again})") == "NotNow"
    pair.settle("NOW")
    for box in pair:
        assert box.ask("party('鈴木 正').state") == "booked"
        assert box.ask("is_sound(mine())") is True


def test_both_cancel_at_once_and_it_is_cancelled_once(pair: Pair) -> None:
    published(pair, "capacity=1")
    console, public = pair
    public.do("signed_up('山田 花子'); signed_up('佐藤 実')")
    pair.settle("NOW")
    console.do("signing_up.withdraw(party('山田 花子'), actor=STAFF, at=NOW)")
    public.do("signing_up.withdraw(party('山田 花子'), at=NOW)")
    pair.settle("NOW")
    for box in pair:
        assert box.ask("states()") == [
            ["佐藤 実", "offered", 1, ""],
            ["山田 花子", "withdrawn", 0, ""],
        ]


def test_fewer_seats_than_were_taken_meanwhile_there_cannot_be(pair: Pair) -> None:
    published(pair)
    console, public = pair
    public.do("signed_up('山田 花子', 3)")
    fewer = "mine(), {'capacity': 1}, TOPICS, actor=STAFF, at=NOW"
    console.do(f"planning.change({fewer})")
    pair.settle("NOW")
    for box in pair:
        assert box.ask("[mine().capacity, mine().taken]") == [3, 3]


def test_who_signed_up_hears_from_the_internet_part_that_it_is_off(pair: Pair) -> None:
    published(pair)
    console, public = pair
    public.do("signed_up('山田 花子')")
    console.do("entered(mine(), caller())")
    pair.settle("NOW")
    why = "because='大雪', actor=STAFF, reason='大雪のため', at=NOW"
    console.do(f"planning.call_off(mine(), {why})")
    assert console.ask("party('鈴木 正').to_call") == "called_off"
    assert console.ask("party('山田 花子').to_call") == ""
    pair.settle("NOW")
    assert "中止" in str(public.ask("letters()[-1]"))
    assert public.ask("mine().called_off_because") == "大雪"
    again = "actor=STAFF, reason='雪がやんだ', at=NOW"
    console.do(f"planning.hold_after_all(mine(), {again})")
    before = public.ask("len(letters())")
    pair.settle("NOW")
    assert public.ask("mine().state") == "open"
    assert public.ask("len(letters())") == int(str(before)) + 1


def test_the_door_counts_from_its_hour_and_the_other_box_no_longer(pair: Pair) -> None:
    published(pair)
    console, public = pair
    public.do("signed_up('山田 花子', 2)")
    pair.settle("NOW")
    pair.do_both("early, late = (BEGINS - timedelta(minutes=m) for m in (120, 30))")
    walk = "door.walk_in(mine(), 1, name='', actor=STAFF, at={})"
    early = walk.format("early")
    assert console.ask(f"refusal_of(lambda: {early})") == "SeatsElsewhere"
    console.do(walk.format("late"))
    console.do("door.arrive(party('山田 花子'), 2, actor=STAFF, at=late)")
    leave = "signing_up.withdraw(party('山田 花子'), at=late)"
    assert public.ask(f"refusal_of(lambda: {leave})") == "SeatsElsewhere"
    console.do("planning.finish(mine(), actor=STAFF, at=BEGINS)")
    pair.settle("BEGINS")
    assert public.ask("[mine().state, mine().came]") == ["held", 3]
    counts = "[mine().came, mine().walked_in, mine().signed_up]"
    assert console.ask(counts) == [3, 1, 2]


def test_a_sign_up_that_is_heard_of_late_finds_the_door_s_count(pair: Pair) -> None:
    published(pair)
    console, public = pair
    public.do("signed_up('山田 花子', 2)")
    console.do("door.walk_in(mine(), 2, name='', actor=STAFF, at=BEGINS)")
    pair.settle("BEGINS")
    assert console.ask("party('山田 花子').state") == "absent"
    assert console.ask("is_sound(mine())") is True


def test_names_end_on_both_boxes_by_the_rule_and_on_request(pair: Pair) -> None:
    published(pair)
    console, public = pair
    public.do("signed_up('山田 花子'); signed_up('佐藤 実')")
    pair.settle("NOW")
    public.do("personal.erase(party('山田 花子').mail, STAFF, '本人から', NOW)")
    pair.settle("NOW")
    assert console.ask("[row[0] for row in states()]") == ["佐藤 実"]
    console.do("door.arrive(party('佐藤 実'), 1, actor=STAFF, at=BEGINS)")
    pair.do_both("end = BEGINS + timedelta(days=40)")
    public.do("personal.delete_due(end)")
    pair.settle("end")
    assert console.ask("[row[0] for row in states()]") == [""]
    console.do("personal.delete_due(end)")
    for box in pair:
        assert box.ask("states()") == []
    assert console.ask("[mine().came, mine().signed_up]") == [1, 1]
    assert console.ask("mine().state") == "held"


def test_a_file_that_is_lost_and_comes_twice_changes_nothing(pair: Pair) -> None:
    published(pair, "capacity=1")
    console, public = pair
    console.do("entered(mine(), caller())")
    lost = pair.written(console, "NOW")
    assert lost
    lost.unlink()
    console.do("entered(mine(), caller(name='高橋 進'))")
    pair.written(console, "NOW")
    assert pair.taken(public, "NOW") == ["Missing"]
    public.do("signed_up('山田 花子')")
    for _time in range(2):
        pair.again(console, lost)
        assert pair.taken(public, "NOW") == []
    pair.settle("NOW")
    for box in pair:
        assert box.ask("states()") == [
            ["山田 花子", "booked", 1, ""],
            ["鈴木 正", "waiting", 0, ""],
            ["高橋 進", "waiting", 0, ""],
        ]
