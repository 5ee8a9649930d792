from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from machimori.language import Text
from machimori_office.applications import conditions, links, registry, services
from machimori_office.applications.models import Applicant, Application, Finding
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import Procedure
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move, State, moves_from
from machimori_office.applications.terms import Terms
from machimori_office.audit.models import Entry
from machimori_office.records.services import standing
from machimori_office.rules import registry as rules
from machimori_office.rules.services import adopt
from machimori_office.web.errors import ApplicationChanged, ConditionsOpen, NotNow

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 10, 0, 0, tzinfo=UTC)
STAFF = "0f0f"
WHO = Who(name="本町防犯会", address="本町1-1", spokesperson="山田 花子")
TERMS = """
conditions:
  - id: twice-a-month
    says: {ja: 月に2回以上, en: twice a month}
    evidence: {ja: 活動の記録, en: records}
  - id: ten-members
    says: {ja: 10人以上, en: ten members}
    evidence: {ja: 名簿, en: a list}
questions:
  - {id: members, asks: number, label: {ja: 人数, en: Members}}
  - {id: birthday, asks: day, label: {ja: 生年月日, en: Birthday}, is_personal: true}
letters:
  granted: {title: 支給決定通知書, paragraphs: ["{name} 様", 支給します。]}
"""


@dataclass(frozen=True, kw_only=True)
class VestTerms(Terms):
    """What the procedure of these tests asks."""


VESTS = Procedure(
    name="vests",
    title=Text(ja="ベストの支給", en="Vests"),
    terms=VestTerms,
    activity="patrol",
    prefix="資",
)


@pytest.fixture(autouse=True)
def known_procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    title = Text(ja="要件", en="Terms")
    about = rules.Subject(name="vests", type=VestTerms, title=title, explains=title)
    monkeypatch.setitem(rules._SUBJECTS._items, VestTerms, about)
    monkeypatch.setitem(registry.PROCEDURES._items, "vests", VESTS)
    adopt(
        type_=VestTerms,
        text=TERMS,
        valid_from=date(2026, 4, 1),
        actor=STAFF,
        reason="year",
        at=NOW,
    )
    return


def received(at: datetime = NOW) -> Application:
    answers = {"members": 12, "birthday": "1950-01-01"}
    way = Application.Way.PAPER
    application = services.receive(VESTS, who=WHO, answers=answers, way=way, at=at)
    return application


def moved(application: Application, *moves: Move) -> Application:
    for move in moves:
        services.move(application, move, actor=STAFF, reason="as it should", at=NOW)
    return application


def all_met(application: Application) -> Application:
    for condition in conditions.open_conditions(application):
        found(application, condition.id, Finding.Outcome.MET)
    return application


def found(application: Application, id_: str, outcome: Finding.Outcome) -> None:
    terms = conditions.terms_of(VESTS, NOW)
    condition = next(c for c in terms.conditions if c.id == id_)
    conditions.find(
        application, condition, outcome=outcome, evidence="seen", actor=STAFF, at=NOW
    )


def test_numbers_run_through_a_fiscal_year_and_begin_anew() -> None:
    may_after = datetime(2027, 4, 1, tzinfo=UTC)
    made = [received(), received(), received(may_after)]
    assert [number_of(a) for a in made] == ["資8-1", "資8-2", "資9-1"]


def test_what_says_something_about_a_person_is_kept_with_the_person() -> None:
    application = received()
    assert application.answers == {"members": 12}
    assert application.applicant.answers == {"birthday": "1950-01-01"}
    Applicant.objects.all().delete()
    assert Application.objects.get().answers == {"members": 12}


def test_the_link_finds_its_application_and_no_other() -> None:
    way = Application.Way.WEB
    made = services.receive(VESTS, who=WHO, answers={}, way=way, at=NOW)
    assert links.by_token(links.word_of(made)) == made
    assert links.by_token(links.word_of(made)[:-1]) is None


def test_number_and_code_of_a_receipt_find_it_however_they_are_typed() -> None:
    made = received()
    number, code = number_of(made), links.code_of(made)
    assert links.by_code(number, code.lower().replace("-", " ")) == made
    assert links.by_code(number, "AAAAA-AAAAA") is None
    assert links.by_code("資8-99", code) is None
    assert links.by_code("資", "") is None


def test_it_is_granted_only_when_every_condition_was_found_to_be_met() -> None:
    application = moved(received(), Move.ACCEPT)
    found(application, "twice-a-month", Finding.Outcome.MET)
    found(application, "ten-members", Finding.Outcome.UNCLEAR)
    with pytest.raises(ConditionsOpen, match="1"):
        moved(application, Move.GRANT)
    found(application, "ten-members", Finding.Outcome.MET)
    assert moved(application, Move.GRANT).decided_at == NOW


def test_what_does_not_follow_is_refused() -> None:
    with pytest.raises(NotNow):
        moved(received(), Move.GRANT)
    with pytest.raises(NotNow):
        moved(received(), Move.WITHDRAW, Move.ACCEPT)


def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    mine = moved(received(), Move.ACCEPT)
    theirs = Application.objects.get()
    moved(mine, Move.REFUSE)
    with pytest.raises(ApplicationChanged):
        moved(theirs, Move.QUEUE)
    assert Application.objects.get().state == State.REFUSED


def test_a_decision_can_be_taken_back() -> None:
    application = moved(all_met(received()), Move.ACCEPT, Move.GRANT, Move.REOPEN)
    assert application.state == State.COMPLETE
    assert moved(application, Move.REFUSE).ended_at == NOW
    assert moved(application, Move.REOPEN).ended_at is None


def test_what_was_carried_out_stands_in_the_records() -> None:
    application = moved(all_met(received()), Move.ACCEPT, Move.GRANT)
    services.carry_out(
        application,
        subjects=["honcho"],
        on=NOW.date(),
        result="ベスト3着",
        actor=STAFF,
        at=NOW,
    )
    record = standing().get()
    assert (record.activity, record.duty) == ("patrol", "vests")
    assert record.about == str(application.pk)


def test_a_letter_keeps_what_it_said_when_the_rules_change() -> None:
    application = moved(all_met(received()), Move.ACCEPT, Move.GRANT)
    letter = services.write_letter(
        application,
        "granted",
        fields={"name": WHO.name},
        dated_on=NOW.date(),
        actor=STAFF,
        at=NOW,
    )
    assert letter.paragraphs == ["本町防犯会 様", "支給します。"]


def test_the_audit_follows_it_by_ids_alone() -> None:
    application = moved(all_met(received()), Move.ACCEPT)
    entries = Entry.objects.filter(object_id=str(application.pk))
    assert [entry.action for entry in entries] == [
        "applications.receive",
        "applications.found",
        "applications.found",
        "applications.accept",
    ]
    assert "本町" not in str(entries.values_list())


def test_every_state_but_the_last_can_be_left() -> None:
    stuck = [state for state in State if not moves_from(state)]
    assert stuck == [State.CLOSED]


def test_conditions_stay_as_they_were_once_it_is_decided() -> None:
    application = moved(all_met(received()), Move.ACCEPT, Move.GRANT)
    with pytest.raises(NotNow):
        found(application, "ten-members", Finding.Outcome.NOT_MET)
    assert not conditions.open_conditions(application)


def test_a_letter_is_written_only_where_it_fits() -> None:
    application = moved(all_met(received()), Move.ACCEPT, Move.REFUSE)
    how = {"fields": {"name": "x"}, "dated_on": NOW.date(), "actor": STAFF, "at": NOW}
    with pytest.raises(NotNow):
        services.write_letter(application, "granted", **how)
