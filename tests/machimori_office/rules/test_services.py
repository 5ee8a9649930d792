from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from machimori.errors import InvalidInput
from machimori_office.audit.models import Entry
from machimori_office.outbox.stopping import Counting, StoppingRule
from machimori_office.rules import services
from machimori_office.rules.models import Version
from machimori_office.rules.registry import subjects
from machimori_office.rules.services import adopt, rule

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
IN_A_ROW = "days: 4\ncounting: days_in_a_row\n"


def test_a_city_that_wrote_no_rule_has_the_examples(db: None) -> None:
    assert rule(StoppingRule, on=date(2026, 4, 1)) == StoppingRule()


def test_a_new_version_holds_from_its_day_and_not_before(db: None) -> None:
    adopted(IN_A_ROW, valid_from=date(2026, 4, 10))
    assert rule(StoppingRule, on=date(2026, 4, 9)).days == 3
    held = rule(StoppingRule, on=date(2026, 4, 10))
    assert (held.days, held.counting) == (4, Counting.DAYS_IN_A_ROW)


def test_of_two_versions_from_one_day_the_later_written_holds(db: None) -> None:
    adopted("days: 5\n", valid_from=date(2026, 4, 1))
    adopted("days: 6\n", valid_from=date(2026, 4, 1))
    assert rule(StoppingRule, on=date(2026, 4, 1)).days == 6


@pytest.mark.parametrize("text", ["day: 4\n", "days: 1\n", "days: many\n", "[]"])
def test_a_wrong_document_is_refused_and_nothing_is_written(
    db: None, text: str
) -> None:
    with pytest.raises(InvalidInput, match=r"stopping\.yaml"):
        adopted(text, valid_from=date(2026, 4, 1))
    assert not Version.objects.exists()
    assert not Entry.objects.exists()


def test_adopting_stands_in_the_audit_with_its_reason(db: None) -> None:
    adopted(IN_A_ROW, valid_from=date(2026, 4, 10))
    entry = Entry.objects.get()
    assert (entry.action, entry.reason) == ("rules.adopted", "new manual")
    assert entry.details == {"valid_from": "2026-04-10"}


def test_every_rule_has_an_example_that_can_be_read(db: None) -> None:
    for subject in subjects():
        found = services.rule(subject.type, on=date(2026, 4, 1))
        assert isinstance(found, subject.type)


def adopted(text: str, *, valid_from: date) -> Version:
    return adopt(
        type_=StoppingRule,
        text=text,
        valid_from=valid_from,
        actor="0f0f",
        reason="new manual",
        at=NOW,
    )
