"""Who pays how much: exact to the yen, whatever the cost."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori_office.camera_grants.sums import GROUP, divided, shares
from machimori_office.camera_grants.terms import GrantTerms, Payer
from machimori_office.rules.documents import example_rule, read_rule
from machimori_office.web.words import Words

EXAMPLE = example_rule("camera-grants", GrantTerms)
COSTS = st.integers(0, 10**9)


def terms(*payers: Payer) -> GrantTerms:
    return GrantTerms(conditions=(), questions=(), payers=payers)


def payer(share: str, **bounds: int) -> Payer:
    return Payer(id=f"p{share}", name=Words(share), share=share, **bounds)


def yen(cost: int, cameras: int, rule: GrantTerms) -> list[int]:
    return [share.yen for share in shares(cost, cameras, rule)]


@pytest.mark.parametrize(
    ("cost", "sums"),
    [
        (600_000, [300_000, 200_000, 100_000]),
        (1_234_567, [617_000, 411_000, 206_567]),
        (1_999, [0, 0, 1_999]),
        (0, [0, 0, 0]),
    ],
)
def test_a_half_a_third_and_the_group_the_rest(cost: int, sums: list[int]) -> None:
    assert yen(cost, 1, EXAMPLE) == sums


def test_the_example_is_the_share_of_the_source() -> None:
    tokyo, city = (each.fraction for each in EXAMPLE.payers)
    assert (tokyo, city, 1 - tokyo - city) == (
        Fraction(1, 2),
        Fraction(1, 3),
        Fraction(1, 6),
    )


@given(cost=COSTS, cameras=st.integers(1, 99))
def test_together_it_is_the_cost_and_nobody_pays_more_than_the_share(
    cost: int, cameras: int
) -> None:
    paid = shares(cost, cameras, EXAMPLE)
    assert sum(share.yen for share in paid) == cost
    for share, rule in zip(paid, EXAMPLE.payers, strict=False):
        assert 0 <= cost * rule.fraction - share.yen < rule.round_down_to_yen


@given(cost=COSTS, more=COSTS)
def test_a_higher_cost_never_lowers_a_grant(cost: int, more: int) -> None:
    low, high = yen(cost, 3, EXAMPLE), yen(cost + more, 3, EXAMPLE)
    assert all(a <= b for a, b in zip(low[:-1], high[:-1], strict=True))


def test_caps_hold_before_the_sum_is_cut() -> None:
    rule = terms(payer("1/2", most_yen_a_camera=150_500, round_down_to_yen=1000))
    (city, group) = shares(1_000_000, 2, rule)
    assert (city.yen, group.yen) == (301_000, 699_000)
    rule = terms(payer("1/2", most_yen=250_999, round_down_to_yen=1000))
    assert yen(1_000_000, 2, rule) == [250_000, 750_000]


def test_each_sum_tells_how_it_came_about() -> None:
    said = [step.ja for step in shares(1_234_567, 1, EXAMPLE)[1].steps]
    assert said == [
        "1,234,567円 × 1/3 = 411,522円",
        "1,000円未満を切り捨てて 411,000円",
    ]


@pytest.mark.parametrize("shares_", [("2/3", "1/2"), ("3/2",), ("-1/3",)])
def test_shares_that_cannot_be_are_refused(shares_: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="share"):
        terms(*(payer(share) for share in shares_))


def test_a_rule_with_impossible_shares_is_refused_with_its_line() -> None:
    text = "conditions: []\nquestions: []\npayers:\n"
    text += "  - {id: city, name: {ja: 市}, share: 5/3}\n"
    with pytest.raises(InvalidInput, match="line 4"):
        read_rule(text, GrantTerms, file="camera-grants.yaml")


def test_seven_bodies_and_21_cameras_share_to_the_last_yen() -> None:
    cameras = dict(zip("①②③④⑤⑥⑦", [3, 3, 3, 3, 3, 3, 3], strict=True))
    parts = divided(1_000_000, cameras)
    assert sum(parts.values()) == 1_000_000
    assert sorted(set(parts.values())) == [142_857, 142_858]
    assert parts["①"] == 142_858


@given(
    whole=COSTS,
    weights=st.dictionaries(
        st.text(min_size=1, max_size=3), st.integers(0, 99), min_size=1, max_size=20
    ).filter(lambda w: sum(w.values()) > 0),
)
def test_parts_are_the_whole_and_less_than_a_yen_from_exact(
    whole: int, weights: dict[str, int]
) -> None:
    parts = divided(whole, weights)
    assert sum(parts.values()) == whole
    for name, weight in weights.items():
        exact = Fraction(whole * weight, sum(weights.values()))
        assert abs(parts[name] - exact) < 1


def test_who_has_no_camera_pays_nothing() -> None:
    assert divided(100, {"a": 0, "b": 3}) == {"a": 0, "b": 100}


def test_the_group_is_told_what_is_left() -> None:
    assert shares(600_000, 1, EXAMPLE)[-1].payer == GROUP
