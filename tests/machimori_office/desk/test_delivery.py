"""Pages about deliveries, through their addresses."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.outbox.models import Delivery, Message
from machimori_office.people.models import Role
from tests.machimori_office.outbox.sink import Sink, listening
from tests.machimori_office.outbox.test_sending import queued, send


@pytest.fixture
def operator(colleague: Callable[..., Any], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


@pytest.fixture
def sink(db: None) -> Iterator[Sink]:
    with listening(is_forgiving=True) as made:
        yield made


def page(
    client: Client, name: str, message: Message | None = None, query: str = ""
) -> str:
    args = [message.uuid] if message else []
    answer = client.get(reverse(f"delivery:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(content: bytes) -> str:
    found = pypdf.PdfReader(io.BytesIO(content))
    return "".join(sheet.extract_text() for sheet in found.pages)


def test_the_list_says_how_far_each_mail_is(operator: Client, sink: Sink) -> None:
    queued("a@x.jp", "rcpt450.b@x.jp")
    send(sink.port)
    assert "停電" in page(operator, "list")
    assert "停電" in page(operator, "list", query="?q=停電&state=sending&kind=alert")
    assert "停電" not in page(operator, "list", query="?q=火事")


def test_a_mail_s_page_names_who_was_refused_and_who_waits(
    operator: Client, sink: Sink
) -> None:
    message = queued("a@x.jp", "rcpt550.b@x.jp", *(f"r{n}@au.com" for n in range(99)))
    sink.is_forgiving = False
    send(sink.port)
    shown = page(operator, "one", message)
    assert "rcpt550.b@x.jp" in shown
    assert "550 5.1.1" in shown
    assert "au：" in shown


def test_who_only_looks_sees_numbers_and_no_addresses(
    colleague: Callable[..., Any], signed_in: Callable[..., Client], sink: Sink
) -> None:
    message = queued("rcpt550.b@x.jp")
    sink.is_forgiving = False
    send(sink.port)
    viewer = signed_in(colleague(Role.VIEWER))
    assert "rcpt550.b" not in page(viewer, "one", message)
    for name in ("recipients", "proof"):
        address = reverse(f"delivery:{name}", args=[message.uuid])
        assert viewer.get(address).status_code == 403


def test_a_recipient_is_found_with_the_answer_of_the_server(
    operator: Client, sink: Sink
) -> None:
    message = queued("a@x.jp", "b@y.jp")
    send(sink.port)
    shown = page(operator, "recipients", message, "?q=B@y.jp")
    assert "b@y.jp" in shown
    assert "a@x.jp" not in shown
    assert "queued as" in shown


def test_who_may_have_got_it_twice_is_listed(operator: Client, sink: Sink) -> None:
    message = queued("a@x.jp", "drop-end.b@x.jp")
    send(sink.port)
    send(sink.port, after=timedelta(minutes=2))
    assert "1 通あります" in page(operator, "one", message)
    shown = page(operator, "recipients", message, "?twice=1")
    assert "drop-end.b@x.jp" in shown
    assert "a@x.jp" not in shown


def test_the_excel_holds_every_recipient(operator: Client, sink: Sink) -> None:
    message = queued("a@x.jp", "=cmd@y.jp")
    send(sink.port)
    address = reverse("delivery:recipients", args=[message.uuid])
    answer = operator.get(address, {"as": "excel"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        "a@x.jp",
        "'=cmd@y.jp",
    ]


def test_the_proof_says_who_when_which_answer_and_that_nothing_was_altered(
    operator: Client, sink: Sink
) -> None:
    message = queued("a@x.jp", "b@y.jp")
    send(sink.port)
    address = reverse("delivery:proof", args=[message.uuid])
    said = words_of(operator.get(address, {"to": "A@x.jp"}).content)
    assert "a@x.jp" in said
    assert "b@y.jp" not in said
    assert "mx.sink.example" in said
    assert "一致" in said
    Delivery.objects.update(answer="mx 250 never said")
    assert "変わっています" in words_of(operator.get(address).content)


def test_a_training_mail_lies_here_and_says_that_it_went_nowhere(
    operator: Client, sink: Sink
) -> None:
    message = queued("a@x.jp", is_training=True)
    send(sink.port)
    shown = page(operator, "one", message)
    assert "訓練です" in shown
    assert "a@x.jp" in shown


def test_the_pages_ask_few_questions_however_many_rows(
    operator: Client, sink: Sink, django_assert_max_num_queries: Any
) -> None:
    message = queued(*(f"rcpt550.r{n}@x.jp" for n in range(30)))
    sink.is_forgiving = False
    send(sink.port)
    for name in ("list", "one", "recipients"):
        with django_assert_max_num_queries(16):
            page(operator, name, message if name != "list" else None)


def test_pasted_records_are_judged_and_not_kept(operator: Client) -> None:
    address = reverse("delivery:domain")
    assert operator.get(address).status_code == 200
    pasted = {"zone": '@ TXT "v=spf1 +all"\nrubbish', "server_ip": "192.0.2.1"}
    shown = operator.post(address, pasted).content.decode()
    assert "だれにでも" in shown
    assert "v=spf1 ip4:192.0.2.1 -all" in shown
    assert "_dmarc.hibari.example" in shown


def test_an_address_that_is_none_is_refused_with_words(operator: Client) -> None:
    shown = operator.post(reverse("delivery:domain"), {"zone": "", "server_ip": "x"})
    assert 'role="alert"' in shown.content.decode()
