"""What residents decided is written where no restore takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from machimori_office.alerts.models import Alert, Person
from machimori_office.alerts.services.persons import erase_line
from machimori_office.backups import diary, periodic
from machimori_office.backups.diary import What, who
from machimori_office.backups.models import Wish
from machimori_office.backups.registry import catch_ups
from machimori_office.people.models import Role, Staff
from machimori_office.privacy.registry import FILES
from machimori_office.subscriptions import keeping, services
from machimori_office.subscriptions.models import Subscriber
from tests.machimori_office.alerts.test_published import seek
from tests.machimori_office.subscriptions.residents import HANAKO, TARO, registered

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def written(folder: Path, since: datetime = NOW) -> diary.Diary:
    diary.write_down(folder, at=NOW - 9999 * HOUR)
    found = diary.read([folder], since=since)
    assert found is not None
    return found


def caught_up(since: diary.Diary) -> int:
    return sum(each(since, NOW) for each in catch_ups())


def test_a_line_says_when_what_and_who_without_an_address(tmp_path: Path) -> None:
    diary.note(What.LEFT, TARO, at=NOW)
    found = written(tmp_path)
    assert [d.what for d in found[who(TARO)]] == [What.LEFT]
    text = (tmp_path / diary.NAME).read_text()
    assert "taro" not in text
    assert (tmp_path / diary.NAME).stat().st_mode & 0o077 == 0
    assert not Wish.objects.exists()


def test_lines_wait_while_the_folder_is_away(tmp_path: Path) -> None:
    diary.note(What.LEFT, TARO, at=NOW)
    away = tmp_path / "away"
    away.write_text("not a folder")
    with pytest.raises(OSError, match="away"):
        diary.write_down(away, at=NOW)
    assert Wish.objects.count() == 1
    assert who(TARO) in written(tmp_path)


def test_what_was_decided_before_the_backup_says_nothing(tmp_path: Path) -> None:
    diary.note(What.LEFT, TARO, at=NOW - HOUR)
    assert written(tmp_path) == {}


def test_a_file_of_another_secret_is_as_good_as_none(
    tmp_path: Path, settings: Any
) -> None:
    assert diary.read([tmp_path], since=NOW) is None
    diary.note(What.LEFT, TARO, at=NOW)
    written(tmp_path)
    settings.SECRET_KEY = "another" * 10
    assert diary.read([tmp_path], since=NOW) is None


def test_a_file_that_begins_after_the_backup_is_as_good_as_none(tmp_path: Path) -> None:
    diary.write_down(tmp_path, at=NOW + HOUR)
    assert diary.read([tmp_path], since=NOW) is None
    assert diary.read([tmp_path], since=NOW + HOUR) == {}


def test_a_line_cut_off_by_a_power_cut_hides_none_of_the_others(tmp_path: Path) -> None:
    diary.note(What.LEFT, TARO, at=NOW)
    written(tmp_path)
    with (tmp_path / diary.NAME).open("a") as file:
        file.write("2026-04-01T0\n")
    diary.note(What.LEFT, HANAKO, at=NOW)
    assert set(written(tmp_path)) == {who(TARO), who(HANAKO)}


def test_lines_that_no_backup_is_older_than_are_deleted(
    tmp_path: Path, settings: Any
) -> None:
    settings.BACKUP_FOLDER, settings.OFFICE_FOLDER = "", tmp_path
    diary.note(What.LEFT, TARO, at=NOW - periodic.LONGEST - HOUR)
    diary.note(What.LEFT, HANAKO, at=NOW)
    periodic.write_down(NOW)
    periodic.make(NOW)
    said = (tmp_path / diary.NAME).read_text()
    assert who(HANAKO) in said
    assert who(TARO) not in said


def test_who_left_is_off_again_after_a_restore(tmp_path: Path) -> None:
    address = registered(TARO).address
    registered(HANAKO)
    services.unsubscribe(address_pk=address.pk, at=NOW + HOUR)
    since = written(tmp_path, since=NOW + HOUR / 2)
    keeping.take_on(address, services.EVERYTHING, way=Subscriber.Way.MAIL, at=NOW)
    assert caught_up(since) == 1
    assert Subscriber.objects.get().address.address == HANAKO
    assert caught_up(since) == 0


def test_who_left_and_came_back_stays(tmp_path: Path) -> None:
    address = registered(TARO).address
    services.unsubscribe(address_pk=address.pk, at=NOW + HOUR)
    registered(TARO, at=NOW + 2 * HOUR)
    assert caught_up(written(tmp_path, since=NOW + HOUR / 2)) == 0
    assert Subscriber.objects.count() == 1


def test_who_left_one_kind_does_not_get_it_again(tmp_path: Path) -> None:
    resident = registered(TARO)
    services.unsubscribe(
        address_pk=resident.address_id, at=NOW + HOUR, category="city/phone"
    )
    thinner = keeping.choices_of(Subscriber.objects.get())
    since = written(tmp_path, since=NOW + HOUR / 2)
    keeping.change(resident, services.EVERYTHING, at=NOW)
    assert caught_up(since) == 1
    assert keeping.choices_of(Subscriber.objects.get()) == thinner


def test_who_changed_the_address_is_not_written_to_at_the_former(
    tmp_path: Path,
) -> None:
    resident = registered(TARO)
    former = resident.address
    keeping.move(resident, address=HANAKO, key=HANAKO, at=NOW + HOUR)
    since = written(tmp_path, since=NOW + HOUR / 2)
    keeping.take_on(former, services.EVERYTHING, way=Subscriber.Way.MAIL, at=NOW)
    assert caught_up(since) == 1
    assert not Subscriber.objects.filter(address=former).exists()


def test_who_was_erased_is_erased_again(tmp_path: Path) -> None:
    registered(TARO)
    diary.note(What.ERASED, TARO, at=NOW + HOUR)
    assert caught_up(written(tmp_path, since=NOW + HOUR / 2)) >= 1
    assert FILES["subscribers"].find(TARO) == []


def test_a_missing_person_who_was_found_is_not_named_again(
    tmp_path: Path, colleague: Callable[..., Staff]
) -> None:
    alert = seek(colleague(Role.OPERATOR), colleague(Role.APPROVER))
    found = Alert.objects.get(pk=alert.pk)
    person = found.person
    erase_line(found, by=None, at=NOW + HOUR, reason="search ended")
    since = written(tmp_path, since=NOW + HOUR / 2)
    assert str(found.line) not in (tmp_path / diary.NAME).read_text()
    found.save()
    person.save(force_insert=True)
    assert "山田はな" in str(Alert.objects.get().sheet)
    assert caught_up(since) == 1
    assert "山田" not in str(Alert.objects.values())
    assert not Person.objects.exists()
    assert caught_up(since) == 0
