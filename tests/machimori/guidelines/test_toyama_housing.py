"""Toyama's guideline on housing: houses, dwellings and residents, held to its text."""

from __future__ import annotations

from datetime import date

import pytest

from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import MeanIlluminance, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.guidelines.model import Who
from tests.machimori.guidelines.strengths import C, D, E, K, R

CATALOGUE = shipped_catalogue()
HOUSING = CATALOGUE.instrument("jp-16/housing")
OURS = [c for c in CATALOGUE.criteria_of(HOUSING) if "/flats-" not in c.id]
"""All but the shared parts of flats, which have a file of tests of their own."""
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, str, Strength], ...] = (
    # 第2 1: detached houses
    ("house-set-back", "第2 1(1)ア(ア)", E),
    ("house-unseen-from-road", "第2 1(1)ア(イ)", R),
    ("house-boundary-clear", "第2 1(1)ア(ウ)", E),
    ("house-strangers-noticed", "第2 1(1)ア(ウ)", E),
    ("house-ways-watched", "第2 1(1)イ", C),
    ("house-parking-in-view", "第2 1(1)ウ(ア)", R),
    ("house-carport-no-foothold", "第2 1(1)ウ(イ)", R),
    ("house-garage-closed", "第2 1(1)ウ(ウ)", D),
    ("house-parking-light", "第2 1(1)ウ(エ)", R),
    ("house-parking-no-dark-pockets", "第2 1(1)ウ(エ)", C),
    ("house-fence-hides-nobody", "第2 1(1)エ(ア)", C),
    ("house-fence-no-foothold", "第2 1(1)エ(イ)", R),
    ("house-gate-lockable", "第2 1(1)オ(ア)", R),
    ("house-gate-light", "第2 1(1)オ(ア)", R),
    ("house-gate-devices", "第2 1(1)オ(ア)", D),
    ("house-pipes-no-foothold", "第2 1(1)オ(イ)", C),
    ("house-walls-no-foothold", "第2 1(1)オ(イ)", C),
    ("house-front-door", "第2 1(2)ア(ア)", R),
    ("house-front-door-lock", "第2 1(2)ア(イ)", R),
    ("house-front-door-auxiliary-lock", "第2 1(2)ア(イ)", D),
    ("house-front-door-viewer", "第2 1(2)ア(ウ)", R),
    ("house-front-door-chain", "第2 1(2)ア(ウ)", R),
    ("house-letter-slot-boxed", "第2 1(2)ア(エ)", R),
    ("house-letter-slot-reach", "第2 1(2)ア(エ)", C),
    ("house-door-glass", "第2 1(2)ア(オ)", R),
    ("house-door-glass-reach", "第2 1(2)ア(オ)", R),
    ("house-intercom", "第2 1(2)イ", R),
    ("house-intercom-picture", "第2 1(2)イ", R),
    ("house-garden-windows", "第2 1(2)ウ(ア)", R),
    ("house-other-windows", "第2 1(2)ウ(イ)", R),
    ("house-window-glass", "第2 1(2)ウ(ウ)", R),
    ("house-window-alarm", "第2 1(2)ウ(エ)", D),
    ("house-balcony-climb", "第2 1(2)エ(ア)", R),
    ("house-balcony-railing", "第2 1(2)エ(イ)", R),
    # 第2 2(5): dwellings
    ("dwelling-door-in-view", "第2 2(5)ア(ア)", R),
    ("row-house-door-in-view", "第2 2(5)ア(ア)", R),
    ("dwelling-door", "第2 2(5)ア(イ)", R),
    ("dwelling-door-lock", "第2 2(5)ア(ウ)", R),
    ("dwelling-door-auxiliary-lock", "第2 2(5)ア(ウ)", D),
    ("dwelling-door-viewer", "第2 2(5)ア(エ)", R),
    ("dwelling-door-chain", "第2 2(5)ア(エ)", R),
    ("dwelling-letter-slot-boxed", "第2 2(5)ア(オ)", R),
    ("dwelling-letter-slot-reach", "第2 2(5)ア(オ)", C),
    ("dwelling-door-glass", "第2 2(5)ア(カ)", R),
    ("dwelling-door-glass-reach", "第2 2(5)ア(カ)", R),
    ("dwelling-intercom", "第2 2(5)イ(ア)", R),
    ("dwelling-intercom-caretaker", "第2 2(5)イ(イ)", R),
    ("dwelling-intercom-opens-entrance", "第2 2(5)イ(イ)", R),
    ("dwelling-intercom-entrance", "第2 2(5)イ(イ)", R),
    ("dwelling-emergency-button", "第2 2(5)イ(ウ)", R),
    ("dwelling-corridor-windows", "第2 2(5)ウ(ア)", R),
    ("dwelling-balcony-windows", "第2 2(5)ウ(イ)", R),
    ("dwelling-window-glass", "第2 2(5)ウ(ウ)", R),
    ("dwelling-balcony-climb", "第2 2(5)エ(ア)", R),
    ("dwelling-balcony-railing", "第2 2(5)エ(イ)", R),
    ("dwelling-balcony-no-foothold", "第2 2(5)エ(ウ)", C),
    ("dwelling-balcony-devices", "第2 2(5)エ(ウ)", D),
    # 第3: upkeep
    ("devices-inspected", "第3 1", R),
    ("lamps-uncovered", "第3 1", R),
    ("cameras-sited-by-simulation", "第3 2", R),
    ("cameras-respect-privacy", "第3 2", C),
    ("blind-spot-makers-removed", "第3 3", E),
    ("plants-keep-view-open", "第3 4", E),
    ("plants-pruned", "第3 4", E),
    ("outdoor-units-no-foothold", "第3 5", R),
    ("safety-tools-promoted", "第3 6", R),
    ("renovation-surveyed", "第3 7(ア)", R),
    ("renovation-with-repairs", "第3 7(イ)", R),
    ("renovation-after-crime", "第3 7(ウ)", R),
    ("renovation-after-crime-prompt", "第3 7(ウ)", R),
    ("renovation-constraints", "第3 7(エ)", R),
    ("renovation-priorities", "第3 7(エ)", R),
    # 第4: residents
    ("neighbourhood-watch", "第4 1柱書", R),
    ("hot-spot-patrol", "第4 1柱書", K),
    ("house-neighbours", "第4 1(1)ア", R),
    ("house-police-liaison", "第4 1(1)イ", E),
    ("house-police-information-used", "第4 1(1)イ", R),
    ("association-explains-devices", "第4 1(2)ア", R),
    ("association-active", "第4 1(2)ア", R),
    ("association-police-liaison", "第4 1(2)イ", E),
    ("association-police-information-used", "第4 1(2)イ", R),
    ("boundary-kept-together", "第4 2(1)", R),
    ("absence-told", "第4 2(1)", R),
    ("strangers-spoken-to", "第4 2(1)", R),
    ("locks-checked", "第4 2(2)ア", R),
    ("keys-carried", "第4 2(2)イ", R),
    ("no-steps-left-about", "第4 2(2)ウ(ア)", R),
    ("nothing-that-burns-left-about", "第4 2(2)ウ(ア)", R),
    ("washing-taken-in", "第4 2(2)ウ(イ)", R),
    ("deliveries-stopped", "第4 2(2)ウ(イ)", R),
    ("bicycles-fixed", "第4 2(2)ウ(ウ)", R),
    ("devices-understood", "第4 2(3)", R),
    ("residents-inspect-devices", "第4 2(3)", R),
    ("vacant-fenced", "第4 2(4)ア", R),
    ("vacant-mown", "第4 2(4)ア", R),
    ("vacant-locked", "第4 2(4)ア", R),
    ("vacant-no-footholds", "第4 2(4)イ", R),
    ("vacant-things-put-away", "第4 2(4)イ", K),
)
"""Criterion, leaf, strength of its verb; no heading above it is weaker."""

EXISTING_ONLY = (
    "house-front-door",
    "house-front-door-lock",
    "house-garden-windows",
    "house-other-windows",
    "dwelling-door",
    "dwelling-door-lock",
    "dwelling-corridor-windows",
    "dwelling-balcony-windows",
)
IN_ANY_CASE = ("house-balcony-climb", "dwelling-balcony-climb")


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-16/housing/{word}")


def word_of(one: Criterion) -> str:
    return one.id.removeprefix("jp-16/housing/")


def test_its_115_leaves_are_spread_as_counted_in_the_source() -> None:
    parts = ("第2 1", "第2 2", "第3", "第4")
    counted = [sum(p.path.startswith(part) for p in HOUSING.leaves) for part in parts]
    assert counted == [24, 67, 10, 14]


def test_the_table_names_every_criterion() -> None:
    assert {word_of(one) for one in OURS} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaf", "strength"), TABLE)
def test_strengths_are_those_of_the_verb(
    word: str, leaf: str, strength: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites == (leaf,)
    assert asked.strength == strength
    assert HOUSING.effective_strength(asked) == strength


@pytest.mark.parametrize("word", EXISTING_ONLY)
def test_most_alternatives_are_for_existing_homes_under_renovation(word: str) -> None:
    (fallback,) = criterion(word).otherwise
    assert fallback.who == Who(status="existing", work="renovation")


@pytest.mark.parametrize("word", IN_ANY_CASE)
def test_a_balcony_may_be_guarded_by_a_grille_in_any_case(word: str) -> None:
    (fallback,) = criterion(word).otherwise
    assert fallback.who == Who()


def test_nothing_else_has_an_alternative() -> None:
    having = {word_of(one) for one in OURS if one.otherwise}
    assert having == {*EXISTING_ONLY, *IN_ANY_CASE}


def test_nothing_here_waits_for_a_decision_of_need() -> None:
    conditions = (one.when for one in OURS if one.when is not None)
    parts = (part for when in conditions for part in conditions_of(when))
    assert not any(isinstance(part, Decided) for part in parts)


def test_the_one_number_of_light_is_that_of_note_11() -> None:
    asked = {
        word_of(one): check.at_least
        for one in OURS
        for check in checks_of(one.require)
        if isinstance(check, MeanIlluminance)
    }
    assert asked == {"house-parking-light": "source/lux-behaviour"}
    assert CATALOGUE.parameters["source/lux-behaviour"].on(ON).value == 3


@pytest.mark.parametrize("word", ["door-glass", "window-glass"])
@pytest.mark.parametrize("home", ["house", "dwelling"])
def test_a_film_is_as_thick_as_note_5_says(home: str, word: str) -> None:
    assert "source/film-thickness" in criterion(f"{home}-{word}").parameters
    assert CATALOGUE.parameters["source/film-thickness"].on(ON).value == 350


@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("house-front-door", {"detached_house"}),
        ("dwelling-door", {"apartments", "row_house"}),
        ("dwelling-door-in-view", {"apartments"}),
        ("row-house-door-in-view", {"row_house"}),
        ("plants-pruned", {"detached_house", "apartments", "row_house"}),
        ("vacant-mown", {"vacant"}),
    ],
)
def test_each_part_speaks_of_its_own_homes(word: str, places: set[str]) -> None:
    assert set(criterion(word).applies.place) == places
