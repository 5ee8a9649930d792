"""From a list of incidents to what leaves the office, by two people."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from machimori_office.analyses import services
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.errors import OthersAreOut, SameHands
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow
from tests.machimori_office.analyses.lists import (
    MAKER,
    NOW,
    SECOND,
    YEAR,
    asked,
    kept_list,
    map_files,
    plan_files,
)

pytestmark = pytest.mark.django_db

Kind, State, Outside = Analysis.Kind, Analysis.State, Analysis.Outside
WHY = {"reason": "確かめた", "at": NOW}


def computed(analysis: Analysis) -> Analysis:
    assert compute_next(lambda: NOW) is not None
    analysis.refresh_from_db()
    return analysis


def counts(**days: str) -> Analysis:
    of = {**YEAR, **days}
    return computed(asked(Kind.COUNTS, incidents=kept_list(), asked=of))


def content(analysis: Analysis, name: str) -> str:
    packed = analysis.products.get(name=name).packed
    return zlib.decompress(bytes(packed)).decode("utf-8-sig")


def test_a_list_is_kept_with_the_account_of_its_reading() -> None:
    kept = kept_list()
    assert kept.count == kept.account["named"] == kept.account["joined"] > 50
    assert kept.account["has_blocks"]
    assert str(kept.first_on) >= YEAR["first_on"]
    assert str(kept.last_on) <= YEAR["last_on"]
    assert kept.account["files"][0]["read"] == kept.count


def test_hot_spots_are_for_the_office_and_never_leave() -> None:
    found = computed(asked(Kind.HOT_BLOCKS, incidents=kept_list(), asked=YEAR))
    assert found.state == State.DONE, found.failure_en
    assert {p.name for p in found.products.all()} == {
        *("report.ja.html", "report.en.html", "hot-spots.geojson", "hot-spots.xlsx"),
        *("hot-spots.ja.pdf", "hot-spots.en.pdf"),
    }
    with pytest.raises(NotNow):
        services.propose(found, actor=MAKER, **WHY)


def test_counts_leave_only_by_two_people() -> None:
    found = counts()
    assert found.state == State.DONE, found.failure_en
    assert "1–2" in content(found, "counts.csv")
    services.propose(found, actor=MAKER, **WHY)
    with pytest.raises(SameHands):
        services.let_out(found, actor=MAKER, **WHY)
    services.let_out(found, actor=SECOND, **WHY)
    found.refresh_from_db()
    assert (found.outside, found.decided_by) == (Outside.OUT, SECOND)
    with pytest.raises(NotNow):
        services.let_out(found, actor=SECOND, **WHY)


def test_the_database_itself_asks_for_two_people() -> None:
    found = counts()
    alone = {"outside": Outside.OUT, "proposed_by": MAKER, "decided_by": MAKER}
    with pytest.raises(IntegrityError), transaction.atomic():
        Analysis.objects.filter(pk=found.pk).update(**alone)


def test_two_that_were_never_attacked_together_do_not_both_get_out() -> None:
    # Each was computed when nothing was public; by subtraction they tell of June on.
    of = kept_list()
    summer, year = (
        computed(asked(Kind.COUNTS, incidents=of, asked={**YEAR, **days}))
        for days in ({"last_on": "2025-05-31"}, {})
    )
    services.propose(summer, actor=MAKER, **WHY)
    with pytest.raises(OthersAreOut):
        services.propose(year, actor=MAKER, **WHY)
    services.give_back(summer, actor=SECOND, **WHY)
    services.propose(year, actor=MAKER, **WHY)
    services.let_out(year, actor=SECOND, **WHY)
    with pytest.raises(OthersAreOut):
        services.propose(summer, actor=MAKER, **WHY)
    assert computed(services.again(summer, actor=MAKER, at=NOW)).state == State.FAILED


def test_what_waits_already_is_looked_at_again_when_it_is_let_out() -> None:
    of = kept_list()
    first, second = (
        computed(asked(Kind.COUNTS, incidents=of, asked={**YEAR, **days}))
        for days in ({"last_on": "2025-05-31"}, {})
    )
    waits = {"outside": Outside.PROPOSED, "proposed_by": MAKER}
    Analysis.objects.filter(pk__in=[first.pk, second.pk]).update(**waits)
    with pytest.raises(OthersAreOut):
        services.let_out(second, actor=SECOND, **WHY)


def test_what_was_withdrawn_stays_known_to_the_gate() -> None:
    first = counts(last_on="2025-09-30")
    services.propose(first, actor=MAKER, **WHY)
    services.let_out(first, actor=SECOND, **WHY)
    services.withdraw(first, actor=MAKER, **WHY)
    with pytest.raises(NotNow):
        services.withdraw(first, actor=MAKER, **WHY)
    assert counts().state == State.FAILED
    # Though it be proposed again and given back.
    services.propose(first, actor=MAKER, **WHY)
    services.give_back(first, actor=SECOND, **WHY)
    assert counts().state == State.FAILED


def test_blocks_that_divide_the_city_otherwise_are_refused() -> None:
    first = counts()
    services.propose(first, actor=MAKER, **WHY)
    services.let_out(first, actor=SECOND, **WHY)
    product = first.products.get(name="counts.csv")
    table = content(first, "counts.csv").replace("東町", "もみじ町")
    first.products.filter(pk=product.pk).update(
        packed=zlib.compress(("\ufeff" + table).encode())
    )
    refused = computed(asked(Kind.COUNTS, incidents=kept_list(), asked=YEAR))
    assert refused.state == State.FAILED
    assert "境界" in refused.failure_ja


def test_what_was_let_out_is_attacked_with_what_comes_next() -> None:
    first = counts(last_on="2025-09-30")
    services.propose(first, actor=MAKER, **WHY)
    services.let_out(first, actor=SECOND, **WHY)
    grown = counts()
    assert grown.state == State.FAILED
    assert "2025-09-30" in grown.failure_ja
    assert "2025-09-30" in grown.failure_en


def test_what_is_given_back_may_be_proposed_again() -> None:
    found = counts()
    services.propose(found, actor=MAKER, **WHY)
    services.give_back(found, actor=SECOND, **WHY)
    services.propose(found, actor="third", **WHY)
    found.refresh_from_db()
    assert (found.outside, found.proposed_by) == (Outside.PROPOSED, "third")


def test_a_safety_map_is_made_of_the_editors_files() -> None:
    found = computed(asked(Kind.SAFETY_MAP, material=map_files()))
    assert found.state == State.DONE, found.failure_en
    assert "<ruby>公園" in content(found, "report.ja.html")
    assert found.products.get(name="safety-map.ja.pdf").leaves
    assert not bytes(found.material)


def test_the_watch_gap_and_the_signs_of_streets_are_for_the_office() -> None:
    found = computed(asked(Kind.WATCH_GAP, material=plan_files()))
    assert found.state == State.DONE, found.failure_en
    assert (found.outside, found.done) == (Outside.NEVER, found.total)
    assert "見守りのすき間" in content(found, "report.ja.html")
    assert "入りやすい" in content(found, "signs.ja.html")
    assert not found.products.filter(leaves=True).exists()


@pytest.mark.parametrize("of", ["/etc/passwd", "../park.geojson", "C:/park.geojson"])
def test_files_outside_the_zip_are_never_opened(of: str) -> None:
    found = computed(asked(Kind.SAFETY_MAP, material=map_files(of)))
    assert found.state == State.FAILED
    assert "ZIPに入れたファイル" in found.failure_ja


@pytest.mark.parametrize("material", [b"no zip", b""])
def test_what_is_no_zip_fails_with_its_reason(material: bytes) -> None:
    found = computed(asked(Kind.SAFETY_MAP, material=material))
    assert found.state == State.FAILED
    assert found.failure_ja
    assert found.failure_en


def test_what_a_worker_left_is_taken_up_by_the_next() -> None:
    waiting = asked(Kind.SAFETY_MAP, material=map_files())
    held = {"state": State.RUNNING, "held_until": NOW - timedelta(seconds=1)}
    Analysis.objects.filter(pk=waiting.pk).update(**held)
    assert computed(waiting).state == State.DONE
    assert compute_next(lambda: NOW) is None


def test_the_decision_waits_for_those_who_did_not_make_it(
    colleague: Callable[..., Staff],
) -> None:
    approver = colleague(Role.APPROVER)
    found = counts()
    services.propose(found, actor=MAKER, **WHY)
    assert len(list(todo(approver, NOW))) == 1
    assert not list(todo(colleague(Role.OPERATOR), NOW))
    mine = Analysis.objects.filter(pk=found.pk)
    mine.update(proposed_by=str(approver.pk))
    assert not list(todo(approver, NOW))


def test_files_are_handed_out_once_they_were_let_out(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(colleague(Role.OPERATOR))
    found = counts()
    address = f"/watch/analyses/{found.pk}/"
    page = browser.get(address)
    assert page.status_code == 200
    assert browser.get(f"{address}report/").status_code == 200
    assert browser.get(f"{address}files/counts.csv/").status_code == 404
    services.propose(found, actor=MAKER, **WHY)
    services.let_out(found, actor=SECOND, **WHY)
    assert browser.get(f"{address}files/counts.csv/").status_code == 200
