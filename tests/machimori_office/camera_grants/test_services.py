from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.applications import services as applications
from machimori_office.applications.conditions import find, open_conditions, terms_of
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move, State
from machimori_office.camera_grants import services
from machimori_office.camera_grants.figures import table_of
from machimori_office.camera_grants.models import Camera, Grant, Party, Sum
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.camera_grants.terms import GrantTerms
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import standing
from machimori_office.rules.services import adopt
from machimori_office.web.errors import NotNow, RowChanged

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
TODAY = NOW.date()
STAFF = "0f0f"
HOW = {"actor": STAFF, "at": NOW}


def granted(at: datetime = NOW) -> Application:
    way = Application.Way.PAPER
    who = Who(name="貫井北町見守り協議会", address="貫井北町1-1")
    asked = {"cameras": 21, "cost": 6_000_000}
    papers = [paper.id for paper in terms_of(GRANT, at).papers]
    made = applications.receive(
        GRANT, who=who, answers=asked, way=way, papers=papers, at=at
    )
    met = {"outcome": Finding.Outcome.MET, "evidence": "minutes", "actor": STAFF}
    for condition in open_conditions(made):
        find(made, condition, at=at, **met)
    for move in (Move.ACCEPT, Move.GRANT):
        applications.move(made, move, actor=STAFF, reason="as it should", at=at)
    return made


def decided(cost_yen: int = 6_000_000, **cameras: int) -> Grant:
    theirs = cameras or {"本町会": 21}
    return services.decide_sums(granted(), cost_yen=cost_yen, cameras=theirs, **HOW)


def sums(grant: Grant) -> list[int]:
    return list(grant.sums.values_list("yen", flat=True))


def camera(code: str = "G-1", **fields: object) -> Camera:
    told = {"owner": "group", "place": "本町1丁目", "installed_on": TODAY, **fields}
    made = Camera(code=code, **told)
    return services.register(made, actor=STAFF, reason="put up", at=NOW)


def test_a_grant_goes_from_decision_to_payment_and_into_the_records() -> None:
    grant = decided()
    services.complete(grant, final_cost_yen=6_000_000, on=TODAY, **HOW)
    services.inspect(grant, on=TODAY, **HOW)
    services.pay(grant, on=TODAY, **HOW)
    assert sums(grant) == [3_000_000, 2_000_000, 1_000_000]
    assert grant.upkeep_until == date(2031, 5, 11)
    assert Application.objects.get().state == State.CARRIED_OUT
    assert standing().get().activity == "grant-camera"


def test_nothing_is_paid_before_somebody_looked() -> None:
    grant = decided()
    with pytest.raises(NotNow):
        services.pay(grant, on=TODAY, **HOW)
    services.complete(grant, final_cost_yen=6_000_000, on=TODAY, **HOW)
    with pytest.raises(NotNow):
        services.pay(grant, on=TODAY, **HOW)


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (3_000_000, [1_500_000, 1_000_000, 500_000]),
        (9_000_000, [3_000_000, 2_000_000, 1_000_000]),
    ],
)
def test_a_lower_final_cost_lowers_the_sums_and_a_higher_raises_none(
    final: int, expected: list[int]
) -> None:
    grant = decided()
    services.complete(grant, final_cost_yen=final, on=TODAY, **HOW)
    assert sums(grant) == expected


def test_joint_applicants_have_their_parts_of_the_groups_share() -> None:
    bodies = {f"第{n}町会": 3 for n in range(7)}
    grant = decided(6_000_001, **bodies)
    parts = list(Party.objects.values_list("yen", flat=True))
    assert (len(parts), sum(parts)) == (7, sums(grant)[-1])
    assert max(parts) - min(parts) <= 1


def test_a_new_scheme_leaves_the_sums_of_an_old_application() -> None:
    application = granted()
    text = "conditions: []\nquestions: []\npayers:\n"
    text += "  - {id: city, name: {ja: 市}, share: 1/10}\n"
    adopt(
        type_=GrantTerms,
        text=text,
        valid_from=date(2027, 4, 1),
        reason="year",
        **HOW,
    )
    late = datetime(2027, 6, 1, tzinfo=UTC)
    grant = services.decide_sums(
        application, cost_yen=600_000, cameras={"a": 2}, actor=STAFF, at=late
    )
    assert sums(grant) == [300_000, 200_000, 100_000]


def test_two_clerks_do_not_overwrite_each_others_camera() -> None:
    mine = camera()
    theirs = Camera.objects.get()
    services.change(mine, {"manager": "町会長"}, reason="elected", **HOW)
    with pytest.raises(RowChanged):
        services.change(theirs, {"manager": "係"}, reason="guess", **HOW)
    assert Camera.objects.get().manager == "町会長"


@pytest.fixture
def approver(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.APPROVER))


def post(client: Client, view: str, *args: object, **fields: object) -> None:
    answer = client.post(reverse(f"camera_grants:{view}", args=args), fields)
    assert answer.status_code == 302, answer.content.decode()


def test_the_pages_take_a_grant_to_its_payment(approver: Client) -> None:
    pk = granted().pk
    bodies = "①貫井北町商工振興会, 3\n②貫井北町一丁目町会、18台\n"
    post(approver, "sums", pk, cost_yen=6_000_000, bodies=bodies)
    post(approver, "complete", pk, final_cost_yen=6_000_000, on=str(TODAY))
    post(approver, "inspect", pk, on=str(TODAY))
    post(approver, "pay", pk, on=str(TODAY))
    page = approver.get(reverse("camera_grants:grant", args=[pk])).content.decode()
    assert "6,000,000円 × 1/3 = 2,000,000円" in page
    assert list(Party.objects.values_list("yen", flat=True)) == [142_857, 857_143]
    assert Sum.objects.count() == 3


@pytest.mark.parametrize(
    ("bodies", "says"), [("町会", "1"), ("a, 1\na, 2", "2"), ("a, 0", ""), ("", "")]
)
def test_bodies_that_cannot_be_are_named_with_their_line(
    approver: Client, bodies: str, says: str
) -> None:
    path = reverse("camera_grants:sums", args=[granted().pk])
    answer = approver.post(path, {"cost_yen": 1, "bodies": bodies})
    assert says in " ".join(answer.context["form"].errors["bodies"])
    assert not Grant.objects.exists()


def test_the_register_says_what_a_camera_lacks(approver: Client) -> None:
    camera("G-1", manager="町会", has_sign=True, has_rules=True, retention_days=7)
    camera("G-2", has_sign=True)
    path = reverse("camera_grants:cameras")
    shown = approver.get(path, {"lacks": "something"}).context["listing"].cells
    assert [row[0][0] for row in shown] == ["G-2"]


def test_a_camera_is_changed_and_asked_for_its_pictures(approver: Client) -> None:
    pk = camera().pk
    told = {"code": "G-1", "owner": "group", "place": "本町2丁目"}
    told |= {"installed_on": str(TODAY), "has_sign": "true", "reason": "moved"}
    post(approver, "change_camera", pk, **told)
    assert Camera.objects.get().place == "本町2丁目"
    asked = {"asked_on": str(TODAY), "asked_by": "小金井警察署", "ground": "照会"}
    asked |= {"pictures_from": "2026-05-01T10:00", "pictures_to": "2026-05-01T11:00"}
    post(approver, "disclose", pk, **asked, outcome="given", decided_on=str(TODAY))
    page = approver.get(reverse("camera_grants:camera", args=[pk])).content.decode()
    assert "小金井警察署" in page


def test_the_register_counts_as_the_source_does(approver: Client) -> None:
    counts = {"school_route": 43, "public": 123, "group": 50}
    Camera.objects.bulk_create(
        Camera(code=f"{owner}-{n}", owner=owner, place="x", installed_on=TODAY)
        for owner, count in counts.items()
        for n in range(count)
    )
    answer = approver.get(reverse("camera_grants:cameras"))
    assert list(answer.context["counts"].values()) == [43, 123, 50]
    figures = {str(f.label): f.count for f in table_of(2026).figures}
    assert list(figures.values()) == [0, 0, 0, 216, 0, 43, 123, 50]


def test_one_who_applies_alone_is_one_party() -> None:
    grant = decided(cost_yen=600_000, 本町会=2)
    assert [(p.name, p.yen) for p in grant.parties.all()] == [("本町会", 100_000)]


def test_the_sums_stay_as_they_were_decided_once_the_work_is_done() -> None:
    grant = decided(cost_yen=600_000, 本町会=2)
    services.complete(grant, final_cost_yen=600_000, on=TODAY, **HOW)
    again = {"cost_yen": 900_000, "cameras": {"本町会": 2}}
    with pytest.raises(NotNow):
        services.decide_sums(grant.application, **again, **HOW)
    assert sums(grant) == [300_000, 200_000, 100_000]
