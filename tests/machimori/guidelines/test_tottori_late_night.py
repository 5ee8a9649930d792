"""Tottori's guideline on late-night shops, banks and moneylenders, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import Recorded, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.guidelines.model import Who
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
LATE = CATALOGUE.instrument("jp-31/late-night")
CRITERIA = CATALOGUE.criteria_of(LATE)
ON = date(2026, 6, 1)

CLAUSES: dict[str, tuple[str, ...]] = {
    "shop-tidy": ("第2 1(1)ア(ア)",),
    "shop-aisles-clear": ("第2 1(1)ア(ア)",),
    "shop-windows-clear": ("第2 1(1)ア(イ)",),
    "shop-lamps-around": ("第2 1(1)ア(ウ)",),
    "counter-in-view-from-outside": ("第2 1(1)ア(エ)",),
    "several-seen-at-work": ("第2 1(1)ア(エ)",),
    "counter-hard-to-climb": ("第2 1(1)ア(エ)",),
    "toilet-entrance-in-view": ("第2 1(1)ア(オ)",),
    "children-corner-in-view": ("第2 1(1)ア(カ)",),
    "children-corner-staffed": ("第2 1(1)ア(カ)",),
    "shop-entry-sensor": ("第2 1(2)ア",),
    "shop-window-guard": ("第2 1(2)イ",),
    "till-hidden": ("第2 1(2)ウ",),
    "till-out-of-reach": ("第2 1(2)ウ",),
    "shop-alarm-line": ("第2 1(2)エ",),
    "red-light-linked": ("第2 1(2)エ",),
    "red-light-in-view": ("第2 1(2)エ",),
    "shop-cameras-inside": ("第2 1(2)オ",),
    "shop-cameras-outside": ("第2 1(2)オ",),
    "shop-mirrors": ("第2 1(2)カ",),
    "defence-kit": ("第2 1(2)キ",),
    "defence-kit-ready": ("第2 1(2)キ",),
    "several-on-duty": ("第2 1(3)ア(ア)",),
    "shop-watch": ("第2 1(3)ア(イ)",),
    "customers-greeted": ("第2 1(3)ア(ウ)",),
    "helmets-off": ("第2 1(3)ア(ウ)",),
    "guard-rounds": ("第2 1(3)ア(エ)",),
    "safe-locked": ("第2 1(3)イ(ア)",),
    "little-cash-in-tills": ("第2 1(3)イ(イ)",),
    "few-tills": ("第2 1(3)イ(イ)",),
    "unused-tills-emptied": ("第2 1(3)イ(イ)",),
    "no-cash-shown": ("第2 1(3)イ(イ)",),
    "safe-alarm": ("第2 1(3)イ(ウ)",),
    "shop-neighbours-asked": ("第2 1(4)ア",),
    "shop-atm-watched": ("第2 1(4)イ",),
    "lobby-in-view": ("第2 2(1)ア(ア)",),
    "customer-door-seen-from-office": ("第2 2(1)ア(イ)",),
    "bank-visitors-greeted": ("第2 2(1)ア(イ)",),
    "lobby-parted-by-counter": ("第2 2(1)イ(ア)",),
    "counter-door-shut-to-lobby": ("第2 2(1)イ(イ)",),
    "counter-door-hard-to-climb": ("第2 2(1)イ(イ)",),
    "bank-entry-sensor": ("第2 2(2)ア",),
    "bank-cameras": ("第2 2(2)イ",),
    "bank-cameras-at-doors": ("第2 2(2)イ",),
    "bank-cameras-at-night-safe": ("第2 2(2)イ",),
    "bank-door-strong": ("第2 2(2)ウ",),
    "bank-door-second-lock": ("第2 2(2)ウ",),
    "bank-door-alarm": ("第2 2(2)ウ",),
    "bank-window-guard": ("第2 2(2)エ",),
    "bank-line-to-police": ("第2 2(2)オ",),
    "bank-alarm-around": ("第2 2(2)オ",),
    "bank-watch-while-open": ("第2 2(3)ア(ア)",),
    "bank-customers-spoken-to": ("第2 2(3)ア(ア)",),
    "bank-helmets-off": ("第2 2(3)ア(ア)",),
    "bank-guard-at-closing": ("第2 2(3)ア(イ)",),
    "last-one-locks-up": ("第2 2(3)ア(ウ)・1",),
    "unmanned-nights-guarded": ("第2 2(3)ア(ウ)・2",),
    "guard-contract-shown": ("第2 2(3)ア(ウ)・3",),
    "atm-strong": ("第2 2(4)ア(ア)",),
    "atm-anchored": ("第2 2(4)ア(イ)",),
    "atm-wire-alarm": ("第2 2(4)ア(ウ)",),
    "atm-keypad-shielded": ("第2 2(4)ア(エ)",),
    "atm-surroundings-clear": ("第2 2(4)ア(オ)",),
    "atm-rounds": ("第2 2(4)ア(カ)",),
    "atm-emergency-button": ("第2 2(4)イ(ア)",),
    "atm-alarm-around": (
        "第2 2(4)イ(イ)",
        "第2 2(4)ウ(イ)",
    ),
    "atm-door-as-strong": ("第2 2(4)ウ(ア)",),
    "atm-door-resists-opening": ("第2 2(4)ウ(ア)",),
    "atm-door-senses-attack": ("第2 2(4)ウ(イ)",),
    "booth-strong": ("第2 2(4)エ(ア)",),
    "booth-filmed": ("第2 2(4)エ(イ)",),
    "booth-guarded-from-vehicles": ("第2 2(4)エ(ウ)",),
    "bank-neighbours-asked": ("第2 2(5)ア",),
    "atm-site-liaison": ("第2 2(5)イ",),
    "atm-devices-serviced": ("第2 2(5)イ",),
    "crime-prevention-officer": ("第2 3(1)ア",),
    "deputy-officer": ("第2 3(1)イ",),
    "head-office-instructor": ("第2 3(1)ウ",),
    "head-office-guidance": ("第2 3(1)ウ",),
    "shop-devices-inspected": ("第2 3(2)",),
    "defects-put-right": ("第2 3(2)",),
    "shop-manual": ("第2 3(3)",),
    "manual-at-hand": ("第2 3(3)",),
    "manual-made-known": ("第2 3(3)",),
    "devices-operation-taught": ("第2 3(4)ア",),
    "shop-drill": ("第2 3(4)イ",),
    "roles-and-reporting-drilled": ("第2 3(4)イ",),
    "watchful-greeting-taught": ("第2 3(4)ウ",),
    "awareness-kept-up": ("第2 3(4)エ",),
    "no-tobacco-or-alcohol-to-minors": ("第2 3(4)オ",),
    "minors-sent-home": ("第2 3(4)カ",),
    "police-asked-about-devices": ("第2 3(5)ア",),
    "police-information": ("第2 3(5)イ",),
    "police-information-used": ("第2 3(5)イ",),
}

SOFTER: dict[str, Strength] = {
    "shop-lamps-around": "effort",
    "children-corner-staffed": "effort",
    "shop-watch": "consideration",
    "bank-watch-while-open": "consideration",
    "defects-put-right": "effort",
    "awareness-kept-up": "effort",
    "police-asked-about-devices": "consideration",
    "police-information": "effort",
}
"""What is not plainly asked; no heading weakens anything here."""


def name_of(one: Criterion) -> str:
    return one.id.rsplit("/", 1)[1]


def test_each_criterion_cites_its_clauses() -> None:
    assert {name_of(c): c.cites for c in CRITERIA} == CLAUSES
    assert len(CRITERIA) == 94


def test_shops_banks_and_organisation_have_the_leaves_that_were_counted() -> None:
    parts = [leaf.labels[1] for leaf in LATE.leaves]
    assert {part: parts.count(part) for part in parts} == {"1": 22, "2": 29, "3": 13}


@pytest.mark.parametrize("asked", CRITERIA, ids=name_of)
def test_the_verb_is_that_of_the_source(asked: Criterion) -> None:
    own = SOFTER.get(name_of(asked), "required")
    assert (asked.strength, LATE.effective_strength(asked)) == (own, own)


def test_what_is_asked_as_needed_waits_for_a_decision() -> None:
    asked = ((c, conditions_of(c.when)) for c in CRITERIA if c.when is not None)
    waits = {name_of(c) for c, parts in asked if Decided(decision="need") in parts}
    assert waits == {"shop-window-guard", "bank-window-guard", "deputy-officer"}


def test_only_a_booth_that_stands_already_may_be_reinforced_instead() -> None:
    [booth] = [c for c in CRITERIA if c.otherwise]
    assert name_of(booth) == "booth-strong"
    assert [f.who for f in booth.otherwise] == [Who(status="existing")]


def test_the_night_is_that_of_the_source() -> None:
    hours = [CATALOGUE.parameters[f"source/late-night-{e}"] for e in ("from", "to")]
    assert [hour.on(ON).value for hour in hours] == [22, 6]


def test_only_a_manual_holds_for_good() -> None:
    checks = [check for c in CRITERIA for check in checks_of(c.require)]
    records = [c for c in checks if isinstance(c, Recorded)]
    assert {c.activity for c in records if c.within is None} == {"shop-manual"}


# Scope --------------------------------------------------------------------------------


def judged(kind: str, **stated: object) -> tuple[Finding, ...]:
    said = {"place_kind": kind, **stated}
    scene = Scene((Feature("here", "place", box(0, 0, 20, 20), said),))
    only = Scope(guidelines=["jp-31/late-night"])
    return assess(scene, CATALOGUE, on=ON, within=only).findings


LISTED = ("supermarket", "convenience_store", "fuel_station", "bookshop")


@pytest.mark.parametrize("business", LISTED)
def test_four_lines_of_business_are_meant(business: str) -> None:
    found = judged("late_night_shop", business=business)
    assert Outcome.NOT_ASSESSED in {f.outcome for f in found}


@pytest.mark.parametrize("kind", LATE.places)
def test_a_bare_map_proves_nothing_about_a_place(kind: str) -> None:
    stated = {"business": "bookshop"} if kind == "late_night_shop" else {}
    outcomes = {f.outcome for f in judged(kind, **stated)}
    assert outcomes <= {Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED}
    assert outcomes


def test_a_shop_is_not_asked_what_banks_are() -> None:
    found = {f.criterion.id for f in judged("late_night_shop", business="bookshop")}
    assert "jp-31/late-night/shop-manual" in found
    assert "jp-31/late-night/bank-line-to-police" not in found
