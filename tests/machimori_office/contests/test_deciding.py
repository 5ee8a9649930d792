from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from machimori_office.contests import demo as past
from machimori_office.contests import papers
from machimori_office.contests.errors import JudgingOpen, TieOpen
from machimori_office.contests.figures import table_of
from machimori_office.contests.models import Contest, Entrant, Entry, Judge, Picture
from machimori_office.contests.services import deciding, judging, letters
from machimori_office.contests.terms import ContestTerms
from machimori_office.demo import city as demo
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.privacy.registry import FILES
from machimori_office.records.services import activities, standing
from machimori_office.rules.documents import example_rule
from machimori_office.web.errors import NothingChosen, NotNow
from tests.machimori_office.contests.calling import (
    AFTER,
    NOW,
    STAFF,
    adult,
    asked,
    child,
    confirmed,
    entered,
    judged,
    later,
    marked,
    opened,
    poster,
    slogan,
)

pytestmark = pytest.mark.django_db
HOW = {"actor": STAFF, "at": AFTER}


def decided(contest: Contest) -> Contest:
    deciding.decide(contest, **HOW)  # type: ignore[arg-type]
    return contest


def test_marks_become_awards_and_the_record() -> None:
    contest = opened()
    owner = confirmed(asked(contest, adult(), slogan("一")))
    first = owner.entries.get()
    others = entered(contest, "二", "三", name="次郎") + entered(contest, "四")
    for judge in judged(contest):
        marked(judge, first, 5, 5, 5)
        for points, entry in enumerate(others, start=1):
            marked(judge, entry, points, points, points)
    decided(contest)
    awards = dict(contest.entries.exclude(award="").values_list("text", "award"))
    assert awards == {"一": "best", "四": "excellent", "三": "excellent"}
    assert deciding.announce(contest, **HOW) == 1  # type: ignore[arg-type]
    letter = Letter.objects.latest("pk")
    assert "最優秀賞" in letter.text
    record = standing().get()
    assert (record.activity, record.result) == ("publicity", "標語4点、ポスター0点")
    first.refresh_from_db()
    assert first.shown_name == "山田 花子"
    assert papers.certificate(first).startswith(b"%PDF")


def test_no_award_before_everybody_has_judged_everything() -> None:
    contest = opened()
    one, other = entered(contest, "一", "二")
    first, second = judged(contest)
    for judge in (first, second):
        marked(judge, one, 3, 3, 3)
    marked(first, other, 2, 2, 2)
    assert judging.missing(contest) == {second: 1}
    with pytest.raises(JudgingOpen):
        decided(contest)
    judging.step_back(second, other, at=AFTER)
    decided(contest)


def test_a_judge_who_falls_out_takes_all_marks_along() -> None:
    contest = opened()
    (entry,) = entered(contest, "一")
    first, second = judged(contest)
    marked(first, entry, 5, 5, 5)
    marked(second, entry, 1, 1, 1)
    judging.remove_judge(second, reason="fell ill", **HOW)  # type: ignore[arg-type]
    (outcome, _) = deciding.outcomes(contest)
    assert outcome.standings[0].total == 15
    with pytest.raises(NotNow):
        marked(second, entry, 1, 1, 1)


def test_between_equals_somebody_decides_with_a_ground() -> None:
    contest = opened()
    entries = entered(contest, "一", "二")
    for judge in judged(contest):
        for entry in entries:
            marked(judge, entry, 4, 4, 4)
    with pytest.raises(TieOpen):
        decided(contest)
    with pytest.raises(NothingChosen):
        deciding.break_tie(entries[:1], because="x", **HOW)  # type: ignore[arg-type]
    deciding.break_tie(entries[::-1], because="話し合い", **HOW)  # type: ignore[arg-type]
    decided(contest)
    best = contest.entries.get(award="best")
    assert (best.text, best.tie_because) == ("二", "話し合い")


def test_who_is_no_equal_is_not_decided_about() -> None:
    contest = opened()
    entries = entered(contest, "一", "二")
    for judge in judged(contest):
        marked(judge, entries[0], 4, 4, 4)
        marked(judge, entries[1], 3, 3, 3)
    with pytest.raises(NotNow):
        deciding.break_tie(entries, because="話し合い", **HOW)  # type: ignore[arg-type]


def test_marks_outside_the_rule_are_refused() -> None:
    contest = opened()
    (entry,) = entered(contest, "一")
    judge, _ = judged(contest)
    for points in ((0, 3, 3), (3, 3, 6)):
        with pytest.raises(NotNow):
            marked(judge, entry, *points)
    with pytest.raises(NotNow):
        judging.mark(judge, entry, {"message": 3}, at=AFTER)


def test_awards_can_be_taken_back_before_they_are_announced() -> None:
    contest = opened()
    (entry,) = entered(contest, "一")
    for judge in judged(contest):
        marked(judge, entry, 4, 4, 4)
    decided(contest)
    deciding.reconsider(contest, reason="a mistake", **HOW)  # type: ignore[arg-type]
    assert not contest.entries.exclude(award="").exists()
    deciding.announce(decided(contest), **HOW)  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        deciding.reconsider(contest, reason="a mistake", **HOW)  # type: ignore[arg-type]


def test_a_judge_s_link_works_only_while_it_is_judged() -> None:
    contest = opened()
    entered(contest, "一")
    judge = judging.name_judge(contest, name="甲", mail=None, actor=STAFF, at=NOW)
    token = letters.judge_link(judge).rstrip("/").rpartition("/")[2]
    assert letters.judge_by(token) is None
    judged(contest)
    assert letters.judge_by(token) == judge
    Judge.objects.filter(pk=judge.pk).update(is_active=False)
    assert letters.judge_by(token) is None


def held() -> Contest:
    contest = opened()
    confirmed(asked(contest, child(shown_as=Entrant.Shown.GIVEN), poster()))
    confirmed(asked(contest, adult(), slogan("一"), slogan("二")))
    entered(contest, "三", "四", name="次郎")
    for judge in judged(contest):
        for sheet in judging.sheets(judge):
            marked(judge, sheet.entry, 3, 3, 1 + (sheet.entry.number or 0) % 5)
    deciding.announce(decided(contest), **HOW)  # type: ignore[arg-type]
    return contest


def test_what_won_nothing_is_deleted_by_the_rule_and_still_counted() -> None:
    contest = held()
    file = FILES["contests"]
    assert file.delete_due(later(59)) == 0
    file.delete_due(later(60))
    assert not Entrant.objects.exists()
    lost = contest.entries.get(award="")
    assert (lost.text, lost.work_key) == ("", "")
    assert [f.count for f in table_of(2026).figures] == [4, 1, 4]
    assert Picture.objects.exists()
    FILES["contests"].delete_due(later(200))
    assert not Picture.objects.exists()
    assert not Entry.objects.exclude(shown_name="").exists()


def test_who_asks_is_found_and_erased() -> None:
    contest = held()
    file = FILES["contests"]
    assert "はると" in file.find("parent@x.example")[0].value
    assert file.erase("parent@x.example", STAFF, "asked for it", AFTER) > 0
    assert not file.find("parent@x.example")
    assert not contest.entries.filter(category="poster", state="entered").exists()


def test_the_rule_s_activity_is_one_of_the_catalogue_s() -> None:
    assert example_rule("contests", ContestTerms).activity in activities()


def test_the_made_up_city_has_the_document_s_numbers() -> None:
    demo.load(timezone.now())
    past.fill(timezone.now())
    counts = [f.count for f in table_of(2018).figures]
    assert counts == [44, 5, 6]
    fourth = Contest.objects.get(number=4)
    assert fourth.names_deleted_at is not None
    assert Entrant.objects.exclude(contest__number=7).count() == 0
    ahead = Contest.objects.get(number=7)
    assert ahead.state == Contest.State.OPEN
    assert ahead.entries.filter(state="waiting").count() == 1
    assert timezone.now() - ahead.entrants.all()[0].asked_at < timedelta(days=10)


def test_who_judged_is_forgotten_and_the_marks_stay() -> None:
    contest = opened()
    entered(contest, "一")
    mail = read_address("j@x.example")
    judging.name_judge(contest, name="甲", mail=mail, actor=STAFF, at=NOW)
    (judge, *_) = judged(contest)
    file = FILES["contests"]
    assert "甲" in file.find("j@x.example")[0].value
    file.erase("j@x.example", STAFF, "asked for it", AFTER)
    assert not file.find("j@x.example")
    assert Judge.objects.filter(name="甲").count() == 0
    assert Judge.objects.filter(pk=judge.pk).exists()
