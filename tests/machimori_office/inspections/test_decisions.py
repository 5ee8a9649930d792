"""Decisions with their grounds: used by the next assessment, looked at again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from machimori.formats.decisions import read_decisions
from machimori.guidelines import shipped_catalogue
from machimori_office.inspections import scenes, services
from machimori_office.inspections.assessing import assess_next
from machimori_office.inspections.decisions import services as decisions
from machimori_office.inspections.decisions.services import Decided
from machimori_office.inspections.models import Assessment, Result, SiteDecision
from machimori_office.inspections.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow
from tests.machimori_office.inspections.park import NOW, STAFF, TODAY, TOO_HIGH
from tests.machimori_office.inspections.park import registered as in_register

pytestmark = pytest.mark.django_db

WHO = {"actor": STAFF, "at": NOW}
EXCLUDED = Decided(
    kind="exclude",
    ground="plan",
    reason="隣の線路から遮る必要がある",
    decided_by="地域安全課長",
    decided_on=TODAY,
    review_on=date(2027, 5, 11),
)


def assessed(days: int = 0) -> Assessment:
    at = NOW + timedelta(days=days)
    found = assess_next(lambda: at)
    assert found is not None
    return found


def finding(assessment: Assessment) -> Result:
    return assessment.results.get(criterion=TOO_HIGH, element="hedge")


def found_too_high() -> Result:
    services.ask_for_assessment(in_register(), **WHO)
    return finding(assessed())


def test_an_exclusion_is_used_by_the_next_assessment_and_shown_in_its_report() -> None:
    decisions.decide(found_too_high(), EXCLUDED, **WHO)
    after = assessed()
    assert finding(after).outcome == "excluded"
    after.refresh_from_db()
    report = zlib.decompress(bytes(after.report_ja)).decode()
    assert "隣の線路から遮る必要がある" in report


def test_one_decision_stands_at_a_time() -> None:
    result = found_too_high()
    decisions.decide(result, EXCLUDED, **WHO)
    with pytest.raises(NotNow):
        decisions.decide(result, EXCLUDED, **WHO)


def test_what_is_withdrawn_is_judged_again() -> None:
    made = decisions.decide(found_too_high(), EXCLUDED, **WHO)
    assessed()
    decisions.withdraw(made, reason="もう要らない", **WHO)
    assert finding(assessed()).outcome == "not_satisfied"
    with pytest.raises(NotNow):
        decisions.withdraw(made, reason="もう要らない", **WHO)


def test_from_its_day_on_it_counts_no_more_and_today_says_so(
    colleague: Callable[..., Staff],
) -> None:
    made = decisions.decide(found_too_high(), EXCLUDED, **WHO)
    assessed()
    then = NOW + timedelta(days=365)
    services.ask_for_assessment(made.site, actor=STAFF, at=then)
    assert finding(assessed(365)).outcome != "excluded"
    approver, clerk = colleague(Role.APPROVER), colleague(Role.OPERATOR)
    due = reverse("inspections:decisions") + "?state=due"
    assert due in [task.url for task in todo(approver, then)]
    assert due not in [task.url for task in todo(clerk, then)]


def test_a_renewed_one_takes_the_place_of_the_former() -> None:
    made = decisions.decide(found_too_high(), EXCLUDED, **WHO)
    later = replace(EXCLUDED, review_on=date(2029, 5, 11))
    renewed = decisions.renew(made, later, **WHO)
    assert list(decisions.standing()) == [renewed]
    assert SiteDecision.objects.get(pk=made.pk).renewal == renewed


def test_the_library_reads_the_exported_table(tmp_path: Path) -> None:
    made = decisions.decide(found_too_high(), EXCLUDED, **WHO)
    file = tmp_path / "decisions.csv"
    file.write_text(decisions.decisions_table(decisions.standing()), encoding="utf-8")
    scene = scenes.read(scenes.content_of(made.site.scenes.latest("number")))
    (read,) = read_decisions(file, shipped_catalogue(), scene)
    (known,) = decisions.known_decisions(made.site)
    assert replace(read, source="") == replace(known, source="")


def test_what_somebody_wrote_is_no_formula_in_a_spreadsheet() -> None:
    formula = replace(EXCLUDED, reason="=HYPERLINK(A1)")
    decisions.decide(found_too_high(), formula, **WHO)
    assert ",'=HYPERLINK" in decisions.decisions_table(decisions.standing())


@pytest.fixture
def approver(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.APPROVER))


def test_an_approver_decides_on_the_page(approver: Client) -> None:
    path = reverse("inspections:decide", args=[found_too_high().pk])
    told = {**vars(EXCLUDED), "ground": ""}
    assert "ground" in approver.post(path, told).context["form"].errors
    told = {**vars(EXCLUDED), "review_on": "2026-05-01"}
    assert "review_on" in approver.post(path, told).context["form"].errors
    answer = approver.post(path, vars(EXCLUDED))
    assert answer.status_code == 302
    page = approver.get(answer["Location"])
    assert "隣の線路" in page.content.decode()
    table = approver.get(reverse("inspections:export_decisions", args=["momiji"]))
    assert TOO_HIGH in table.content.decode()
