"""Whether strangers can walk through, from one side to another."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.arrangement import ShortCut, short_cut
from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import undecided
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.guidelines.checks import NoCutThrough
from machimori.scene import Feature

_THIN_M = 0.05


def no_cut_through(check: NoCutThrough, element: Feature, context: Context) -> Verdict:
    """Look for two open places of the outline that open ground joins.

    A gate of which nobody says whether it can be locked may let people through.
    """
    if element.surface is None:
        return undecided(check, element, context, "no_surface")
    least = context.known("interpretation/short-cut")
    barriers = context.scene.of_kind(*check.by)
    sure = _way(element, (b for b in barriers if _may_close(b)), context)
    if sure is not None and sure.saves_m >= least:
        return _through(check, element, context, sure)
    maybe = _way(element, (b for b in barriers if _closes(b)), context)
    evidence = context.evidence(element, check.quantity, True)
    if maybe is not None and maybe.saves_m >= least:
        return undecided(check, element, context, "gates_unknown")
    return Verdict(True, Reason("no_cut_through"), (evidence,))


def _through(
    check: NoCutThrough, element: Feature, context: Context, way: ShortCut
) -> Verdict:
    evidence = context.evidence(element, check.quantity, False)
    reason = Reason("cut_through", {"distance": way.saves_m})
    return Verdict(False, reason, (evidence,), (Mark("subject", way.line, reason),))


def _way(
    element: Feature, barriers: Iterable[Feature], context: Context
) -> ShortCut | None:
    """The best short cut past what closes off, along the outline or within."""
    within_m = context.known("interpretation/enclosure-distance")
    outline = element.geometry.boundary
    closing = [_ground(b, outline, within_m) for b in barriers]
    closing += [b.geometry for b in context.scene.of_kind("building") if b.is_surface]
    gap_m = context.known("interpretation/passable-gap")
    near = [c for c in closing if c.intersects(element.geometry)]
    return short_cut(element.geometry, near, gap_m=gap_m)


def _ground(barrier: Feature, outline: BaseGeometry, within_m: float) -> BaseGeometry:
    """Ground that a barrier bars: up to the outline where it stands beside that."""
    shape = barrier.geometry
    width = barrier.get("width_m")
    if shape.geom_type == "Point":
        shape = shape.buffer((width or 0.0) / 2 + _THIN_M)
    beside = shape.dwithin(outline, within_m)
    return shapely.buffer(shape, within_m if beside else _THIN_M, cap_style="flat")


def _closes(barrier: Feature) -> bool:
    """Whether it certainly stops whoever has no key."""
    return barrier.kind != "gate" or (
        barrier.get("lockable") is True and barrier.get("type") != "open"
    )


def _may_close(barrier: Feature) -> bool:
    return barrier.kind != "gate" or (
        barrier.get("lockable") is not False and barrier.get("type") != "open"
    )
