"""The pages of the records: by hand, put right, withdrawn, found again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from machimori_office.inspections.models import Fixture, Site
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from machimori_office.records.models import Record
from machimori_office.records.services import Done, append, standing

pytestmark = pytest.mark.django_db

TRIMMED = {"activity": "prune", "subjects": "park-1\nhedge-3", "by": "公園係"}


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def post(client: Client, view: str, *args: object, **fields: object) -> str:
    answer = client.post(reverse(f"records:{view}", args=args), fields)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def entered(clerk: Client, **other: object) -> Record:
    before = set(Record.objects.values_list("pk", flat=True))
    post(clerk, "enter", **{**TRIMMED, "on": str(timezone.localdate()), **other})
    return Record.objects.exclude(pk__in=before).get()


def test_a_clerk_enters_what_was_done(clerk: Client) -> None:
    record = entered(clerk)
    assert [s.subject for s in record.subjects.all()] == ["park-1", "hedge-3"]
    assert (record.result, record.duty) == ("done", "records")


def test_places_and_things_are_named_and_found_by_their_names(clerk: Client) -> None:
    District.objects.create(code="nakacho", name_ja="中町", name_en="Nakacho")
    park = Site.objects.create(code="p1", name="すずめ公園", places=["park-1"])
    Fixture.objects.create(
        code="77", name="北の生け垣", round="hedges", site=park, element="hedge-3"
    )
    record = entered(clerk, subjects="park-1\nhedge-3\nnakacho\ntree-9\ncity")
    said = "すずめ公園、北の生け垣、中町、tree-9、市内全域"
    for typed in ("", "すずめ", "生け垣", "中町", "hedge-3"):
        shown = clerk.get(reverse("records:records"), {"q": typed})
        assert shown.context["listing"].cells[0][2][0] == said
    alone = clerk.get(reverse("records:record", args=[record.pk])).content.decode()
    assert "北の生け垣 <small>(<code>hedge-3</code>)" in alone
    assert "done" not in alone.split("<main")[1]


def test_what_lies_ahead_is_refused_with_words(clerk: Client) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    answer = clerk.post(reverse("records:enter"), {**TRIMMED, "on": str(ahead)})
    assert "on" in answer.context["form"].errors
    assert not Record.objects.exists()


def test_a_wrong_record_is_put_right_and_its_history_stays(clerk: Client) -> None:
    wrong = entered(clerk)
    right = {**TRIMMED, "on": str(wrong.on), "result": "1.0 m", "reason": "読み違い"}
    where = post(clerk, "put_right", wrong.pk, **right)
    history = clerk.get(where).context["history"]
    assert [event.record.result for event in history] == ["done", "1.0 m"]
    assert history[1].reason == "読み違い"
    shown = clerk.get(reverse("records:record", args=[wrong.pk])).content.decode()
    assert reverse("records:put_right", args=[wrong.pk]) not in shown


def test_a_withdrawn_record_leaves_the_list_of_those_that_hold(clerk: Client) -> None:
    record = entered(clerk)
    post(clerk, "withdraw", record.pk, reason="していなかった")
    assert not standing().exists()
    held = clerk.get(reverse("records:records"), {"now": "standing"})
    gone = clerk.get(reverse("records:records"), {"now": "replaced"})
    assert (len(held.context["listing"].cells), len(gone.context["listing"].cells)) == (
        0,
        1,
    )


def test_one_withdrawn_twice_says_that_somebody_was_faster(clerk: Client) -> None:
    record = entered(clerk)
    post(clerk, "withdraw", record.pk, reason="していなかった")
    path = reverse("records:withdraw", args=[record.pk])
    answer = clerk.post(path, {"reason": "もう一度"})
    assert answer.context["form"].errors


@pytest.mark.parametrize("typed", ["hedge-3", "公園係", "剪定", "prune"])
def test_a_record_is_found_by_any_of_its_words(clerk: Client, typed: str) -> None:
    entered(clerk)
    entered(clerk, activity="patrol", subjects="city", by="見守り隊")
    found = clerk.get(reverse("records:records"), {"q": typed})
    assert len(found.context["listing"].cells) == 1


def many(count: int) -> None:
    now = timezone.now()
    for number in range(count):
        done = Done(
            activity="patrol", subjects=[f"road-{number}"], on=now.date(), duty="x"
        )
        append(done, actor="0f0f", at=now)


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(60)
    clerk.get(reverse("records:records"))
    with django_assert_max_num_queries(12):
        assert len(clerk.get(reverse("records:records")).context["listing"].cells) == 50


def test_the_excel_holds_all_rows_that_are_seen(clerk: Client) -> None:
    many(3)
    answer = clerk.get(reverse("records:records"), {"as": "excel"})
    assert answer["Content-Type"].endswith("sheet")
