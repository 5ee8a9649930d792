"""What holds for every criterion of every guideline that ships."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from machimori.assessment import Outcome, Scope, assess
from machimori.guidelines import Criterion, Instrument, shipped_catalogue
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
INSTRUMENTS = list(CATALOGUE.instruments.values())
ON = date(2026, 6, 1)

each_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda i: i.id)
each_criterion = pytest.mark.parametrize(
    "criterion", CATALOGUE.criteria.values(), ids=lambda c: c.id
)


@each_instrument
def test_each_leaf_has_a_criterion_and_none_is_left_out(instrument: Instrument) -> None:
    assert all(leaf.criteria for leaf in CATALOGUE.coverage(instrument))
    assert instrument.not_encoded == {}


@each_criterion
def test_what_to_look_at_says_how_long_it_takes(criterion: Criterion) -> None:
    assert "分" in criterion.look.ja or "秒" in criterion.look.ja
    assert "minute" in criterion.look.en


@each_criterion
def test_somebody_who_looks_can_answer(criterion: Criterion) -> None:
    assert all("surveyed" in check.methods for check in criterion.checks)


@each_criterion
def test_a_criterion_is_short_enough_for_a_resident(criterion: Criterion) -> None:
    assert len(criterion.says.ja) <= 64


@pytest.mark.parametrize(
    ("instrument", "kind"),
    [(one, kind) for one in INSTRUMENTS for kind in one.places],
    ids=lambda part: part if isinstance(part, str) else part.id,
)
def test_a_bare_map_proves_nothing_about_a_place(
    instrument: Instrument, kind: str
) -> None:
    place = Feature("here", "place", box(0, 0, 30, 20), {"place_kind": kind})
    only = Scope(guidelines=[instrument.id])
    found = assess(Scene((place,)), CATALOGUE, on=ON, within=only).findings
    assert found
    assert {f.outcome for f in found} <= {Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED}
