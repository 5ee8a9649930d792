from __future__ import annotations

import pytest

from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.outbox.queueing import Posting, Wording, queue
from machimori_office.places.models import District
from machimori_office.subscriptions.audience import recipients
from tests.machimori_office.subscriptions.residents import NOW, registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def districts() -> None:
    for code in ("honcho", "nukui"):
        District.objects.create(code=code, name_ja=code)


def readers(category: str, *areas: str) -> set[str]:
    pks = [pk for pk, _, _ in recipients(category=category, areas=areas)]
    found = Address.objects.filter(pk__in=pks).values_list("address", flat=True)
    return {address.partition("@")[0] for address in found}


def test_a_kind_reaches_who_chose_it_or_one_above_it_or_nothing() -> None:
    registered("all@x.jp")
    registered("phone@x.jp", kinds=("city/phone",))
    registered("other@x.jp", kinds=("city/phone/other",))
    registered("weather@x.jp", kinds=("general/weather",))
    assert readers("city/phone/other") == {"all", "phone", "other"}
    assert readers("city/phone/card") == {"all", "phone"}


def test_a_district_reaches_who_chose_it_or_none() -> None:
    registered("all@x.jp")
    registered("honcho@x.jp", areas=("honcho",))
    registered("nukui@x.jp", areas=("nukui",))
    assert readers("general/weather", "honcho") == {"all", "honcho"}
    assert readers("general/weather", "honcho", "nukui") == {"all", "honcho", "nukui"}


def test_what_is_for_the_whole_city_reaches_every_district() -> None:
    registered("all@x.jp")
    registered("nukui@x.jp", areas=("nukui",))
    assert readers("general/weather") == {"all", "nukui"}


def test_a_stopped_address_gets_nothing() -> None:
    registered("all@x.jp")
    Address.objects.update(state=Address.State.STOPPED, stopped_at=NOW)
    assert readers("general/weather") == set()


def test_nobody_is_there_twice_and_the_outbox_takes_them_as_they_are() -> None:
    registered(
        "both@x.jp", kinds=("city/phone", "city/crime"), areas=("honcho", "nukui")
    )
    found = recipients(category="city/phone/card", areas=("honcho", "nukui"))
    words = {"ja": Wording(subject="あ", text="い")}
    posting = Posting(purpose=Message.Purpose.ALERT, wordings=words, not_before=NOW)
    assert queue(posting, recipients=found, at=NOW).total == 1
    assert Delivery.objects.filter(message__purpose="alert").count() == 1
