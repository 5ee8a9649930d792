"""What can be stood on to get in."""

from __future__ import annotations

from collections.abc import Iterator

from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import undecided
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.naming import names
from machimori.assessment.storeys import height_of_floor_m
from machimori.entry import ClimbingReach, Goal, goals_within_reach
from machimori.guidelines.checks import HardToClimbTo, NoFoothold
from machimori.language import Text
from machimori.scene import Feature


def no_foothold(check: NoFoothold, element: Feature, context: Context) -> Verdict:
    """Look for openings and roofs that the element brings within reach."""
    height = element.get("height_m")
    if height is None:
        return undecided(check, element, context, "height_unknown")
    top = (element.get("base_m") or 0.0) + height
    certain, unsure = goals_within_reach(
        element.geometry, top, _goals(element, context), _reach(context)
    )
    if certain:
        values = {"top": top, "what": _named(certain, context)}
        evidence = context.evidence(element, check.quantity, False)
        mark = Mark("subject", element.geometry, Reason("foothold", values))
        return Verdict(False, Reason("foothold", values), (evidence,), (mark,))
    if unsure:
        what = _named(unsure, context)
        return undecided(check, element, context, "foothold_unsure", what=what)
    evidence = context.evidence(element, check.quantity, True)
    return Verdict(True, Reason("no_foothold"), (evidence,))


def hard_to_climb_to(
    check: HardToClimbTo, element: Feature, context: Context
) -> Verdict:
    """Look for one thing that brings the element within reach: a step, or a pole.

    That there is none decides nothing: one may climb from thing to thing.
    """
    goal = Goal(element.id, element.geometry, _bottom(element, context))
    certain: list[Feature] = []
    unsure: list[Feature] = []
    for thing in _climbable(element, context):
        sure, open_ = _brings(thing, goal, context)
        certain += [thing] * sure
        unsure += [thing] * open_
    if certain:
        reason = Reason("climbed_by", {"what": names(certain)})
        evidence = context.evidence(element, check.quantity, False)
        marks = tuple(Mark("subject", thing.geometry, reason) for thing in certain)
        return Verdict(False, reason, (evidence,), marks)
    if unsure:
        return undecided(check, element, context, "climb_unsure", what=names(unsure))
    return Verdict(None, Reason("later_work"))


_CLIMBED_ALONG = ("downpipe", "pole", "tree", "handrail")
_STOOD_ON = ("foothold", "roof")


def _climbable(element: Feature, context: Context) -> Iterator[Feature]:
    """What one could stand on or climb along, unless it is said to be guarded."""
    for thing in context.scene.of_kind(*_STOOD_ON):
        is_guarded = thing.get("climb_guard") or thing.get("climbable") is False
        if thing.id != element.id and not is_guarded:
            yield thing


def _brings(thing: Feature, goal: Goal, context: Context) -> tuple[bool, bool]:
    """Whether a thing certainly brings the goal within reach, and whether it may."""
    reach = _reach(context)
    if thing.geometry.distance(goal.geometry) > reach.across_m:
        return False, False
    top = _top(thing)
    if top is None or goal.bottom_m is None:
        return False, True
    if thing.kind in _CLIMBED_ALONG:
        is_raised = goal.bottom_m > reach.pull_up_m
        return is_raised and goal.bottom_m <= top + reach.pull_up_m, False
    certain, _ = goals_within_reach(thing.geometry, top, (goal,), reach)
    return bool(certain), False


def _reach(context: Context) -> ClimbingReach:
    return ClimbingReach(
        step_low_m=context.known("interpretation/foothold-height-low"),
        pull_up_m=context.known("interpretation/foothold-height"),
        across_m=context.known("interpretation/foothold-reach"),
    )


def _goals(element: Feature, context: Context) -> Iterator[Goal]:
    scene = context.scene
    for opening in scene.of_kind("window", "balcony"):
        yield Goal(opening.id, opening.geometry, _bottom(opening, context))
    for building in scene.of_kind("building"):
        if building.id != element.id:
            yield Goal(building.id, building.geometry, _top(building))


def _bottom(opening: Feature, context: Context) -> float | None:
    sill = opening.get("sill_m")
    if sill is None:
        sill = 0.0 if opening.kind in ("balcony", "area") else None
    storey_m = context.known("interpretation/storey-height")
    return None if sill is None else height_of_floor_m(opening, storey_m) + sill


def _top(thing: Feature) -> float | None:
    height = thing.get("height_m")
    return None if height is None else (thing.get("base_m") or 0.0) + height


def _named(goals: tuple[Goal, ...], context: Context) -> Text:
    return names(context.scene.by_id[goal.id] for goal in goals)
