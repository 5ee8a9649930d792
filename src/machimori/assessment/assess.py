"""Holds a scene against the catalogue: the one function everything else serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from machimori.assessment.certainty import without_guessed_heights
from machimori.assessment.context import Context
from machimori.assessment.decisions import Decisions
from machimori.assessment.evidence import EvidenceIndex
from machimori.assessment.judging import Judge
from machimori.assessment.model import (
    Assessment,
    Decision,
    Evidence,
    Finding,
    Reason,
)
from machimori.assessment.selection import splits_at
from machimori.errors import UnknownName
from machimori.guidelines import Catalogue, Instrument, ParameterTable
from machimori.guidelines.model import Split
from machimori.language import Text
from machimori.scene import Feature, Scene

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which instruments and places to keep to; empty means all.

    Parameters
    ----------
    guidelines, places : sequence of str
        Their ids.
    """

    guidelines: Sequence[str] = ()
    places: Sequence[str] = ()


def assess(
    scene: Scene,
    catalogue: Catalogue,
    *,
    on: date,
    evidence: Iterable[Evidence] = (),
    decisions: Iterable[Decision] = (),
    parameters: ParameterTable | None = None,
    within: Scope | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Hold every place of a scene against every instrument that speaks of it.

    Parameters
    ----------
    scene : Scene
    catalogue : Catalogue
    on : date
        The date of judgement; nothing reads the clock.
    evidence : iterable of Evidence
        From outside the scene: measured, surveyed, recorded.
    decisions : iterable of Decision
        Exclusions and need decisions.
    parameters : ParameterTable or None
        With a city's own values; the catalogue's where None.
    within : Scope or None
        Instruments and places to keep to; all where None.
    progress : callable or None

    Returns
    -------
    Assessment
        Its scene is the one that was judged: without the heights that an importer put
        in, for what nobody stated decides nothing.

    Raises
    ------
    UnknownName
        For an instrument or a place that nothing has.
    """
    scope = within or Scope()
    chosen = _instruments(catalogue, scope.guidelines)
    scene = without_guessed_heights(scene)
    where = _places(scene, scope.places)
    told = Decisions(tuple(decisions))
    outside = EvidenceIndex(evidence)
    numbers = parameters or catalogue.parameters
    findings: list[Finding] = []
    notices: list[Reason] = []
    root: Context | None = None
    for done, place in enumerate(where):
        if progress is not None:
            progress(done, len(where))
        root = _context(root, scene, catalogue, numbers, on, place)
        for instrument in _speaking_of(place, chosen):
            judge = Judge(instrument, root, outside, told)
            findings += _by_instrument(judge, catalogue)
            notices += _open_scope(judge)
    if progress is not None:
        progress(len(where), len(where))
    notices += _unmatched(told, scene, catalogue, scope)
    return Assessment(
        scene=scene,
        instruments=chosen,
        places=where,
        on=on,
        findings=tuple(findings),
        parameters=numbers,
        notices=tuple(notices),
        activities=catalogue.activities,
    )


def _context(
    before: Context | None,
    scene: Scene,
    catalogue: Catalogue,
    parameters: ParameterTable,
    on: date,
    place: Feature,
) -> Context:
    if before is not None:
        return before.at(place)
    return Context(scene, catalogue, parameters, on, place)


def _instruments(
    catalogue: Catalogue, guidelines: Sequence[str]
) -> tuple[Instrument, ...]:
    if guidelines:
        return tuple(catalogue.instrument(id_) for id_ in guidelines)
    return tuple(catalogue.instruments.values())


def _places(scene: Scene, places: Sequence[str]) -> tuple[Feature, ...]:
    known = {place.id: place for place in scene.places}
    for id_ in places:
        if id_ not in known:
            raise UnknownName(Text(ja="場所", en="place"), id_, known)
    return tuple(known[id_] for id_ in places) if places else scene.places


def _speaking_of(
    place: Feature, instruments: Iterable[Instrument]
) -> Iterator[Instrument]:
    kind = place.get("place_kind")
    return (i for i in instruments if kind in i.places)


def _by_instrument(judge: Judge, catalogue: Catalogue) -> Iterator[Finding]:
    kind = judge.context.place.get("place_kind")
    taken = [s for s, truth in splits_at(judge.instrument, judge.context) if truth]
    for criterion in catalogue.criteria_of(judge.instrument):
        if kind not in criterion.applies.place:
            continue
        if taken:
            yield judge.inapplicable(criterion, _not_of_here(taken[0]))
        else:
            yield from judge.findings(criterion)


def _not_of_here(split: Split) -> Reason:
    if split.belongs_to is None:
        return Reason("scope_outside", {"says": split.says})
    return Reason("scope_elsewhere", {"instrument": split.belongs_to})


def _open_scope(judge: Judge) -> Iterator[Reason]:
    """Nobody says whether the place is one that the instrument speaks of."""
    for split, truth in splits_at(judge.instrument, judge.context):
        if truth is None and not split.is_rare:
            values = {"place": judge.context.place.name, "says": split.says}
            yield Reason("scope_open", values)


def _unmatched(
    told: Decisions, scene: Scene, catalogue: Catalogue, scope: Scope
) -> Iterator[Reason]:
    """Decisions that match nothing, though nobody kept to other items or places."""
    for one in told.unmatched:
        known = catalogue.criteria.get(one.criterion)
        is_left_out = (
            known is not None
            and scope.guidelines
            and known.instrument not in scope.guidelines
        ) or (one.subject in scene.by_id and scope.places)
        if not is_left_out:
            values = {"criterion": one.criterion, "subject": one.subject}
            yield Reason("decision_unmatched", values)
