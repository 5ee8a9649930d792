"""Which places an instrument speaks of, and which elements a criterion looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from machimori.assessment.context import Context
from machimori.assessment.logic import Truth, all_of, any_of, negated
from machimori.guidelines.checks import Requirement
from machimori.guidelines.conditions import (
    AllConditions,
    AnyCondition,
    Condition,
    Decided,
    ElementIs,
    Exists,
    Meets,
    PlaceIs,
    Unless,
    conditions_of,
)
from machimori.guidelines.model import Criterion, Element, Instrument, Split
from machimori.scene import Feature
from machimori.scene.vocabulary import vocabulary

Meeting = Callable[[Requirement, Feature], Truth]
"""Decides whether an element meets a requirement."""


def splits_at(
    instrument: Instrument, context: Context
) -> tuple[tuple[Split, Truth], ...]:
    """Find the splits of scope that could concern the place, and whether they do."""
    kind = context.place.get("place_kind")
    return tuple(
        (split, holds(split.when, context.place, context, left_open))
        for split in instrument.splits
        if kind in split.places
    )


def elements_of(criterion: Criterion, context: Context) -> tuple[Feature, ...]:
    """Select the elements of the place that a criterion looks at, or may look at."""
    wanted = criterion.applies.element
    if wanted is None:
        return (context.place,)
    found = context.scene.elements(context.place, *wanted.kind)
    return tuple(f for f in found if _matches(f, wanted) is not False)


def silent_on(criterion: Criterion, element: Feature) -> tuple[str, ...]:
    """Properties that an element would have to state before it is looked at."""
    wanted = criterion.applies.element
    asked = () if wanted is None else tuple(wanted.where)
    return tuple(name for name in asked if element.get(name) is None)


def missing_survey(criterion: Criterion, context: Context) -> tuple[str, ...]:
    """Words that must be surveyed completely before "there is none" may be said."""
    wanted = criterion.applies.element
    if wanted is None:
        return ()
    words = wanted.use or wanted.kind
    return tuple(w for w in words if not is_surveyed(w, context))


def is_surveyed(word: str, context: Context) -> bool:
    """Whether a kind, group or area use was surveyed completely at the place."""
    scene, place = context.scene, context.place
    is_use = word in (vocabulary().kinds["area"].properties["use"].values or {})
    return scene.is_complete(place, word) or (
        is_use and scene.is_complete(place, "area")
    )


def holds(
    condition: Condition, element: Feature, context: Context, meets: Meeting
) -> Truth:
    """Tell whether a condition holds; a need decision is taken as given here."""
    match condition:
        case PlaceIs(place=wanted):
            return _is(context.place, wanted, context)
        case ElementIs(element=wanted):
            return _is(element, wanted, context)
        case Exists(exists=word, where=where):
            return exists(word, context, where)
        case Meets(meets=requirement):
            return meets(requirement, element)
        case AllConditions(all=parts):
            return all_of(holds(part, element, context, meets) for part in parts)
        case AnyCondition(any=parts):
            return any_of(holds(part, element, context, meets) for part in parts)
        case Unless(unless=part):
            return negated(holds(part, element, context, meets))
        case _:
            return True


def waits_for_need(condition: Condition | None) -> bool:
    """Whether somebody has to decide that it is needed (必要に応じて)."""
    if condition is None:
        return False
    return any(isinstance(c, Decided) for c in conditions_of(condition))


def exists(
    word: str, context: Context, where: Mapping[str, tuple[Any, ...]] | None = None
) -> Truth:
    """Whether the place has something of a kind or area use; silence is not no."""
    found = any_of(fits(thing, where or {}) for thing in things(word, context))
    return None if found is False and not is_surveyed(word, context) else found


def fits(feature: Feature, where: Mapping[str, tuple[Any, ...]]) -> Truth:
    """Whether a thing is of the right sort; what it does not state stays open."""
    return all_of(
        None
        if feature.get(name) is None
        else any(one in allowed for one in _listed(feature.get(name)))
        for name, allowed in where.items()
    )


def things(word: str, context: Context) -> tuple[Feature, ...]:
    """Everything of a kind, group or area use that belongs to the place."""
    known = vocabulary()
    if word in known.kinds or word in known.groups:
        return context.scene.elements(context.place, word)
    areas = context.scene.elements(context.place, "area")
    return tuple(area for area in areas if area.get("use") == word)


def left_open(requirement: Requirement, element: Feature) -> Truth:
    """Leave a requirement open: where there is no element, nothing can be decided."""
    return None


def _matches(feature: Feature, wanted: Element) -> Truth:
    if wanted.use and feature.kind == "area" and feature.get("use") not in wanted.use:
        return False
    return fits(feature, wanted.where)


def _is(feature: Feature, wanted: Mapping[str, Any], context: Context) -> Truth:
    return all_of(
        _has(_stated(feature, name, context), asked, context)
        for name, asked in wanted.items()
    )


def _stated(feature: Feature, name: str, context: Context) -> Any:
    """A property; for what a place is attached to, what that is and not its id."""
    value = feature.get(name)
    if name != "attached_to" or value not in context.scene.by_id:
        return value
    target = context.scene.by_id[value]
    return target.get("place_kind") or target.get("use")


def _has(value: Any, asked: Any, context: Context) -> Truth:
    if value is None:
        return None
    if isinstance(asked, dict):
        limit = context.number(next(iter(asked.values())))
        if limit is None:
            return None
        return bool(value >= limit if "at_least" in asked else value <= limit)
    return any(one in _listed(asked) for one in _listed(value))


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
