"""What no link leads to is opened by a test, or it is said why none does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.people.models import Staff
from tests.machimori_office.behind_a_press import HERE, LOOKED_AT_BY
from tests.machimori_office.people.test_permission_matrix import MATRIX

WHY_NOT = (
    "a file",
    "takes presses alone",
    "leads on",
    "the page of",
    "a link of the made-up city leads there on most days",
)
MOST_LACKING = 40
"""So many pages are opened by nothing but the permission matrix. Let it fall."""

SIGNING_IN = ("account_inactive", "socialaccount_login_cancelled")


def test_each_names_the_test_that_opens_it_or_a_reason() -> None:
    assert [by for by in LOOKED_AT_BY.values() if by and not _is_answered(by)] == []


def test_few_are_opened_by_nothing() -> None:
    lacking = [name for name, by in LOOKED_AT_BY.items() if not by]
    assert len(lacking) <= MOST_LACKING, "name the tests that open what is new"


def test_each_is_an_address_of_the_office() -> None:
    assert not LOOKED_AT_BY.keys() - MATRIX.keys()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_stands_around_signing_in_can_be_read(
    manager: Staff, signed_in: Callable[..., Client], language: str
) -> None:
    client = signed_in(manager)
    client.cookies["django_language"] = language
    for name in SIGNING_IN:
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        assert "<h1" in answer.content.decode(), name


def _is_answered(by: str) -> bool:
    file, _, test = by.partition("::")
    if not test:
        return by.startswith(WHY_NOT)
    source = (HERE / file).read_text(encoding="utf-8")
    return re.search(rf"^def {test}\(", source, re.MULTILINE) is not None
