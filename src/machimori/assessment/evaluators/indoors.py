"""Who sees what inside a building, storey by storey."""

from __future__ import annotations

from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import (
    open_verdict,
    unchosen,
    undecided,
)
from machimori.assessment.floors import field_on_floor, is_on_floor, standing_ground
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.selection import things
from machimori.guidelines.checks import SeenWithin
from machimori.scene import Feature
from machimori.scene.obstacles import UnknownHeight


def seen_within(check: SeenWithin, element: Feature, context: Context) -> Verdict:
    """Compare the share that the other parts of its storey see with that asked for."""
    ground = standing_ground(element, context)
    least = context.threshold(check.share_at_least)
    if ground is None:
        return undecided(check, element, context, "no_surface")
    if least is None:
        return unchosen(check.share_at_least, context, check, element)
    rooms = _watching(check, element, context)
    if not rooms:
        evidence = context.evidence(element, check.quantity, 0.0, unit="1")
        reason = Reason("nobody_within", {"what": labels(check.watchers)})
        return Verdict(False, reason, (evidence,))

    def share(heights: UnknownHeight) -> float:
        field = field_on_floor(element, ground, rooms, check.target, context, heights)
        return field.seen_share

    seen = most = share("opaque")
    if seen < least and context.heights_are_open(ground):
        most = share("absent")
    bounds = (seen, most) if most > seen else None
    evidence = context.evidence(element, check.quantity, seen, unit="1", bounds=bounds)
    if seen < least <= most:
        low_high = {"low": f"{seen:.0%}", "high": f"{most:.0%}"}
        return open_verdict(Reason("heights_unknown", low_high), evidence)
    values = {"share": seen, "least": least, "what": labels(check.watchers)}
    if seen >= least:
        return Verdict(True, Reason("seen_within", values), (evidence,))
    reason = Reason("hidden_within", values)
    return Verdict(False, reason, (evidence,), (Mark("subject", ground, reason),))


def _watching(check: SeenWithin, element: Feature, context: Context) -> tuple[str, ...]:
    """Ids of what people look from on the element's storey; never the element."""
    found = (f for word in check.watchers for f in things(word, context))
    return tuple(
        dict.fromkeys(
            f.id
            for f in found
            if f.id != element.id and is_on_floor(f, element, context)
        )
    )
