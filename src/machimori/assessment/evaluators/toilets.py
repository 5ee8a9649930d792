"""How the entrances of toilets lie to each other."""

from __future__ import annotations

from machimori.arrangement import ToiletEntrance, least_gap_m, setback_difference_m
from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import unchosen, undecided
from machimori.assessment.grounds import entrances_of
from machimori.assessment.model import Reason, Verdict
from machimori.guidelines.checks import EntrancesApart, WomensEntranceDeeper
from machimori.scene import Feature


def entrances_apart(
    check: EntrancesApart, element: Feature, context: Context
) -> Verdict:
    """Measure between men's and women's entrances."""
    gap = least_gap_m(_entrances(element, context))
    least = context.threshold(check.at_least)
    if gap is None:
        return undecided(check, element, context, "entrances_unknown")
    if least is None:
        return unchosen(check.at_least, context, check, element)
    evidence = context.evidence(element, check.quantity, gap, unit="m")
    values = {"gap": gap, "least": least}
    return Verdict(gap >= least, Reason("entrances_apart", values), (evidence,))


def womens_entrance_deeper(
    check: WomensEntranceDeeper, element: Feature, context: Context
) -> Verdict:
    """Compare how far back the entrances lie."""
    deeper = setback_difference_m(_entrances(element, context))
    if deeper is None:
        return undecided(check, element, context, "setback_unknown")
    evidence = context.evidence(element, check.quantity, deeper, unit="m")
    if deeper > 0:
        return Verdict(True, Reason("setback", {"deeper": deeper}), (evidence,))
    reason = Reason("setback_not", {"deeper": -deeper})
    return Verdict(False, reason, (evidence,))


def _entrances(element: Feature, context: Context) -> list[ToiletEntrance]:
    return [
        ToiletEntrance(e.geometry, e.get("sex"), e.get("setback_m"))
        for e in entrances_of(element, context)
    ]
