"""Facts that the scene states: what is there, and what it is like."""

from __future__ import annotations

from typing import Any

from machimori.assessment import naming
from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import unchosen, undecided
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.selection import fits, things
from machimori.guidelines.checks import (
    Absent,
    Fact,
    Includes,
    Measures,
    Present,
    SameStorey,
    Stated,
)
from machimori.scene import Feature


def present(check: Present, element: Feature, context: Context) -> Verdict:
    """Count the things of the kinds asked for."""
    words = (*check.kinds, *check.uses)
    fit, unsure = _found(check, element, context)
    evidence = context.evidence(element, check.quantity, float(len(fit)), unit="count")
    what = {"what": naming.labels(words), "count": len(fit)}
    if fit:
        return Verdict(True, Reason("present", what), (evidence,))
    if unsure:
        what["count"] = len(unsure)
        return Verdict(None, Reason("present_unsure", what), (evidence,))
    return Verdict(False, Reason("absent", what), (evidence,))


def absent(check: Absent, element: Feature, context: Context) -> Verdict:
    """Hold if nothing of the kinds is there; what may be of the sort leaves it open."""
    fit, unsure = _found(check, element, context)
    what = naming.labels((*check.kinds, *check.uses))
    if unsure and not fit:
        return undecided(
            check, element, context, "present_unsure", what=what, count=len(unsure)
        )
    evidence = context.evidence(element, check.quantity, not fit)
    if not fit:
        return Verdict(True, Reason("absent", {"what": what}), (evidence,))
    reason = Reason("present", {"what": what, "count": len(fit)})
    marks = tuple(Mark("subject", thing.geometry, reason) for thing in fit)
    return Verdict(False, reason, (evidence,), marks)


def fact(check: Fact, element: Feature, context: Context) -> Verdict:
    """Compare a stated property."""
    subject = context.place if check.of == "place" else element
    value = subject.get(check.name)
    if value is None:
        return Verdict(
            None, Reason("not_stated", {"what": naming.term(subject, check.name)})
        )
    evidence = context.declared(subject, check.quantity, value, of=check.name)
    values = {
        "what": naming.term(subject, check.name),
        "value": naming.value(subject, check.name),
    }
    truth = any(one in check.one_of for one in _listed(value))
    return Verdict(truth, Reason("stated", values), (evidence,))


def includes(check: Includes, element: Feature, context: Context) -> Verdict:
    """Hold if a property that lists several things lists all that are asked."""
    value = element.get(check.name)
    if value is None:
        return Verdict(
            None, Reason("not_stated", {"what": naming.term(element, check.name)})
        )
    absent = [one for one in check.values if one not in _listed(value)]
    evidence = context.declared(element, check.quantity, value, of=check.name)
    values = {
        "what": naming.term(element, check.name),
        "value": naming.joined(
            naming.choice(element, check.name, v) for v in absent or _listed(value)
        ),
    }
    code = "lacks" if absent else "stated"
    return Verdict(not absent, Reason(code, values), (evidence,))


def stated(check: Stated, element: Feature, context: Context) -> Verdict:
    """Hold if every property is stated; silence alone proves nothing."""
    silent = [name for name in check.properties if element.get(name) is None]
    known = [name for name in check.properties if element.get(name) is not None]
    denied = [name for name in known if _denies(element.get(name))]
    evidence = tuple(context.declared(element, n, element.get(n), of=n) for n in known)
    if denied:
        return Verdict(False, _about("denied", element, denied), evidence)
    if silent:
        return Verdict(None, _about("not_stated", element, silent), evidence)
    return Verdict(True, _about("all_stated", element, known), evidence)


def measures(check: Measures, element: Feature, context: Context) -> Verdict:
    """Compare a stated number with the one to reach, or to keep to."""
    named = str(check.at_least or check.at_most)
    limit = context.threshold(named)
    what = naming.term(element, check.name)
    value = element.get(check.name)
    if value is None:
        return Verdict(None, Reason("not_stated", {"what": what}))
    if limit is None:
        return unchosen(named, context, check, element)
    unit = context.parameters[named].unit
    evidence = context.declared(
        element, check.quantity, float(value), of=check.name, unit=unit
    )
    values = {"what": what, "value": value, "limit": limit, "unit": unit}
    if check.at_least is not None:
        return Verdict(value >= limit, Reason("at_least", values), (evidence,))
    return Verdict(value <= limit, Reason("at_most", values), (evidence,))


def _found(
    check: Present | Absent, element: Feature, context: Context
) -> tuple[list[Feature], list[Feature]]:
    """What is certainly of the sort asked about, and what may be."""
    words = (*check.kinds, *check.uses)
    found = [f for word in words for f in _around(word, element, context)]
    truths = [fits(thing, check.where or {}) for thing in found]
    sure = [f for f, truth in zip(found, truths, strict=True) if truth]
    return sure, [f for f, truth in zip(found, truths, strict=True) if truth is None]


def same_storey(check: SameStorey, element: Feature, context: Context) -> Verdict:
    """Compare storeys; who states none may be on any."""
    storey = element.get("storey")
    if storey is None:
        return Verdict(
            None, Reason("not_stated", {"what": naming.term(element, "storey")})
        )
    others = [f.get("storey") for use in check.uses for f in things(use, context)]
    evidence = context.evidence(element, check.quantity, storey in others)
    what = {"what": naming.labels(check.uses), "storey": storey}
    if storey in others:
        return Verdict(True, Reason("same_storey", what), (evidence,))
    if None in others:
        return Verdict(None, Reason("storey_unsaid", what), (evidence,))
    return Verdict(False, Reason("other_storey", what), (evidence,))


def _around(word: str, element: Feature, context: Context) -> tuple[Feature, ...]:
    """Things of the place; of a surface in it, those on it or part of it."""
    found = things(word, context)
    surface = element.surface
    if element.id == context.place.id or surface is None:
        return found
    return tuple(
        f
        for f in found
        if f.get("part_of") == element.id
        or (surface.intersects(f.geometry) and _may_share_storey(f, element))
    )


def _may_share_storey(thing: Feature, element: Feature) -> bool:
    """Whether nothing says that a thing is on another storey than what it lies over."""
    storeys = {thing.get("storey"), element.get("storey")}
    return None in storeys or len(storeys) == 1


def _denies(value: Any) -> bool:
    """Whether a property says that there is none, or lists nothing."""
    return value is False or value == ()


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _about(code: str, element: Feature, names: list[str]) -> Reason:
    return Reason(code, {"what": naming.terms(element, names)})
