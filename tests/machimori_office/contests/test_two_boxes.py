"""Contests between console and internet part: two processes, two databases, files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.machimori_office.boxes import Pair

CALLING = """
from machimori_office.contests import personal
from machimori_office.contests.services import deciding, letters as links
from machimori_office.outbox.models import Letter
from machimori_office.web.errors import NotNow
from tests.machimori_office.contests.calling import *
from machimori_office.contests.models import Mark, Picture
def mine():
    return Contest.objects.get(pk=pk)
def sent(*works, mail, **who):
    return confirmed(asked(mine(), child(f"{mail}.{pk}@x.example", **who), *works))
def entries():
    return [[e.state, e.text] for e in mine().entries.order_by("number")]
def pictures():
    return Picture.objects.filter(entry__contest=pk).count()
def names():
    return sorted(e.name for e in mine().entrants.all())
def last_letter():
    return Letter.objects.latest("pk")
"""
NUMBERS = count(101)


@pytest.fixture
def pair(two_boxes: Pair) -> Iterator[Pair]:
    console, _public = two_boxes
    two_boxes.do_both(CALLING)
    pk = str(console.ask(f"str(opened(number={next(NUMBERS)}).pk)"))
    two_boxes.do_both(f"pk = {pk!r}")
    two_boxes.settle("NOW")
    yield two_boxes
    two_boxes.do_both("mine().delete()")


def test_an_entry_is_in_the_console_alone_once_that_has_it(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan(), poster(), mail='a', given_name='はると')")
    assert public.ask("[names(), pictures()]") == [["山田 はると"], 1]
    pair.settle("NOW")
    assert console.ask("names()") == ["山田 はると"]
    assert console.ask("[pictures(), mine().entrants.get().consent]") == [1, "mail"]
    assert console.ask("mine().entrants.get().mail") == ""
    assert public.ask("[names(), pictures()]") == [[""], 0]
    assert public.ask("entries()") == [["entered", ""], ["entered", ""]]
    numbers = "[e.number for e in mine().entries.order_by('number')]"
    assert public.ask(numbers) == console.ask(numbers) == [50001, 50002]


def test_the_limit_of_a_person_holds_after_the_name_is_gone(pair: Pair) -> None:
    _console, public = pair
    public.do("sent(slogan('一つめ'), mail='a'); sent(slogan('二つめ'), mail='a')")
    pair.settle("NOW")
    public.do(
        "try:\n"
        "    said = sent(slogan('三つめ'), mail='a')\n"
        "except Exception as error:\n"
        "    said = type(error).__name__"
    )
    assert public.ask("said") == "TooMany"


def test_a_second_work_finds_its_entrant_in_the_console(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan('一つめ'), mail='a')")
    pair.settle("NOW")
    public.do("sent(slogan('二つめ'), mail='a')")
    pair.settle("NOW")
    assert console.ask("[names(), entries()]") == [
        ["山田 はると"],
        [["entered", "一つめ"], ["entered", "二つめ"]],
    ]
    assert public.ask("names()") == [""]


def test_a_work_is_withdrawn_on_both_and_a_judged_one_stays(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan('一つめ'), slogan('二つめ'), mail='a')")
    pair.settle("NOW")
    leave = "entering.withdraw(mine().entries.order_by('number')[{}], actor='entrant',"
    leave += " reason='by the entrant\\'s link', at=NOW)"
    public.do(leave.format(0))
    pair.settle("NOW")
    assert console.ask("entries()") == [["withdrawn", ""], ["entered", "二つめ"]]
    console.do("judged(mine())")
    public.do(leave.format(1))
    assert public.ask("entries()[1][0]") == "withdrawn"
    pair.settle("AFTER")
    assert console.ask("entries()[1]") == ["entered", "二つめ"]
    assert public.ask("entries()[1][0]") == "entered"


def test_judges_see_works_without_names_and_their_marks_come_back(pair: Pair) -> None:
    console, public = pair
    public.do("sent(poster(), mail='a', given_name='はると')")
    pair.settle("NOW")
    console.do("judge = judged(mine(), 1)[0]; link = links.judge_link(judge)")
    pair.settle("AFTER")
    link = str(console.ask("link")).rstrip("/").rpartition("/")[2]
    public.do(f"judge = links.judge_by({link!r})")
    assert public.ask("[judge.name, names(), pictures()]") == ["—", [""], 1]
    public.do("marked(judge, mine().entries.get(), 5, 4, 3)")
    pair.settle("AFTER")
    assert console.ask("sorted(m.points for m in Mark.objects.all())") == [3, 4, 5]
    console.do("deciding.decide(mine(), actor=STAFF, at=AFTER)")
    pair.settle("AFTER")
    assert public.ask(f"[links.judge_by({link!r}), pictures()]") == [None, 0]


def test_what_won_is_shown_and_told_until_its_days_are_over(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan('あかり'), poster(), mail='a', given_name='はると')")
    pair.settle("NOW")
    console.do(
        "judge = judged(mine(), 1)[0]\n"
        "for e in mine().entries.all(): marked(judge, e, 5, 5, 5)\n"
        "deciding.decide(mine(), actor=STAFF, at=AFTER)\n"
        "deciding.announce(mine(), actor=STAFF, at=AFTER)"
    )
    pair.settle("AFTER")
    shown = "[[e.text, e.shown_name, bool(e.award)] for e in mine().entries.all()]"
    assert public.ask(shown) == [
        ["", "山田 はると", True],
        ["あかり", "山田 はると", True],
    ]
    assert public.ask("[pictures(), mine().counts['slogan'], names()]") == [1, 1, [""]]
    assert "山田 はると" in str(public.ask("last_letter().text"))
    before = public.ask("Letter.objects.count()")
    pair.settle("later(1)")
    assert public.ask("Letter.objects.count()") == before
    pair.do_both("personal.delete_due(later(200))")
    pair.settle("later(200)")
    for box in pair:
        assert box.ask("[pictures(), names()]") == [0, []]


def test_what_comes_after_judging_began_waits_aside(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan('まにあった'), mail='a')")
    pair.settle("NOW")
    public.do("sent(slogan('おくれた'), mail='b', given_name='みどり')")
    console.do("judged(mine())")
    pair.settle("AFTER")
    late = [["entered", "まにあった"], ["set_aside", "おくれた"]]
    assert console.ask("entries()") == late
    assert public.ask("entries()[1][0]") == "set_aside"


def test_who_asks_to_be_erased_is_erased_on_both(pair: Pair) -> None:
    _console, public = pair
    public.do("sent(slogan('一つめ'), mail='a')")
    pair.settle("NOW")
    public.do("personal.erase(mine().entrants.get().mail, STAFF, '本人から', NOW)")
    pair.settle("NOW")
    for box in pair:
        assert box.ask("[names(), entries()]") == [[], [["withdrawn", ""]]]


def test_who_entered_on_paper_has_a_link_that_says_no_name(pair: Pair) -> None:
    console, public = pair
    console.do(
        "owner = entering.enter_on_paper(mine(), adult(f'c.{pk}@x.example'),"
        " [slogan('紙から')], has_consent=True, actor=STAFF, at=NOW)"
    )
    pair.settle("NOW")
    assert public.ask("[names(), entries()]") == [[""], [["entered", ""]]]
    assert public.ask("mine().entrants.get().mail") == ""
    assert console.ask("mine().entries.get().number") == 1


def test_a_file_that_is_lost_and_comes_twice_enters_nobody_twice(pair: Pair) -> None:
    console, public = pair
    public.do("sent(slogan('一つめ'), mail='lost', given_name='はると')")
    later = "sent(slogan('二つめ'), mail='later', given_name='さくら')"
    pair.comes_late_and_twice(public, later, at="NOW")
    assert console.ask("names()") == ["山田 さくら", "山田 はると"]
    assert console.ask("entries()") == [["entered", "一つめ"], ["entered", "二つめ"]]
    assert public.ask("entries()") == [["entered", ""], ["entered", ""]]
