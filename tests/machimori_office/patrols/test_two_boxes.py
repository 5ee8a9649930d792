"""Patrols between console and internet part: two processes, two databases, files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.machimori_office.boxes import Pair

WALKING = """
from datetime import timedelta
from machimori_office.concerns.models import Concern
from machimori_office.outbox.models import Letter
from machimori_office.patrols import own_page, presses
from machimori_office.patrols.models import *
from machimori_office.patrols.services import cancelling, members, reports, turns
from tests.machimori_office.patrols.walking import *
def of(pk):
    return Member.objects.get(pk=pk)
def page(pk, at=NOW):
    return own_page.own_page(of(pk), at)
def pressed(pk, do, on, at=NOW, **typed):
    presses.keep(of(pk), do, str(on), typed, at=at)
def turn_of(pk):
    return Turn.objects.get(member=pk)
def asked(pk):
    return [[p.do, p.state, p.why_en] for p in Press.objects.filter(member=pk)]
"""
MEMBERS = """
aoki = member("青木 明", mail="aoki@city.example")
ueda = member("上田 薫", mail="ueda@city.example")
words = {}
for who in (aoki, ueda):
    link = members.send_link(who, actor=STAFF, at=NOW)
    words[who.pk] = link.rstrip("/").rpartition("/")[2]
shift = watch(TOMORROW)
turns.sign_up(shift, aoki, actor=STAFF, at=NOW)
month = {"last_on": date(2026, 5, 31), "state": "published", "published_at": NOW}
Roster.objects.get_or_create(
    first_on=date(2026, 5, 1), defaults=month | {"asked_by": STAFF, "asked_at": NOW}
)
"""
CLEAR = """
for model in (Press, Report, Turn, Shift, PolicePaper, Link, Member):
    model.objects.all().delete()
"""


@pytest.fixture
def pair(two_boxes: Pair) -> Iterator[Pair]:
    console, _public = two_boxes
    two_boxes.do_both(WALKING)
    console.do(MEMBERS)
    ids = console.ask("[aoki.pk, ueda.pk, str(shift.pk)]")
    two_boxes.do_both(f"aoki, ueda, watch_pk = {ids!r}")
    two_boxes.settle("NOW")
    yield two_boxes
    console.do(CLEAR)
    two_boxes.settle("NOW")


def test_a_member_opens_their_page_and_nothing_says_who_it_is(pair: Pair) -> None:
    console, public = pair
    word = console.ask("words[aoki]")
    assert public.ask(f"members.member_of({word!r}, at=NOW).pk") == console.ask("aoki")
    assert public.ask("[t.shift.school.name for t in page(aoki).later]") == [
        "daiichi小学校"
    ]
    assert public.ask("str(page(aoki).holds_until)") == "2027-03-31"
    about = "[[m.name, m.section, m.mail, m.phone] for m in Member.objects.all()]"
    assert public.ask(about) == [["", "", "", ""], ["", "", "", ""]]
    assert public.ask("[p.area for p in PolicePaper.objects.all()]") == ["", ""]


def test_a_member_signs_up_and_the_answer_comes_back(pair: Pair) -> None:
    console, public = pair
    assert public.ask("[str(s.pk) for s in page(ueda).open]") == [
        console.ask("watch_pk")
    ]
    public.do("pressed(ueda, 'sign-up', watch_pk); pressed(ueda, 'sign-up', watch_pk)")
    assert public.ask("sorted(page(ueda).sent)") == [
        f"sign-up:{console.ask('watch_pk')}"
    ]
    pair.settle("NOW")
    assert console.ask("Turn.objects.filter(member=ueda).count()") == 1
    assert public.ask("len(page(ueda).later)") == 1
    assert public.ask("asked(ueda)") == [["sign-up", "done", ""]]
    assert public.ask("[page(ueda).waiting, page(ueda).refused]") == [[], []]


def test_a_turn_changes_hands_over_files(pair: Pair) -> None:
    _console, public = pair
    public.do("pressed(aoki, 'swap', turn_of(aoki).pk)")
    pair.settle("NOW")
    public.do("pressed(ueda, 'take', page(ueda).offered[0].pk)")
    pair.settle("NOW")
    for box in pair:
        assert box.ask("[t.member_id for t in Turn.objects.all()]") == [box.ask("ueda")]
    assert public.ask("[len(page(aoki).later), len(page(ueda).later)]") == [0, 1]


def test_a_swap_that_crossed_with_a_change_is_refused_in_words(pair: Pair) -> None:
    console, public = pair
    public.do("pressed(aoki, 'swap', turn_of(aoki).pk)")
    how = "actor=STAFF, reason='担当の変更', at=NOW"
    console.do(f"turns.take_off(turn_of(aoki), {how})")
    before = console.ask("Letter.objects.count()")
    pair.settle("NOW")
    ((do, state, why),) = public.ask("asked(aoki)")  # type: ignore[misc]
    assert (do, state) == ("swap", "refused")
    assert why
    assert public.ask("[p.shift.on == TOMORROW for p in page(aoki).refused]") == [True]
    assert console.ask("Letter.objects.count()") == int(str(before)) + 1
    assert "daiichi小学校 " in str(public.ask("Letter.objects.latest('pk').text"))


def test_two_who_take_the_same_turn_get_an_answer_each(pair: Pair) -> None:
    console, public = pair
    public.do("pressed(aoki, 'swap', turn_of(aoki).pk)")
    pair.settle("NOW")
    console.do("sato = member('佐藤 実').pk")
    console.do("turns.take_over(Swap.objects.get(), of(sato), actor=STAFF, at=NOW)")
    public.do("pressed(ueda, 'take', page(ueda).offered[0].pk)")
    pair.settle("NOW")
    assert console.ask("Turn.objects.get().member_id == sato")
    assert public.ask("asked(ueda)[0][1]") == "refused"


def test_rain_is_on_the_pages_and_everybody_is_told(pair: Pair) -> None:
    console, public = pair
    console.do(
        "cancelling.cancel(TOMORROW, kind='', why=Shift.Why.RAIN, actor=STAFF, at=NOW)"
    )
    pair.settle("NOW")
    shown = "[t.shift.cancelled_because for t in page(aoki).later]"
    assert public.ask(shown) == ["rain"]
    assert "中止" in str(public.ask("Letter.objects.latest('pk').subject"))
    console.do("cancelling.hold_after_all(shift, actor=STAFF, reason='晴れた', at=NOW)")
    pair.settle("NOW")
    assert public.ask(shown) == [""]


def test_the_hour_of_a_press_holds_however_late_it_arrives(pair: Pair) -> None:
    console, public = pair
    pair.do_both("then = NOW + timedelta(days=1, hours=5, minutes=20)")
    public.do("pressed(aoki, 'here', turn_of(aoki).pk, then)")
    pair.settle("then + timedelta(days=1)")
    assert console.ask("str(turn_of(aoki).here_at)") == "2026-05-12 05:15:00+00:00"
    public.do("pressed(aoki, 'done', turn_of(aoki).pk, then + timedelta(hours=1))")
    pair.settle("then + timedelta(days=1)")
    assert console.ask("turn_of(aoki).done_at is not None")


def test_a_report_becomes_a_record_and_a_concern(pair: Pair) -> None:
    console, public = pair
    pair.do_both("then = NOW + timedelta(days=1, hours=7)")
    told = {
        "weather": "fine",
        "seen": "lamp",
        "people": "2",
        "cars": "0",
        "minutes": "60",
        "note": "",
        "worry_kind": "lamp",
        "worry_text": "街灯が切れている",
        "worry_place": "",
    }
    public.do(f"pressed(aoki, 'report', watch_pk, then, **{told!r})")
    public.do("turn = turn_of(aoki)")
    pair.settle("then")
    assert console.ask("Report.objects.get().seen") == "lamp"
    assert console.ask("Concern.objects.get().text") == "街灯が切れている"
    assert public.ask("Shift.objects.get().is_reported_there") is True
    assert public.ask("Concern.objects.count()") == 0


def test_what_nobody_could_press_is_refused_and_blocks_no_file(pair: Pair) -> None:
    console, public = pair
    public.do(
        "from machimori_office.exchange.services import post\n"
        "said = {'member': aoki, 'do': 'report', 'pk': watch_pk, 'at': str(NOW),"
        " 'shift': watch_pk,"
        " 'typed': {'people': '-1'}}\n"
        "from uuid import uuid4\n"
        "post('patrol_press', str(uuid4()), said, at=NOW)"
    )
    pair.settle("NOW")
    assert console.ask("asked(aoki)[0][1]") == "refused"


def test_days_away_arrive_and_who_leaves_is_forgotten(pair: Pair) -> None:
    console, public = pair
    public.do(
        "pressed(ueda, 'away', '1/2', first_on='2026-06-01', last_on='2026-06-03')"
    )
    pair.settle("NOW")
    assert console.ask("[str(a.last_on) for a in of(ueda).away.all()]") == [
        "2026-06-03"
    ]
    console.do(
        "members.leave(of(ueda), on=TODAY, actor=STAFF, reason='異動のため', at=NOW)"
    )
    pair.settle("NOW")
    assert public.ask("Member.objects.filter(pk=ueda).count()") == 0
    assert public.ask("Link.objects.filter(member=ueda).count()") == 0


def test_a_month_laid_out_anew_replaces_what_was_there(pair: Pair) -> None:
    console, public = pair
    console.do("Turn.objects.all().delete(); Shift.objects.all().delete()")
    console.do("watch(TOMORROW)")
    pair.settle("NOW")
    assert public.ask("[str(s.pk) for s in Shift.objects.all()]") == console.ask(
        "[str(s.pk) for s in Shift.objects.all()]"
    )


def test_watches_that_are_long_over_are_forgotten_there(pair: Pair) -> None:
    _console, public = pair
    pair.settle("NOW + timedelta(days=90)")
    assert public.ask("[Shift.objects.count(), Turn.objects.count()]") == [0, 0]


def test_a_press_is_done_once_though_its_file_was_lost_and_came_twice(
    pair: Pair,
) -> None:
    console, public = pair
    public.do("pressed(ueda, 'sign-up', watch_pk)")
    then = "pressed(aoki, 'swap', turn_of(aoki).pk)"
    pair.comes_late_and_twice(public, then, at="NOW")
    assert console.ask("Turn.objects.filter(member=ueda).count()") == 1
    assert public.ask("[state for _do, state, _why in asked(ueda)]") == ["done"]
    assert console.ask("Press.objects.count()") == 2
