"""Residents of the tests: registered through the same services as real ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.subscriptions import services
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.choices import Choices
from machimori_office.subscriptions.models import Subscriber

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
TARO, HANAKO = "taro@docomo.ne.jp", "hanako@example.jp"


def ask(address: str, at: datetime = NOW, way: str = "mail") -> None:
    services.ask_to_join(address=read_address(address), way=Subscriber.Way(way), at=at)


def last_letter(address: str) -> Letter:
    to = read_address(address).key
    sent = Letter.objects.filter(message__deliveries__address__key=to)
    return sent.order_by("-pk")[0]


def token_in(letter: Letter) -> str:
    found = re.search(r"/(?:confirm|manage|change)/([\w-]+)/", letter.text)
    assert found, letter.text
    return found[1]


def token_for(address: str, at: datetime = NOW, way: str = "mail") -> str:
    ask(address, at, way)
    write_letters(at)
    return token_in(last_letter(address))


def registered(
    address: str, *, at: datetime = NOW, way: str = "mail", **choices: object
) -> Subscriber:
    token = token_for(address, at, way)
    pk = services.press(token=token, at=at, choices=Choices(**choices))
    return Subscriber.objects.get(pk=pk)
