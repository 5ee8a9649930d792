"""The staff's pages of concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.concerns import demo
from machimori_office.concerns.models import Concern, Photo
from machimori_office.concerns.searching import search
from machimori_office.concerns.services import handling
from machimori_office.concerns.states import State
from machimori_office.concerns.todo import todo
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.records.models import Record
from machimori_office.web.searching import Sought
from machimori_office.web.tasks import Urgency
from tests.machimori_office.concerns.reported import CLERK, NOW, concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def take(client: Client, found: Concern, word: str, **fields: str) -> Any:
    return client.post(reverse("concerns:take", args=[found.pk, word]), fields)


def seen(found: Concern) -> Concern:
    return Concern.objects.get(pk=found.pk)


def test_what_came_by_telephone_is_entered(clerk: Client) -> None:
    said = {"by": "police", "kind": "lamp", "text": "街灯が切れている"}
    answer = clerk.post(
        reverse("concerns:enter"), {**said, "mail": "hana@carrier.example"}
    )
    assert answer.status_code == 302
    assert Concern.objects.get().by == "police"
    assert Letter.objects.count() == 1


def test_a_wrong_address_is_refused_and_nothing_written(clerk: Client) -> None:
    said = {"by": "staff", "kind": "lamp", "text": "街灯", "mail": "hana"}
    assert clerk.post(reverse("concerns:enter"), said).status_code == 200
    assert not Concern.objects.exists()


def test_the_list_narrows_to_what_is_open_and_what_was_typed(clerk: Client) -> None:
    mine, closed = concern(text="鍵の壊れた門"), concern(text="別の門")
    handling.set_aside(closed, actor=CLERK, reason="いたずら", at=NOW)
    answer = clerk.get(reverse("concerns:list"), {"state": "open", "q": "門"})
    assert reverse("concerns:one", args=[mine.pk]) in answer.content.decode()
    assert reverse("concerns:one", args=[closed.pk]) not in answer.content.decode()


def test_the_list_asks_as_many_questions_for_many_as_for_one(
    clerk: Client, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        concern()
    with django_assert_max_num_queries(12):
        clerk.get(reverse("concerns:list"))


def test_a_concern_is_answered_with_a_template(clerk: Client) -> None:
    found = concern(variety="easy")
    page = clerk.get(
        reverse("concerns:take", args=[found.pk, "answer"]) + "?template=done"
    )
    assert "終わりました。ありがとうございました。" in page.content.decode()
    assert take(clerk, found, "answer", said="見に行きます").status_code == 302
    assert seen(found).state == State.IN_HAND


def test_a_concern_is_passed_on_to_whom_it_usually_belongs(clerk: Client) -> None:
    found = concern(kind="hedge")
    page = clerk.get(reverse("concerns:take", args=[found.pk, "pass_on"]))
    assert '<option value="park" selected>' in page.content.decode()
    take(clerk, found, "pass_on", to_whom="park")
    assert (
        "公園緑地課"
        in clerk.get(reverse("concerns:one", args=[found.pk])).content.decode()
    )


def test_closing_offers_what_is_done_about_its_kind(clerk: Client) -> None:
    found = concern(kind="hedge")
    fields = {"activity": "prune", "on": "2026-11-20", "result": "done"}
    assert take(clerk, found, "close", **fields).status_code == 302
    assert Record.objects.get().activity == "prune"


def test_one_is_merged_by_the_number_of_the_other(clerk: Client) -> None:
    first, second = concern(), concern()
    why = {"reason": "同じ生け垣"}
    assert take(clerk, second, "merge", into="声8-99", **why).status_code == 200
    assert take(clerk, second, "merge", into="声8-1", **why).status_code == 302
    assert seen(second).merged_into == first


def test_moderating_deletes_the_pictures_that_are_ticked(clerk: Client) -> None:
    found = concern(text="山田さんの家")
    photo = Photo.objects.create(concern=found, jpeg=b"x", width=1, height=1)
    fields = {"text": "■■の家", "reason": "氏名を消す", f"drop_{photo.pk}": "on"}
    assert take(clerk, found, "moderate", **fields).status_code == 302
    assert not Photo.objects.exists()


def test_publishing_asks_about_what_looks_like_a_name(clerk: Client) -> None:
    found = concern()
    handling.answer(found, said="切りました", actor=CLERK, at=NOW)
    texts = {"text": "山田さんの家の生け垣", "answer": "切りました"}
    assert "山田さん" in take(clerk, found, "publish", **texts).content.decode()
    assert seen(found).published_at is None
    assert take(clerk, found, "publish", **texts, is_looked_at="on").status_code == 302
    assert seen(found).published_at is not None


def test_only_a_picture_with_words_is_for_everybody(clerk: Client) -> None:
    found = concern()
    shown, other = (
        Photo.objects.create(concern=found, jpeg=b"x", width=1, height=1)
        for _number in range(2)
    )
    handling.answer(found, said="切りました", actor=CLERK, at=NOW)
    fields = {"text": "生け垣", "answer": "切りました"}
    take(clerk, found, "publish", **fields, **{f"shows_{shown.pk}": "高い生け垣"})
    assert list(Photo.objects.filter(is_published=True)) == [shown]
    assert other.is_published is False


@pytest.mark.parametrize("word", ["reopen", "hide", "nonsense"])
def test_what_does_not_follow_is_not_offered(clerk: Client, word: str) -> None:
    found = concern()
    address = reverse("concerns:take", args=[found.pk, word])
    assert clerk.get(address).status_code == 404


def test_figures_open_the_rows_that_they_count(clerk: Client) -> None:
    concern(by="patrol")
    address = reverse("concerns:figures") + "?year=2026"
    page = clerk.get(address).content.decode()
    assert "year=2026&amp;by=patrol" in page


def test_excel_holds_the_rows_that_are_seen(clerk: Client) -> None:
    concern()
    answer = clerk.get(reverse("concerns:list"), {"as": "excel"})
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_the_made_up_year_leaves_work_for_today(
    colleague: Callable[..., Staff],
) -> None:
    clerk = colleague(Role.OPERATOR)
    demo.fill(NOW)
    demo.fill(NOW)
    assert Concern.objects.count() == 27
    assert Concern.objects.filter(state=State.CLOSED).count() == 22
    assert [task.urgency for task in todo(clerk, NOW)] == [Urgency.LATE, Urgency.NOW]
    assert Concern.objects.filter(published_at__isnull=False).exists()


def test_the_search_finds_concerns_by_their_words_and_incidents_by_block(
    colleague: Callable[..., Staff],
) -> None:
    clerk, viewer = colleague(Role.OPERATOR), colleague(Role.VIEWER)
    demo.fill(NOW)
    hits = list(search(clerk, Sought.typed("落書き"), 5))
    assert {str(hit.what) for hit in hits} == {"市民からの情報"}
    assert len(list(search(clerk, Sought.typed("本町一丁目"), 5))) == 5
    assert list(search(viewer, Sought.typed("落書き"), 5)) == []
