"""A person's description ends everywhere; a missing person is erased everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.models import Alert, Consent, Person
from machimori_office.alerts.periodic import end_descriptions
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Staff
from tests.machimori_office.alerts.lives import LATER, drafted, sent, subscriber
from tests.machimori_office.alerts.sheets import DESCRIBED, LOOKS
from tests.machimori_office.alerts.test_published import ended, seek

AFTER = LATER + timedelta(days=4)


def everywhere() -> str:
    """Every cell of every table, and every file that the office keeps."""
    cells = [
        str(row) for model in apps.get_models() for row in model.objects.all().values()
    ]
    folder = Path(settings.OFFICE_FOLDER)
    files = [
        file.read_bytes().decode(errors="replace")
        for file in folder.rglob("*")
        if file.is_file() and "sqlite" not in file.name
    ]
    return "\n".join(cells + files)


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
