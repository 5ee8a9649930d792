"""Papers that the city's rule demands: here, missing, and what waits for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from machimori_office.applications import demanded, links, services
from machimori_office.applications.made_up import grant
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.papers import blank_form
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move, State
from machimori_office.applications.terms import DemandedPaper, Terms
from machimori_office.audit.models import Entry
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.camera_grants.terms import GrantTerms
from machimori_office.patrols.models import Group
from machimori_office.people.models import Role, Staff
from machimori_office.rules.documents import example_rule
from machimori_office.web.errors import NotNow, PapersMissing
from machimori_office.web.words import Words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
WHO = {"actor": "0f0f", "at": NOW}
FIRST = ["watch-records", "estimate", "plan"]
TERMS = example_rule("camera-grants", GrantTerms)


def received(*papers: str) -> Application:
    who = Who(name="本町会", address="本町1-1", spokesperson="会長")
    way = Application.Way.PAPER
    return services.receive(
        GRANT, who=who, answers={}, way=way, papers=papers, actor="0f0f", at=NOW
    )


def moved(made: Application, move: Move) -> Application:
    services.move(made, move, reason="as it should", **WHO)
    return made


def lacking(made: Application) -> list[str]:
    return [paper.id for paper in demanded.missing(made)]


def test_what_came_along_is_here_and_the_rest_is_missing() -> None:
    made = received("estimate", "nonsense")
    assert lacking(made) == ["watch-records", "plan", "consent", "rules-of-use"]


def test_it_is_complete_only_with_its_papers_and_granted_with_the_minutes() -> None:
    made = received("estimate")
    with pytest.raises(PapersMissing, match="見守り活動の記録"):
        moved(made, Move.ACCEPT)
    demanded.check(made, here=FIRST, **WHO)
    moved(made, Move.ACCEPT)
    with pytest.raises(PapersMissing, match="議事録"):
        moved(made, Move.GRANT)


def test_rules_of_use_may_follow_the_decision_but_not_the_work() -> None:
    made = received(*FIRST, "consent")
    grant(made, evidence="seen", **WHO)
    demanded.check(made, here=[], gone=["rules-of-use"], **WHO)
    with pytest.raises(PapersMissing, match="管理運用要領"):
        moved(made, Move.CARRY_OUT)
    demanded.check(made, here=["rules-of-use"], **WHO)
    assert moved(made, Move.CARRY_OUT).state == State.CARRIED_OUT


def test_what_does_not_serve_stays_among_the_other_papers() -> None:
    made = received("plan")
    sent = ("cat.pdf", b"%PDF", "application/pdf")
    demanded.send_along(made, sent, kind="estimate", **WHO)
    demanded.check(made, here=[], gone=["estimate", "plan"], **WHO)
    assert Paper.objects.get().kind == ""
    assert {"estimate", "plan"} <= set(lacking(made))


def test_one_that_comes_while_a_clerk_looks_stays() -> None:
    made = received()
    demanded.send_along(made, ("a.pdf", b"%PDF", "x"), kind="plan", **WHO)
    demanded.check(made, here=["estimate"], **WHO)
    assert "plan" not in lacking(made)
    assert Entry.objects.filter(action="applications.papers").count() == 1


def test_after_the_end_nothing_comes_in() -> None:
    made = moved(received(), Move.WITHDRAW)
    with pytest.raises(NotNow):
        demanded.check(made, here=FIRST, **WHO)


def test_two_papers_of_one_name_are_refused() -> None:
    paper = DemandedPaper(id="plan", name=Words("図面"))
    with pytest.raises(ValueError, match="same id"):
        Terms(conditions=(), questions=(), papers=(paper, paper))


def test_the_paper_form_asks_for_them_too() -> None:
    printed = blank_form(GRANT, TERMS, on=NOW.date())
    assert printed.startswith(b"%PDF")


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def test_a_clerk_ticks_papers_and_asks_for_the_rest(clerk: Client) -> None:
    made = received("estimate")
    page = reverse("applications:check_papers", args=[made.pk])
    assert clerk.get(page).context["form"].initial["papers"] == ["estimate"]
    clerk.post(page, {"papers": ["plan"], "was": "estimate"})
    assert lacking(made) == ["watch-records", "estimate", "consent", "rules-of-use"]
    asking = clerk.get(reverse("applications:take_on", args=[made.pk, "return"]))
    said = asking.context["form"].initial["said"]
    assert "見積書" in said
    assert "図面" not in said
    shown = clerk.get(reverse("applications:one", args=[made.pk])).content.decode()
    assert shown.count("未提出") == 4


def test_an_applicant_sees_what_is_missing_and_sends_it(client: Client) -> None:
    made = received(*FIRST)
    where = f"/ja/application/{links.word_of(made)}/"
    assert "住民の合意が分かる議事録" in client.get(where).content.decode()
    sent = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 x %%EOF")
    client.post(f"{where}paper/", {"kind": "consent", "paper": sent})
    assert lacking(made) == ["rules-of-use"]
    wrong = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 x %%EOF")
    answer = client.post(f"{where}paper/", {"kind": "nonsense", "paper": wrong})
    assert answer.status_code == 400


def test_they_are_told_before_anybody_applies(client: Client) -> None:
    page = client.get("/ja/apply/camera-grants/").content.decode()
    assert "防犯カメラの管理運用要領" in page


def test_what_the_office_knows_of_a_group_stands_at_the_condition(
    clerk: Client,
) -> None:
    made = received()
    Group.objects.create(name="本町会", member_count=12, counted_on=NOW.date())
    page = clerk.get(reverse("applications:one", args=[made.pk])).context["page"]
    proposed = {held.id: held.proposal for held in page.conditions}
    assert "12か月のうち0か月で月1回以上" in proposed["monthly-watch"].says[0]
    assert proposed["residents-agree"] is None
    find = reverse("applications:find", args=[made.pk, "monthly-watch"])
    assert "12か月" in clerk.get(find).context["form"].initial["evidence"]
