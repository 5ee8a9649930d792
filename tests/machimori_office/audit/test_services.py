"""The audit chain: what goes in, and that nothing can be altered unseen."""

from __future__ import annotations

import inspect
import itertools
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from machimori_office.audit import models, services
from machimori_office.audit.models import GENESIS, Entry, Head
from machimori_office.audit.services import Fault, record, verify
from machimori_office.web.errors import AuditOutsideTransaction, NotRecordable

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def add(**changes: object) -> Entry:
    said: dict = {
        "actor": "system",
        "action": "tests.added",
        "object_kind": "tests.thing",
        "object_id": "1",
        "reason": "試験のため",
        "at": AT,
    }
    return record(**{**said, **changes})


@pytest.fixture
def chain(db: None) -> list[Entry]:
    return [add(object_id=str(n)) for n in range(5)]


@pytest.fixture
def unguarded(chain: list[Entry]) -> Callable[..., None]:
    """A hand in the database itself: whoever owns it can take the triggers away."""
    sqlite = (
        "DROP TRIGGER audit_entry_no_update",
        "DROP TRIGGER audit_entry_no_delete",
    )
    postgresql = ("ALTER TABLE audit_entry DISABLE TRIGGER ALL",)

    def execute(sql: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    for statement in sqlite if connection.vendor == "sqlite" else postgresql:
        execute(statement)
    return execute


def faults() -> list[Fault]:
    return list(verify().faults)


def test_entries_are_numbered_and_linked(chain: list[Entry]) -> None:
    assert [entry.sequence for entry in chain] == [1, 2, 3, 4, 5]
    assert chain[0].previous_hash == GENESIS
    for earlier, later in itertools.pairwise(chain):
        assert later.previous_hash == earlier.own_hash


def test_an_untouched_chain_verifies(chain: list[Entry]) -> None:
    found = verify()
    assert (found.entries, found.own_hash, found.faults) == (5, chain[-1].own_hash, ())


@pytest.mark.django_db
def test_an_empty_chain_verifies() -> None:
    assert verify().faults == ()


@pytest.mark.parametrize("column", ["actor", "action", "object_id", "reason"])
def test_a_changed_row_is_found(unguarded: Callable[..., None], column: str) -> None:
    unguarded(f"UPDATE audit_entry SET {column} = 'x' WHERE sequence = 3")
    assert faults() == [Fault(3, "changed")]


def test_a_changed_time_is_found(unguarded: Callable[..., None]) -> None:
    unguarded("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE sequence = 3")
    assert faults() == [Fault(3, "changed")]


def test_a_row_changed_with_its_own_hash_is_found(
    unguarded: Callable[..., None], chain: list[Entry]
) -> None:
    chain[2].reason = "forged"
    forged = chain[2].computed_hash()
    unguarded(
        "UPDATE audit_entry SET reason = 'forged', own_hash = %s WHERE sequence = 3",
        forged,
    )
    assert faults() == [Fault(4, "relinked")]


def test_a_removed_row_is_found(unguarded: Callable[..., None]) -> None:
    unguarded("DELETE FROM audit_entry WHERE sequence = 3")
    assert faults() == [Fault(4, "removed")]


def test_a_removed_end_is_found(unguarded: Callable[..., None]) -> None:
    unguarded("DELETE FROM audit_entry WHERE sequence > 3")
    assert faults() == [Fault(5, "head")]


def test_a_row_put_behind_the_end_is_found(chain: list[Entry]) -> None:
    forged = Entry.objects.get(sequence=5)
    forged.sequence, forged.previous_hash = 6, chain[-1].own_hash
    forged.own_hash = forged.computed_hash()
    forged.save()
    assert faults() == [Fault(6, "head")]


def test_rows_in_another_order_are_found(unguarded: Callable[..., None]) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        unguarded(f"UPDATE audit_entry SET sequence = {new} WHERE sequence = {old}")
    assert {fault.sequence for fault in faults()} >= {2, 3}


def test_a_chain_that_was_rewritten_whole_lacks_the_hash_on_paper(
    unguarded: Callable[..., None], chain: list[Entry]
) -> None:
    on_paper = chain[-1].own_hash
    unguarded("DELETE FROM audit_entry")
    Head.objects.update(sequence=0, own_hash=GENESIS)
    add(reason="forged")
    assert not faults()
    with pytest.raises(CommandError):
        call_command("verify_audit", contains=on_paper)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"],
)
@pytest.mark.usefixtures("chain")
def test_the_database_refuses_changes(statement: str) -> None:
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify().entries == 5


def test_an_entry_refuses_to_be_saved_again_or_deleted(chain: list[Entry]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        chain[0].save()
    with pytest.raises(TypeError):
        chain[0].delete()


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "  ",
        "x",
        "あ" * 201,
        "taro@example.jp に返事",
        "042-123-4567 へ電話",
        "本町1-2-3",
    ],
)
@pytest.mark.django_db
def test_a_reason_says_something_and_names_nobody(reason: str) -> None:
    with pytest.raises(NotRecordable):
        add(reason=reason)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "reason",
    [
        "田中さんの申し出",
        "氏名：田中太郎",
        "田中太郎（35）の依頼",
        "asked by Mr Tanaka",
    ],
)
@pytest.mark.django_db
def test_a_name_in_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(NotRecordable):
        add(reason=reason)
    assert not Entry.objects.exists()
    add(reason="市民の皆さんとお子さん、自治会の方のため")


@pytest.mark.parametrize(
    "wrong",
    [{"actor": "佐藤"}, {"object_id": "a b"}, {"details": {"name": "佐藤 恵"}}],
)
@pytest.mark.django_db
def test_only_ids_and_words_of_the_code_are_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(NotRecordable):
        add(**wrong)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(AuditOutsideTransaction):
        add()


@pytest.mark.usefixtures("emptied_afterwards")
def test_many_at_once_make_one_chain() -> None:
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        for _ in range(5):
            with transaction.atomic():
                add()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify()
    assert (found.entries, found.faults) == (20, ())


@pytest.mark.usefixtures("chain")
def test_the_command_prints_the_end_of_the_chain(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("verify_audit")
    assert re.search(r"5 entries, the last [0-9a-f]{64}", capsys.readouterr().out)


def test_the_command_fails_where_the_chain_does(unguarded: Callable[..., None]) -> None:
    unguarded("DELETE FROM audit_entry WHERE sequence = 2")
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_no_setting_can_switch_it_off() -> None:
    for source in (inspect.getsource(services), inspect.getsource(models)):
        assert "django.conf" not in source
