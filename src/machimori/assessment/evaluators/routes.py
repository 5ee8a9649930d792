"""What one meets all along a way."""

from __future__ import annotations

from machimori.arrangement import beyond, farthest_distance_m
from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import unchosen
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.guidelines.checks import NearThroughout, WatchGaps
from machimori.scene import Feature


def near_throughout(
    check: NearThroughout, element: Feature, context: Context
) -> Verdict:
    """Measure from every point of the way to the nearest, in the place or around it."""
    most = context.threshold(check.distance_at_most)
    if most is None:
        return unchosen(check.distance_at_most, context, check, element)
    others = [f.geometry for f in context.scene.of_kind(*check.kinds)]
    what = labels(check.kinds)
    farthest = farthest_distance_m(element.geometry, others)
    if farthest is None:
        evidence = context.evidence(element, check.quantity, False)
        return Verdict(False, Reason("absent", {"what": what}), (evidence,))
    evidence = context.evidence(element, check.quantity, farthest, unit="m")
    values = {"what": what, "distance": farthest, "most": most}
    if farthest <= most:
        return Verdict(True, Reason("near_throughout", values), (evidence,))
    reason = Reason("far_in_places", values)
    far = beyond(element.geometry, others, distance_m=most)
    return Verdict(False, reason, (evidence,), (Mark("subject", far, reason),))


def watch_gaps(check: WatchGaps, element: Feature, context: Context) -> Verdict:
    """Leave it to a record or a survey until who watches when is computed."""
    return Verdict(None, Reason("later_work"))
