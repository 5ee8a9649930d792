"""A form that is sent twice, even at one moment, makes one row."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from machimori_office.limits import periodic
from machimori_office.limits.models import Bucket, Press
from machimori_office.limits.once import once

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
FORM, SAID = "form:1wFgsD:signed", "('apply', '090-0000-0000')"


@pytest.mark.django_db
def test_the_second_press_leads_to_what_the_first_made() -> None:
    first = once(FORM, SAID, uuid4, at=NOW)
    assert once(FORM, SAID, uuid4, at=NOW + timedelta(hours=1)) == first
    assert once(FORM, "something else", uuid4, at=NOW) != first
    assert once("another form", SAID, uuid4, at=NOW) != first


@pytest.mark.django_db
def test_what_could_not_be_made_can_be_sent_again() -> None:
    def refused() -> UUID:
        Bucket.objects.create(key="half done", full_at_s=0)
        raise ValueError("there is no such place")

    with pytest.raises(ValueError, match="no such place"):
        once(FORM, SAID, refused, at=NOW)
    assert not Press.objects.exists()
    assert not Bucket.objects.exists()
    assert isinstance(once(FORM, SAID, uuid4, at=NOW), UUID)


@pytest.mark.django_db
def test_a_press_says_nothing_of_who_pressed_and_is_forgotten() -> None:
    once(FORM, SAID, uuid4, at=NOW)
    assert "090-0000" not in str(Press.objects.values())
    periodic.forget(NOW + timedelta(hours=13))
    assert not Press.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_presses_at_one_moment_one_makes_the_row() -> None:
    start, made, answers = threading.Barrier(4), [], []

    def make() -> UUID:
        # Long enough for all others to have asked.
        time.sleep(0.05)
        made.append(uuid4())
        return made[-1]

    press_at_once(lambda: answers.append(once(FORM, SAID, make, at=NOW)), start)
    assert len(made) == 1
    assert answers == made * 4


def press_at_once(press: Callable[[], object], start: threading.Barrier) -> None:
    def one() -> None:
        start.wait()
        try:
            press()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(start.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
