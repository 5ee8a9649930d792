"""Several presses at the same instant, each by a connection of its own."""

from __future__ import annotations

from machimori_office.contests.models import Entrant, Entry
from machimori_office.contests.services import deciding, entering
from tests.machimori_office.contests.calling import (
    AFTER,
    NOW,
    STAFF,
    adult,
    child,
    entered,
    judged,
    marked,
    opened,
    slogan,
)
from tests.machimori_office.seminars.test_at_once import at_once


def test_three_links_of_one_person_at_once_enter_two_slogans(
    emptied_afterwards: None,
) -> None:
    contest = opened()
    for text in ("一", "二", "三"):
        works = [slogan(text)]
        entering.ask(contest, adult(), works, asked_from="192.0.2.1", at=NOW)
    shown = Entrant.Shown.NONE
    acts = [
        lambda e=e: entering.confirm(e, at=NOW, shown_as=shown)
        for e in contest.entrants.all()
    ]
    assert at_once(acts) == ["TooMany", "done", "done"]
    live = contest.entries.filter(state=Entry.State.ENTERED)
    assert sorted(live.values_list("slot", flat=True)) == [1, 2]
    assert live.values("entrant").distinct().count() == 1


def test_many_who_enter_at_once_get_numbers_of_their_own(
    emptied_afterwards: None,
) -> None:
    contest = opened()
    acts = [
        lambda n=n: entering.enter_on_paper(
            contest,
            child("", given_name=f"子{n}"),
            [slogan(f"言葉{n}")],
            has_consent=True,
            actor=STAFF,
            at=NOW,
        )
        for n in range(6)
    ]
    assert at_once(acts) == ["done"] * 6
    numbers = contest.entries.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_of_two_who_decide_at_once_one_does(emptied_afterwards: None) -> None:
    contest = opened()
    (entry,) = entered(contest, "一")
    for judge in judged(contest):
        marked(judge, entry, 4, 4, 4)
    contest.refresh_from_db()

    def decide() -> None:
        own = type(contest).objects.get(pk=contest.pk)
        deciding.decide(own, actor=STAFF, at=AFTER)

    ended = at_once([decide] * 2)
    assert ended in (["NotNow", "done"], ["RowChanged", "done"])
    assert contest.entries.get().award == "best"
