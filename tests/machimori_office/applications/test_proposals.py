from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.applications import services
from machimori_office.applications.conditions import find, terms_of
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.one_page import condition_of
from machimori_office.applications.proposals import Proposal, proposal_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.services import Who
from machimori_office.audit.models import Entry
from machimori_office.patrols.models import Group, Report
from machimori_office.patrols.services.reports import Told, report_walk
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import DeviationUnexplained
from machimori_office.web.years import months_after

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
MET, NOT_MET, UNCLEAR = (
    Finding.Outcome.MET,
    Finding.Outcome.NOT_MET,
    Finding.Outcome.UNCLEAR,
)


TOLD = Told(
    people=2,
    minutes=60,
    weather=Report.Weather.FINE,
    seen=Report.Seen.NOTHING,
)


@pytest.fixture
def hand(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def applied(procedure: str, **answers: Any) -> Application:
    given = {name.replace("_", "-"): value for name, value in answers.items()}
    who, way = Who(name="本町防犯会", address="本町1-1"), Application.Way.PAPER
    about = PROCEDURES[procedure]
    return services.receive(about, who=who, answers=given, way=way, at=NOW)


def proposed(application: Application, id_: str) -> Proposal:
    condition = condition_of(application, id_)
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    assert condition is not None
    proposal = proposal_of(application, condition, terms)
    assert proposal is not None
    return proposal


def walked(*walks_by_month: int) -> Group:
    """Tell walks of the months before this one, the newest first."""
    group = Group.objects.create(
        name="本町防犯会", member_count=12, counted_on=NOW.date()
    )
    for back, walks in enumerate(walks_by_month, start=1):
        on = months_after(date(2026, 5, 3), -back)
        for _ in range(walks):
            report_walk(group, TOLD, on=on, actor="0f0f", at=NOW)
    return group


@pytest.mark.parametrize(
    ("birthday", "outcome"),
    [
        ("1961-05-11", MET),
        ("1961-05-12", UNCLEAR),
        ("1966-05-11", UNCLEAR),
        ("1966-05-12", NOT_MET),
        (None, UNCLEAR),
    ],
)
def test_about_65_is_met_from_65_on_and_open_from_60(
    birthday: str | None, outcome: Finding.Outcome
) -> None:
    assert proposed(applied("recorders", birthday=birthday), "about-65").outcome == (
        outcome
    )


@pytest.mark.parametrize(
    ("answer", "outcome"), [("no", MET), ("yes", NOT_MET), (None, UNCLEAR)]
)
def test_a_household_with_the_polices_device_is_left_out(
    answer: str | None, outcome: Finding.Outcome
) -> None:
    made = applied("recorders", police_device=answer)
    assert proposed(made, "no-police-device").outcome == outcome


@pytest.mark.parametrize(
    ("members", "of_the_city", "outcome"),
    [
        (10, 6, MET),
        (10, 5, NOT_MET),
        (9, 9, NOT_MET),
        (12, None, UNCLEAR),
        (None, None, UNCLEAR),
        (10, 11, UNCLEAR),
    ],
)
def test_ten_members_most_of_them_of_the_city(
    members: int | None, of_the_city: int | None, outcome: Finding.Outcome
) -> None:
    made = applied("supplies", members=members, members_of_the_city=of_the_city)
    assert proposed(made, "ten-members").outcome == outcome


@pytest.mark.parametrize(
    ("bodies", "outcome"),
    [
        ("中央商店街協同組合\n本町一丁目第一町会", MET),
        ("駅南口商店会\n北町商工振興会", NOT_MET),
        ("駅南口商店会\n松風会", UNCLEAR),
        (None, UNCLEAR),
    ],
)
def test_shop_associations_alone_get_no_grant(
    bodies: str | None, outcome: Finding.Outcome
) -> None:
    made = applied("camera-grants", bodies=bodies)
    assert proposed(made, "not-shops-alone").outcome == outcome


@pytest.mark.parametrize(
    ("answer", "day", "outcome"),
    [
        ("decided", "2026-04-01", MET),
        ("decided", "2026-03-31", NOT_MET),
        ("decided", None, UNCLEAR),
        ("asked", None, UNCLEAR),
        ("not-asked", None, NOT_MET),
        (None, None, UNCLEAR),
    ],
)
def test_the_prefectures_grant_is_of_the_same_year(
    answer: str | None, day: str | None, outcome: Finding.Outcome
) -> None:
    made = applied("camera-grants", prefecture_grant=answer, prefecture_grant_on=day)
    assert proposed(made, "prefecture-pays").outcome == outcome


@pytest.mark.parametrize(
    ("walks", "outcome"),
    [
        ([1] * 12, MET),
        ([1] * 9 + [0] * 3 + [1], NOT_MET),
        ([1] * 9, UNCLEAR),
        ([], UNCLEAR),
    ],
)
def test_watching_every_month_is_read_off_the_groups_walks(
    walks: list[int], outcome: Finding.Outcome
) -> None:
    walked(*walks)
    assert proposed(applied("camera-grants"), "monthly-watch").outcome == outcome


def test_it_says_how_many_months_lack_a_walk_and_where_that_stands() -> None:
    group = walked(*[1] * 9, 0, 0, 0, 1)
    proposal = proposed(applied("camera-grants"), "monthly-watch")
    assert "3か月で不足" in proposal.evidence().ja
    assert proposal.known is not None
    assert proposal.known.page == reverse("patrols:group", args=[group.pk])


def test_the_word_of_a_group_that_the_office_does_not_know_is_not_enough() -> None:
    made = applied("supplies", patrols_a_month=4)
    assert proposed(made, "twice-a-month").outcome == UNCLEAR
    few = applied("supplies", patrols_a_month=1)
    assert proposed(few, "twice-a-month").outcome == NOT_MET


def test_what_only_a_person_can_look_at_has_no_proposal() -> None:
    made = applied("recorders", birthday="1950-01-01")
    condition = condition_of(made, "lives-in-the-city")
    terms = terms_of(PROCEDURES["recorders"], NOW)
    assert condition is not None
    assert proposal_of(made, condition, terms) is None


def test_who_finds_otherwise_says_why_and_it_is_kept() -> None:
    made = applied("supplies", members=8, members_of_the_city=8)
    condition = condition_of(made, "ten-members")
    assert condition is not None
    how: dict[str, Any] = {"evidence": "名簿", "actor": "0f0f", "at": NOW}
    with pytest.raises(DeviationUnexplained):
        find(made, condition, outcome=MET, **how)
    find(made, condition, outcome=MET, because="来月2人加わる", **how)
    finding = Finding.objects.get()
    assert (finding.proposed, finding.because) == (NOT_MET, "来月2人加わる")
    assert Entry.objects.latest("pk").details["deviates"] == "yes"
    find(made, condition, outcome=NOT_MET, because="無用", **how)
    assert Finding.objects.get().because == ""


def test_the_page_proposes_and_asks_why_where_it_is_not_followed(
    hand: Client,
) -> None:
    made = applied("supplies", members=8, members_of_the_city=8)
    at = reverse("applications:find", args=[made.pk, "ten-members"])
    page = hand.get(at).content.decode()
    assert "構成員の人数 8（10以上）" in page
    found = {"outcome": "met", "evidence": "名簿"}
    assert 'id="id_because_error"' in hand.post(at, found).content.decode()
    assert not Finding.objects.exists()
    hand.post(at, found | {"because": "来月2人加わる"})
    one = hand.get(reverse("applications:one", args=[made.pk])).content.decode()
    assert "来月2人加わる" in one
