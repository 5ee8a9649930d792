from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from machimori_office.desk.today import tasks
from machimori_office.limits import forms
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import letters, planning, wishes
from machimori_office.web.listing import PER_PAGE
from tests.machimori_office.seminars.holding import (
    STAFF,
    caller,
    entered,
    is_sound,
    party_of,
    planned,
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


def ahead(days: float = 5, **changes: Any) -> Seminar:
    begins = timezone.now() + timedelta(days=days)
    times = {"begins_at": begins, "ends_at": begins + timedelta(hours=2)}
    until = {"signs_up_until": begins - timedelta(hours=1)}
    seminar = planned(**{**times, **until, **changes})
    Seminar.objects.filter(pk=seminar.pk).update(state=Seminar.State.OPEN)
    return Seminar.objects.get(pk=seminar.pk)


def page_of(name: str, seminar: Seminar) -> str:
    return reverse(f"seminars:{name}", args=[seminar.pk])


def public(seminar: Seminar, variety: str = "ja") -> str:
    return reverse("public:seminar", kwargs={"variety": variety, "pk": seminar.pk})


def ticket(party: Participation) -> str:
    return "/" + letters.link(party).split("/", 3)[3]


def sent(client: Client, seminar: Seminar, **how: str) -> Any:
    opened = forms.opened_now()
    given = {"name": "山田 花子", "people": "2", "email": "a@x.example"}
    return client.post(public(seminar), {**given, "opened": opened, **how})


PLAN = {
    "title_ja": "防犯の集い",
    "on": "2027-06-20",
    "begins": "14:00",
    "ends": "16:00",
    "place_ja": "市民会館",
    "capacity": "40",
    "deadline": "2027-06-18",
    "topic0-subject": "fraud",
    "topic0-ja": "特殊詐欺",
}


def test_a_clerk_plans_changes_and_publishes(desk: Client) -> None:
    made = desk.post(reverse("seminars:plan"), PLAN)
    seminar = Seminar.objects.get()
    assert made["Location"] == page_of("one", seminar)
    assert seminar.topics.get().subject == "fraud"
    changed = {**PLAN, "capacity": "50", "version": str(seminar.version)}
    desk.post(page_of("change", seminar), changed)
    desk.post(page_of("publish", seminar))
    seminar.refresh_from_db()
    assert (seminar.state, seminar.capacity) == (Seminar.State.OPEN, 50)
    stale = desk.post(page_of("change", seminar), changed)
    assert "もう一度" in stale.content.decode()


def test_what_cannot_be_is_said_beside_the_field(desk: Client) -> None:
    wrong = {"ends": "13:00", "deadline": "2027-06-21", "topic0-subject": ""}
    answer = desk.post(reverse("seminars:plan"), {**PLAN, **wrong})
    said = answer.content.decode()
    assert "終わりが始まりより前です" in said
    assert "講習会の日より後です" in said
    assert "分野を選んでください" in said
    assert not Seminar.objects.exists()


@pytest.mark.parametrize("variety", ["ja", "easy", "en"])
def test_residents_read_it_in_three_varieties(client: Client, variety: str) -> None:
    seminar = ahead()
    said = client.get(public(seminar, variety))
    assert said.status_code == 200
    assert not said.cookies
    listed = client.get(reverse("public:events", kwargs={"variety": variety}))
    assert str(seminar.pk) in listed.content.decode()


def test_what_is_only_planned_nobody_sees(client: Client) -> None:
    seminar = planned()
    assert client.get(public(seminar)).status_code == 404


def test_a_resident_signs_up_and_shows_the_code_at_the_door(
    client: Client, desk: Client
) -> None:
    seminar = ahead(capacity=3)
    assert sent(client, seminar).status_code == 302
    party = Participation.objects.get()
    assert ticket(party) in Letter.objects.get().text
    assert "2名で申し込む" in client.get(ticket(party)).content.decode()
    assert not Seminar.objects.get().taken
    client.post(ticket(party), {"confirm": "1"})
    assert "<svg" in client.get(ticket(party)).content.decode()
    assert letters.door_address(party).endswith(
        reverse("seminars:here", args=[party.pk])
    )
    assert (
        "来場" in desk.get(reverse("seminars:here", args=[party.pk])).content.decode()
    )
    here = reverse("seminars:party", args=[party.pk, "here"])
    desk.post(here, {"people": "1"})
    party.refresh_from_db()
    assert (party.arrived, is_sound(seminar), seminar.taken) == (1, True, 1)
    desk.post(reverse("seminars:party", args=[party.pk, "not-here"]))
    party.refresh_from_db()
    assert party.arrived is None


def test_a_get_of_the_link_changes_nothing(client: Client) -> None:
    seminar = ahead()
    sent(client, seminar)
    for _ in range(3):
        client.get(ticket(Participation.objects.get()))
    assert Participation.objects.get().state == Participation.State.ASKED


def test_a_resident_cancels_by_the_link(client: Client) -> None:
    seminar = ahead()
    party = entered(seminar, party_of(2), timezone.now())
    client.post(ticket(party), {"cancel": "1"})
    assert (is_sound(seminar), seminar.taken) == (True, 0)
    assert "終わっています" in client.get(ticket(party)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "お名前を入力"),
        ({"people": "9"}, "1から4まで"),
        ({"people": "x"}, "1から4まで"),
        ({"email": "nobody"}, "@"),
        ({"website": "x"}, "もう一度ボタン"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_kept(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = sent(client, ahead(), **wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Participation.objects.exists()


def test_a_ticket_of_a_seminar_that_is_called_off_says_so(client: Client) -> None:
    seminar = ahead()
    party = entered(seminar, party_of(), timezone.now())
    how = {"because": "台風", "actor": STAFF, "reason": "storm", "at": timezone.now()}
    planning.call_off(Seminar.objects.get(), **how)
    assert "台風" in client.get(ticket(party)).content.decode()
    assert "台風" in client.get(public(seminar)).content.decode()


def test_one_press_calls_off_and_says_how_many_are_told(desk: Client) -> None:
    seminar = ahead()
    entered(seminar, party_of(), timezone.now())
    entered(seminar, caller(), timezone.now())
    assert "1組にすぐメール" in desk.get(page_of("call_off", seminar)).content.decode()
    desk.post(page_of("call_off", seminar), {"because": "台風", "reason": "storm"})
    assert Seminar.objects.get().state == Seminar.State.CALLED_OFF
    titles = [str(t.title) for t in tasks(Staff.objects.get(), timezone.now())]
    assert "1組に電話する：市民防犯講習会" in titles
    party = Participation.objects.get(mail="")
    desk.post(reverse("seminars:party", args=[party.pk, "called"]))
    assert not Participation.objects.exclude(to_call="").exists()


def test_today_shows_the_seminar_of_today_and_the_one_left_open(
    clerk: Staff,
) -> None:
    seminar = ahead(days=0.0001)
    now = seminar.begins_at
    assert "本日開催：市民防犯講習会" in [str(t.title) for t in tasks(clerk, now)]
    later = [str(t.title) for t in tasks(clerk, now + timedelta(days=2))]
    assert "講習会を終了にする：市民防犯講習会" in later


def test_the_door_lets_in_walks_gives_away_and_closes(desk: Client) -> None:
    seminar = ahead(days=-0.01, capacity=2)
    Participation.objects.create(
        seminar=seminar,
        name="佐々木",
        people=2,
        seats=2,
        way="counter",
        state="booked",
        asked_at=timezone.now(),
    )
    Seminar.objects.update(taken=2)
    walk = {"people": "2", "name": ""}
    desk.post(page_of("walk_in", seminar), walk)
    assert "空いている席は0" in desk.get(page_of("door", seminar)).content.decode()
    desk.post(page_of("give_away", seminar))
    desk.post(page_of("walk_in", seminar), walk)
    assert "来場2人" in desk.get(page_of("door", seminar)).content.decode()
    desk.post(page_of("finish", seminar), {"uncounted": "0"})
    seminar.refresh_from_db()
    assert (seminar.came, seminar.walked_in, seminar.signed_up) == (2, 2, 2)
    desk.post(page_of("reopen", seminar), {"reason": "one forgotten"})
    assert Seminar.objects.get().state == Seminar.State.OPEN


def test_the_list_of_who_takes_part_is_printed_and_excel(desk: Client) -> None:
    seminar = ahead()
    entered(seminar, party_of(2), timezone.now())
    assert desk.get(page_of("attendance", seminar)).content.startswith(b"%PDF")
    excel = desk.get(page_of("attendance", seminar) + "?as=excel").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(excel)).get_sheet_by_index(0)
    assert rows.to_python()[1][:2] == ["山田 花子", 2.0]


def test_figures_open_the_rows_that_they_count(desk: Client) -> None:
    seminar = ahead(days=-1)
    planning.finish(seminar, uncounted=7, actor=STAFF, at=timezone.now())
    figures = desk.get(reverse("seminars:figures")).content.decode()
    assert ">7人<" in figures
    listed = desk.get(reverse("seminars:seminars") + "?state=held&subject=fraud")
    assert str(seminar.pk) in listed.content.decode()
    assert (
        str(seminar.pk)
        not in desk.get(
            reverse("seminars:seminars") + "?state=held&subject=home"
        ).content.decode()
    )


def test_a_list_takes_as_many_queries_for_many_as_for_few(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(PER_PAGE + 1):
        planned()
    with django_assert_max_num_queries(8):
        desk.get(reverse("seminars:seminars"))


def test_who_only_reads_sees_no_names(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    seminar = ahead()
    entered(seminar, party_of(), timezone.now())
    viewer = signed_in(colleague(Role.VIEWER, "ito"))
    said = viewer.get(page_of("one", seminar)).content.decode()
    assert "山田" not in said


def test_a_ticket_before_its_file_is_no_dead_end_at_the_door(
    desk: Client, settings: Any
) -> None:
    unheard_of = reverse("seminars:here", args=[uuid.uuid4()])
    assert desk.get(unheard_of).status_code == 404
    settings.OFFICE_PART = "console"
    page = desk.get(unheard_of, follow=True).content.decode()
    assert "まだ届いていません" in page


def test_the_console_of_two_boxes_says_who_counts_and_asks(
    desk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seminar = ahead()
    settings.OFFICE_PART = "console"
    posted: list[str] = []
    monkeypatch.setattr(wishes, "post", lambda kind, key, said, at: posted.append(key))
    party = entered(seminar, caller(), at=timezone.now())
    page = desk.get(page_of("one", seminar)).content.decode()
    assert "受付で数えます" in page
    assert "公開側へ送っているところ" in page
    assert posted == [str(party.pk)]
