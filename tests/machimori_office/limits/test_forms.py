from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import signing

from machimori_office.limits.forms import GuardedForm, opened_now


class Question(GuardedForm):
    """As a page would make one."""


def opened(ago_s: float, monkeypatch: pytest.MonkeyPatch) -> str:
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr(signing.time, "time", lambda: now - ago_s)
        return opened_now()


def filled(**given: Any) -> Question:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data.update(given)
    return Question(data)


def test_a_person_gets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled(opened=opened(20, monkeypatch), website="").is_valid()


def test_who_fills_in_what_nobody_sees_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = filled(opened=opened(20, monkeypatch), website="http://x")
    assert not form.is_valid()


def test_who_was_only_quick_gets_through_the_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stamp = opened(0, monkeypatch)
    assert not filled(opened=stamp).is_valid()
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 5)
    assert filled(opened=stamp).is_valid()


@pytest.mark.parametrize("stamp", ["", "form", "form:1:2", "form:1wFgsD:AAAA"])
def test_a_time_that_nobody_signed_is_replaced(stamp: str) -> None:
    form = filled(opened=stamp)
    assert not form.is_valid()
    assert form.data["opened"] not in ("", stamp)


def test_a_form_left_open_over_night_is_opened_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = filled(opened=opened(13 * 3600, monkeypatch))
    assert not form.is_valid()
    assert "value" in str(form.guards)


def test_the_trap_is_hidden_from_everybody_who_reads(settings: Any) -> None:
    page = Question().guards
    assert 'aria-hidden="true"' in page
    assert 'tabindex="-1"' in page
