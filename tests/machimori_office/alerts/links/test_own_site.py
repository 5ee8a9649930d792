"""Links to the city's own pages are followed within the office, others never."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.conf import settings

from machimori_office.alerts.links.own_site import is_dead
from machimori_office.people.models import Staff
from tests.machimori_office.alerts.lives import drafted, sent

OWN = settings.OFFICE_PUBLIC_ADDRESS


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        (f"{OWN}/ja/", False),
        (f"{OWN}/ja/no-such-page/", True),
        (f"{OWN}/ja/alerts/{UUID(int=7)}/", True),
        ("https://elsewhere.example/gone", False),
    ],
)
def test_only_own_pages_are_known(link: str, dead: bool, db: None) -> None:
    assert is_dead(link) == dead


def test_an_alert_has_a_page_once_it_is_sent(writer: Staff, second: Staff) -> None:
    assert is_dead(f"{OWN}/ja/alerts/{drafted(writer).pk}/")
    assert not is_dead(f"{OWN}/ja/alerts/{sent(writer, second).pk}/")
