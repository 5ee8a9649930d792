from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from machimori_office.contests.models import Contest, Entrant, Entry, Judge, Mark
from machimori_office.contests.services import deciding, judging, letters
from machimori_office.desk.today import tasks
from machimori_office.limits import forms
from machimori_office.people.models import Role, Staff
from machimori_office.web.tokens import signed
from tests.machimori_office.contests.calling import (
    STAFF,
    drawn,
    entered,
    opened,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SHORTEST", timedelta(0))


@pytest.fixture
def clerk(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.APPROVER, "suzuki")


@pytest.fixture
def desk(clerk: Staff, signed_in: Callable[..., Client]) -> Client:
    return signed_in(clerk)


def running(**changes: Any) -> Contest:
    """A contest that takes entries today."""
    today = timezone.localdate()
    days = {
        "opens_on": today - timedelta(days=5),
        "closes_on": today + timedelta(days=5),
        "judged_until": today + timedelta(days=20),
        "shown_until": today + timedelta(days=60),
    }
    return opened(**{**days, **changes})


def closed(contest: Contest) -> Contest:
    yesterday = timezone.localdate() - timedelta(days=1)
    Contest.objects.filter(pk=contest.pk).update(closes_on=yesterday)
    return Contest.objects.get(pk=contest.pk)


def page_of(name: str, contest: Contest) -> str:
    return reverse(f"contests:{name}", args=[contest.pk])


def step(desk: Client, contest: Contest, word: str, **given: str) -> Any:
    url = reverse("contests:step", args=[contest.pk, word])
    return desk.post(url, given, follow=True)


def public(contest: Contest, variety: str = "ja") -> str:
    return reverse("public:contest", kwargs={"variety": variety, "pk": contest.pk})


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def a_file() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (30, 40), "red").save(target, "PNG")
    return SimpleUploadedFile("poster.png", target.getvalue())


def sent(client: Client, contest: Contest, variety: str = "ja", **how: Any) -> Any:
    given = {
        "family_name": "山田",
        "given_name": "はると",
        "group": "elementary",
        "guardian": "山田 花子",
        "email": "parent@x.example",
        "shown_as": "given",
        "w_slogan_1": "あいさつで つながるまち",
        "opened": forms.opened_now(),
    }
    return client.post(public(contest, variety), {**given, **how})


def link_of(entrant: Entrant) -> str:
    word = signed("contests.entrant", entrant.pk)
    return reverse("public:entry", kwargs={"variety": "ja", "token": word})


def test_a_child_enters_a_slogan_and_a_poster_and_the_guardian_consents(
    client: Client, desk: Client
) -> None:
    contest = running()
    assert sent(client, contest, w_poster_1=a_file()).status_code == 302
    entrant = Entrant.objects.get()
    shown = client.get(link_of(entrant)).content.decode()
    assert "同意して応募する" in shown
    poster = contest.entries.get(category="poster")
    own = f"{link_of(entrant)}{poster.pk}/picture/"
    assert own in shown
    assert client.get(own)["Content-Type"] == "image/jpeg"
    assert client.get(own.replace("/entry/", "/entry/x")).status_code == 404
    assert contest.entries.filter(state="asked").count() == 2
    client.post(link_of(entrant), {"confirm": "1", "shown_as": "pen", "pen_name": "ひ"})
    entrant.refresh_from_db()
    assert (entrant.consent, entrant.shown_name) == ("mail", "ひ")
    listed = desk.get(page_of("entries", contest)).content.decode()
    assert "山田 はると" in listed
    poster = contest.entries.get(category="poster")
    picture = desk.get(reverse("contests:picture", args=[poster.pk]))
    assert picture["Content-Type"] == "image/jpeg"
    assert (
        "はると"
        in desk.get(reverse("contests:entry", args=[poster.pk])).content.decode()
    )


@pytest.mark.parametrize("variety", ["ja", "easy", "en"])
def test_the_call_is_read_in_three_varieties(client: Client, variety: str) -> None:
    contest = running()
    answer = client.get(public(contest, variety))
    assert answer.status_code == 200
    assert not answer.cookies
    events = reverse("public:events", kwargs={"variety": variety})
    assert str(contest.pk) in client.get(events).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"family_name": ""}, "姓と名"),
        ({"group": "x"}, "学年などを選んで"),
        ({"guardian": ""}, "保護者の氏名"),
        ({"shown_as": "pen"}, "ペンネームを書いて"),
        ({"w_slogan_1": ""}, "作品を1点以上"),
        ({"w_slogan_1": "あ" * 31}, "30字まで"),
        ({"email": "nobody"}, "@"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_kept(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = sent(client, running(), **wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Entrant.objects.exists()


def test_what_is_no_picture_is_told_in_the_reader_s_words(client: Client) -> None:
    bad = SimpleUploadedFile("poster.png", b"no picture")
    answer = sent(client, running(), variety="en", w_poster_1=bad)
    assert "This picture cannot be taken" in answer.content.decode()


def test_a_grown_up_s_poster_is_told_not_to_fit(client: Client) -> None:
    answer = sent(client, running(), group="adult", w_poster_1=a_file())
    assert "対象の学年" in answer.content.decode()


def test_a_third_slogan_by_another_form_is_refused_at_the_link(
    client: Client,
) -> None:
    contest = running()
    for first in ("一", "二", "三"):
        sent(client, contest, w_slogan_1=first)
        client.post(link_of(Entrant.objects.get(consent="")), {"shown_as": "none"})
    assert contest.entries.filter(state="entered").count() == 2


def test_a_work_is_withdrawn_by_the_link(client: Client) -> None:
    contest = running()
    sent(client, contest)
    entrant = Entrant.objects.get()
    client.post(link_of(entrant), {"shown_as": "none"})
    entry = contest.entries.get()
    client.post(link_of(entrant), {"withdraw": str(entry.pk)})
    entry.refresh_from_db()
    assert (entry.state, entry.text) == ("withdrawn", "")
    assert client.post(link_of(entrant), {"withdraw": "x"}).status_code == 404


def test_a_clerk_types_paper_in_and_notes_the_consent_later(desk: Client) -> None:
    contest = running()
    paper = {
        "family_name": "佐野",
        "given_name": "ゆい",
        "group": "junior-high",
        "shown_as": "none",
        "w_slogan_1": "見守るよ",
    }
    desk.post(page_of("enter", contest), paper)
    entry = Entry.objects.get()
    assert entry.state == Entry.State.WAITING
    titles = [str(t.title) for t in tasks(Staff.objects.get(), timezone.now())]
    assert "保護者の同意を待つ応募が1点" in titles
    desk.post(reverse("contests:turn", args=[entry.pk, "consent"]))
    entry.refresh_from_db()
    assert entry.state == Entry.State.ENTERED
    assert desk.get(page_of("form", contest)).content.startswith(b"%PDF")


def judging_began(desk: Client) -> tuple[Contest, Judge]:
    contest = running()
    entered(contest, "一", "二")
    desk.post(page_of("judges", contest), {"name": "甲", "mail": "j@x.example"})
    contest = closed(contest)
    step(desk, contest, "judge")
    return Contest.objects.get(), Judge.objects.select_related("contest").get()


def test_a_judge_sees_numbers_and_never_names(client: Client, desk: Client) -> None:
    _contest, judge = judging_began(desk)
    listed = client.get(path(letters.judge_link(judge))).content.decode()
    one = client.get(path(letters.judge_link(judge)) + "1/").content.decode()
    assert "番号 1" in one
    for page in (listed, one):
        assert "山田" not in page


def test_from_marks_to_the_exhibition(client: Client, desk: Client) -> None:
    contest, judge = judging_began(desk)
    start = path(letters.judge_link(judge))
    assert client.post(f"{start}1/", {"message": "5"}).status_code == 400
    full = {"message": "5", "memorable": "4", "original": "3"}
    assert client.post(f"{start}1/", full)["Location"].endswith("/2/")
    assert client.post(f"{start}2/", full)["Location"].endswith(start)
    assert "同点" in desk.get(page_of("outcome", contest)).content.decode()
    step(desk, contest, "decide")
    assert Contest.objects.get().state == Contest.State.JUDGING
    tie = {"order": "2, 1", "because": "話し合い"}
    desk.post(page_of("outcome", contest), tie)
    step(desk, contest, "decide")
    step(desk, contest, "announce")
    shown = client.get(public(contest)).content.decode()
    assert "最優秀賞" in shown
    assert shown.index("二") < shown.index("一")
    best = contest.entries.get(award="best")
    paper = desk.get(reverse("contests:certificate", args=[best.pk]))
    assert paper.content.startswith(b"%PDF")


def test_a_judge_who_is_related_leaves_it_to_the_others(
    client: Client, desk: Client
) -> None:
    contest, judge = judging_began(desk)
    start = path(letters.judge_link(judge))
    client.post(f"{start}1/", {"step_back": "1"})
    assert not Mark.objects.exists()
    assert judging.missing(contest) == {judge: 1}
    assert client.get(f"{start}9/").status_code == 404


def test_a_picture_is_public_only_when_it_won_and_is_shown(
    client: Client, desk: Client
) -> None:
    contest = running()
    entry = entered(contest, "一")[0]
    drawn_ = drawn()
    entry.picture = type(entry).picture.related.related_model.objects.create(
        entry=entry, **vars(drawn_)
    )
    work = reverse("public:work", kwargs={"variety": "ja", "pk": entry.pk})
    assert client.get(work).status_code == 404
    desk.post(page_of("judges", contest), {"name": "甲"})
    contest = closed(contest)
    step(desk, contest, "judge")
    judge = Judge.objects.select_related("contest").get()
    given = {"message": 3, "memorable": 3, "original": 3}
    judging.mark(judge, entry, given, at=timezone.now())
    contest = Contest.objects.get()
    deciding.decide(contest, actor=STAFF, at=timezone.now())
    assert client.get(work).status_code == 404
    deciding.announce(contest, actor=STAFF, at=timezone.now())
    assert client.get(work)["Content-Type"] == "image/jpeg"
    Contest.objects.update(
        judged_until=timezone.localdate() - timedelta(days=1),
        shown_until=timezone.localdate() - timedelta(days=1),
    )
    assert client.get(work).status_code == 404


def test_who_may_not_decide_cannot(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    contest = running()
    operator = signed_in(colleague(Role.OPERATOR, "tanaka"))
    for word in ("decide", "announce", "call-off", "reconsider"):
        assert step(operator, contest, word, reason="why").status_code == 403
    assert step(operator, contest, "nothing").status_code == 404


def test_a_list_takes_as_many_queries_for_many_as_for_few(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    contest = running()
    for n in range(30):
        entered(contest, f"言葉{n}", f"文字{n}", name=f"人{n}")
    with django_assert_max_num_queries(10):
        desk.get(page_of("entries", contest))
    with django_assert_max_num_queries(16):
        desk.get(page_of("one", contest))
