"""Who pays how much, in exact yen, with the rule that made each sum.

Pure: no rows, no clock. All arithmetic is in integers and fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from machimori.language import Text
from machimori_office.camera_grants.terms import GrantTerms, Payer

GROUP = "group"
"""Who applies: pays what the others leave."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one payer pays, and how the sum came about.

    Parameters
    ----------
    payer : str
        The id; `GROUP` for who applies.
    yen : int
    steps : tuple of Text
        The computation, for whoever wants to repeat it.
    """

    payer: str
    yen: int
    steps: tuple[Text, ...]


def shares(cost_yen: int, cameras: int, terms: GrantTerms) -> tuple[Share, ...]:
    """Divide the cost of cameras among those that pay.

    Parameters
    ----------
    cost_yen : int
        What the grant counts of the cost, at least 0.
    cameras : int
        How many, at least 1.
    terms : GrantTerms

    Returns
    -------
    tuple of Share
        The payers in the rule's order, then the group; together exactly the cost.
    """
    paid = tuple(_share(payer, cost_yen, cameras) for payer in terms.payers)
    rest = cost_yen - sum(share.yen for share in paid)
    left = _REST.format(cost=f"{cost_yen:,}", yen=f"{rest:,}")
    return (*paid, Share(payer=GROUP, yen=rest, steps=(left,)))


def divided(yen: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide a sum among joint applicants by weight, to the last yen.

    Parameters
    ----------
    yen : int
    weights : mapping of str to int
        At least one above 0: the number of cameras of each, or 1 for each.

    Returns
    -------
    dict of str to int
        Together exactly the sum. Whoever loses most by cutting to whole yen gets the
        next one; of equals, whoever is named first.

    Source
    ------
    The method of largest remainders (Hamilton's).
    """
    whole = sum(weights.values())
    exact = {name: Fraction(yen * weight, whole) for name, weight in weights.items()}
    cut = {name: share.numerator // share.denominator for name, share in exact.items()}
    by_loss: Sequence[str] = sorted(exact, key=lambda n: cut[n] - exact[n])
    for name in by_loss[: yen - sum(cut.values())]:
        cut[name] += 1
    return cut


def _share(payer: Payer, cost_yen: int, cameras: int) -> Share:
    exact = cost_yen * payer.fraction
    yen = exact.numerator // exact.denominator
    steps = [_EXACT.format(cost=f"{cost_yen:,}", share=payer.share, yen=f"{yen:,}")]
    for bound, words in _bounds(payer, cameras):
        if bound < yen:
            yen = bound
            steps.append(words.format(bound=f"{bound:,}", cameras=cameras))
    unit = payer.round_down_to_yen
    if yen % unit:
        yen -= yen % unit
        steps.append(_CUT.format(unit=f"{unit:,}", yen=f"{yen:,}"))
    return Share(payer=payer.id, yen=yen, steps=tuple(steps))


def _bounds(payer: Payer, cameras: int) -> list[tuple[int, Text]]:
    bounds = []
    if payer.most_yen_a_camera is not None:
        bounds.append((payer.most_yen_a_camera * cameras, _MOST_A_CAMERA))
    if payer.most_yen is not None:
        bounds.append((payer.most_yen, _MOST))
    return bounds


_EXACT = Text(ja="{cost}円 × {share} = {yen}円", en="{cost} yen × {share} = {yen} yen")
_CUT = Text(
    ja="{unit}円未満を切り捨てて {yen}円", en="cut to full {unit} yen: {yen} yen"
)
_MOST = Text(ja="上限 {bound}円", en="at most {bound} yen")
_MOST_A_CAMERA = Text(
    ja="1台あたりの上限 × {cameras}台 = {bound}円",
    en="at most so much a camera × {cameras} = {bound} yen",
)
_REST = Text(
    ja="{cost}円から上の額を引いた残り {yen}円",
    en="what is left of {cost} yen: {yen} yen",
)
