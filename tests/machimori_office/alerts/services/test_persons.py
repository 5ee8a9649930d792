"""A person's description ends everywhere; a missing person is erased everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.models import Alert, Consent, Person
from machimori_office.alerts.periodic import end_descriptions
from machimori_office.alerts.services import approving
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Staff
from machimori_office.web.errors import NotRecordable
from machimori_office.web.words import VARIETIES
from tests.machimori_office.alerts.lives import (
    LATER,
    drafted,
    sent,
    subscriber,
    waiting,
)
from tests.machimori_office.alerts.sheets import DESCRIBED, LOOKS
from tests.machimori_office.alerts.test_published import SOUGHT, ended, seek

AFTER = LATER + timedelta(days=4)


def everywhere() -> str:
    """Every cell of every table, and every file that the office keeps.

    Tables as the database has them: caches and sessions have no model of ours.
    """
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cells = [str(row) for table in tables for row in _rows(cursor, table)]
        sessions = [str(s.get_decoded()) for s in Session.objects.all()]
    folder = Path(settings.OFFICE_FOLDER)
    files = [
        file.read_bytes().decode(errors="replace")
        for file in folder.rglob("*")
        if file.is_file() and "sqlite" not in file.name
    ]
    return "\n".join(cells + sessions + files)


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return [tuple(map(_readable, row)) for row in cursor.fetchall()]


def _readable(cell: Any) -> Any:
    """JSON of SQLite holds Japanese as escapes; some cells hold bytes."""
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).decode(errors="replace")
    if isinstance(cell, str) and "\\u" in cell:
        return cell.encode().decode("unicode_escape", errors="replace")
    return cell


def test_a_description_is_in_the_mail_until_it_ends(
    writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example", "ja+easy+en")
    sent(writer, second, DESCRIBED)
    assert LOOKS.ja in Letter.objects.get(key="ja+easy+en").text
    end_descriptions(LATER)
    assert all(LOOKS.in_(v) in everywhere() for v in ("ja", "easy", "en"))


def test_afterwards_it_is_in_no_table_and_no_file(writer: Staff, second: Staff) -> None:
    subscriber("a@x.example", "ja+easy+en")
    alert = sent(writer, second, DESCRIBED)
    end_descriptions(AFTER)
    left = everywhere()
    assert not any(LOOKS.in_(v) in left for v in ("ja", "easy", "en"))
    assert DESCRIBED.details.ja in Letter.objects.get(key="ja").text
    assert Alert.objects.get(pk=alert.pk).erased_at is None


def test_the_missing_are_named_in_the_mail_alone(writer: Staff, second: Staff) -> None:
    subscriber("a@x.example")
    seek(writer, second)
    assert "山田はな" in Letter.objects.get().text


@pytest.mark.parametrize("relation", [Relation.FOUND, Relation.WITHDRAWS])
def test_once_found_the_missing_are_nowhere(
    relation: Relation, writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example")
    alert = seek(writer, second)
    ended(alert, writer, second, relation)
    assert "山田はな" in everywhere()
    end_descriptions(LATER)
    left = everywhere()
    assert not any(word in left for word in ("山田", "82歳", LOOKS.ja))
    assert Alert.objects.published().count() == 2
    assert Consent.objects.get().giver == "child"


def test_once_found_no_page_list_file_or_figure_names_the_missing(
    writer: Staff,
    second: Staff,
    manager: Staff,
    signed_in: Callable[..., Client],
    client: Client,
) -> None:
    subscriber("a@x.example")
    alert = seek(writer, second)
    ended(alert, writer, second, Relation.FOUND)
    here = signed_in(manager)
    console = (
        reverse("alerts:list"),
        reverse("alerts:one", args=[alert.pk]),
        reverse("alerts:figures"),
        reverse("desk:audit"),
        reverse("delivery:one", args=[alert.message.uuid]),
    )
    pages = ("", "alerts/", "alerts/feed", f"alerts/{alert.pk}/")
    public = [f"/{variety}/{page}" for variety in VARIETIES for page in pages]
    before = "".join(text_of(here, path) for path in console)
    assert "山田" in before
    end_descriptions(LATER)
    read = [text_of(here, path) for path in console]
    excel = [*console[:1], console[2], f"{console[4]}recipients/"]
    read += [text_of(here, path, **{"as": "excel"}) for path in excel]
    read += [text_of(client, path) for path in public]
    found = here.post(reverse("desk:search"), {"sought": "はなさん"}, follow=True)
    assert not any("山田" in each or LOOKS.ja in each for each in read)
    assert str(alert.pk) not in found.content.decode()


def text_of(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query, follow=True)
    assert answer.status_code == 200, path
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] != b"PK":
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize(
    "named", ["山田はなさんの家族", "山田家の同意", "佐藤さんの依頼"]
)
def test_no_reason_names_the_missing_for_nobody_could_erase_it(
    named: str, writer: Staff, second: Staff
) -> None:
    alert = waiting(writer, SOUGHT)
    with pytest.raises(NotRecordable):
        approving.send_back(alert=alert, by=second, at=LATER, reason=named)
    assert named not in everywhere()
    approving.send_back(alert=alert, by=second, at=LATER, reason="家族の同意を先に")


def test_a_search_that_nobody_ends_is_erased_with_its_description(
    writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example")
    seek(writer, second)
    end_descriptions(AFTER)
    assert "山田" not in everywhere()


def test_the_notice_goes_to_who_got_the_search(writer: Staff, second: Staff) -> None:
    one = subscriber("a@x.example")
    alert = seek(writer, second)
    subscriber("b@x.example")
    notice = ended(alert, writer, second, Relation.FOUND)
    assert notice.message is not None
    got = notice.message.deliveries.values_list("address", flat=True)
    assert list(got) == [one.address_id]


def test_erasing_twice_changes_nothing(writer: Staff, second: Staff) -> None:
    ended(seek(writer, second), writer, second, Relation.FOUND)
    end_descriptions(LATER)
    first = list(Alert.objects.order_by("pk").values())
    end_descriptions(LATER)
    assert list(Alert.objects.order_by("pk").values()) == first


def test_a_draft_loses_its_person_as_well(writer: Staff) -> None:
    drafted(writer, DESCRIBED)
    end_descriptions(AFTER)
    assert not Person.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's file")
def test_what_is_erased_is_not_in_the_databases_file_either(
    emptied_afterwards: None, writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example")
    alert = seek(writer, second)
    file = Path(connection.settings_dict["NAME"])
    assert "山田はな".encode() in written_out(file)
    ended(alert, writer, second, Relation.FOUND)
    end_descriptions(LATER)
    assert "山田はな".encode() not in written_out(file)


def written_out(file: Path) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()
