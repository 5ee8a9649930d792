"""The first page: what to put right, what to find out, what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from machimori.assessment import Assessment, Outcome
from machimori.guidelines import STRENGTHS, Instrument
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.headlines import headline_of, why_of
from machimori.reports.content.items import (
    clause_of,
    element_name,
    names_of,
)
from machimori.reports.content.model import FixLine, HoldLine, Line, Table, TaskLine
from machimori.reports.digest.priorities import FIRST, Fix, remedy_of
from machimori.reports.digest.rollup import MET, WORST_FIRST, Rollup
from machimori.reports.digest.survey import Task, duration
from machimori.reports.digest.themes import Theme, theme_of
from machimori.scene import Feature, vocabulary
from machimori.scene.conditions import scene_conditions

MOST_SUBJECTS_BRIEF = 3
MOST_PLACES = 4
LOOKED_AT = {"computed", "measured", "surveyed"}


def title_of(assessment: Assessment, language: Language) -> str:
    """Name the place, or say how many there are."""
    if len(assessment.places) == 1:
        return element_name(assessment.places[0], language)
    count = len(assessment.places)
    return wording.MANY_PLACES.format(count=count).in_(language)


def facts_of(assessment: Assessment, language: Language) -> tuple[Line, ...]:
    """Say what was judged, when, by what."""
    joint = "、" if language == "ja" else "; "
    guidelines = joint.join(i.title.in_(language) for i in _that_speak(assessment))
    facts = [(wording.JUDGED_ON, assessment.on.isoformat())]
    if len(assessment.places) == 1:
        kind = place_kind(assessment.places[0]).in_(language)
        facts.append((wording.KIND_OF_PLACE, kind))
    facts += [(wording.GUIDELINES, guidelines)]
    if assessment.scene.source:
        # The whole path stands with the inputs, on the last page.
        facts.append((wording.SOURCE, PurePath(assessment.scene.source).name))
    facts += [(w, how.in_(language)) for w, how in scene_conditions(assessment.scene)]
    return tuple(Line(label.in_(language), value) for label, value in facts)


def _that_speak(assessment: Assessment) -> tuple[Instrument, ...]:
    """Guidelines that speak of the places; all that were asked where none does."""
    speaking = {finding.instrument.id for finding in assessment.findings}
    chosen = assessment.instruments
    return tuple(i for i in chosen if i.id in speaking) or chosen


def place_kind(place: Feature) -> Text:
    """Name the kind of a place."""
    kinds = vocabulary().kinds["place"].properties["place_kind"].values or {}
    kind = str(place.get("place_kind"))
    return kinds.get(kind, Text.same(kind))


def fix_lines(fixes: Sequence[Fix], language: Language) -> tuple[FixLine, ...]:
    """Word the most pressing things to put right."""
    return tuple(_fix_line(fix, language) for fix in fixes[:FIRST])


def more_fixes(fixes: Sequence[Fix], language: Language) -> str:
    """Say how many things to put right are not named; empty where all are."""
    more = len(fixes) - FIRST
    return wording.AND_MORE.format(count=more).in_(language) if more > 0 else ""


def _fix_line(fix: Fix, language: Language) -> FixLine:
    return FixLine(
        number=fix.number,
        headline=headline_of(fix, language),
        says=fix.lead.criterion.says.in_(language),
        clauses=tuple(clause_of(rollup, language) for rollup in fix.criteria),
        why=why_of(fix, language),
        takes=remedy_of(fix.lead, language),
    )


def task_lines(tasks: Iterable[Task], language: Language) -> tuple[TaskLine, ...]:
    """Word what to find out."""
    return tuple(_task_line(task, language) for task in tasks)


def _task_line(task: Task, language: Language) -> TaskLine:
    count = len(task.rollups)
    places = {f.place.id: f.place for r in task.rollups for f in r.findings}
    return TaskLine(
        title=task.title(language),
        brief=task.title(language, most=MOST_SUBJECTS_BRIEF),
        how=task.how(language),
        time=duration(task.minutes, language),
        settles=wording.SETTLES.format(count=count).in_(language),
        where=names_of(_named_first(places.values()), language, most=MOST_PLACES),
    )


def _named_first(places: Iterable[Feature]) -> list[Feature]:
    return sorted(places, key=lambda place: place.name == place.id)


def total_of(tasks: Iterable[Task], language: Language) -> str:
    """Say how many items are open and about how long it takes to settle them."""
    listed = tuple(tasks)
    if not listed:
        return ""
    items = wording.ITEMS.format(count=sum(len(t.rollups) for t in listed))
    time = duration(sum(t.minutes for t in listed), language)
    return f"{items.in_(language)} · {time}"


def hold_lines(
    rollups: Sequence[Rollup], language: Language
) -> tuple[tuple[HoldLine, ...], str]:
    """Name what holds, one criterion a theme, and count all that does.

    Of each theme the criterion that holds wherever it is asked, was computed or seen
    on site rather than read in a record, and holds at most places.
    """
    by_criterion: dict[str, list[Rollup]] = {}
    for rollup in rollups:
        if rollup.outcome is not Outcome.INAPPLICABLE:
            by_criterion.setdefault(rollup.criterion.id, []).append(rollup)
    best: dict[Theme, list[Rollup]] = {}
    for found in sorted(by_criterion.values(), key=_telling):
        if _met(found):
            best.setdefault(theme_of(_met(found)[0].findings[0]), found)
    count = sum(r.outcome in MET for r in rollups)
    total = wording.ITEMS.format(count=count).in_(language) if count else ""
    named = ((theme, best[theme]) for theme in wording.THEMES if theme in best)
    return tuple(_hold_line(theme, found, language) for theme, found in named), total


def _met(found: list[Rollup]) -> list[Rollup]:
    return [rollup for rollup in found if rollup.outcome in MET]


def _telling(found: list[Rollup]) -> tuple[bool, bool, int, int, str]:
    """What holds everywhere, was looked at and holds at most places comes first."""
    met = _met(found)
    methods = {e.method for r in met for f in r.findings for e in f.evidence}
    return (
        len(met) < len(found),
        not methods & LOOKED_AT,
        -len(met),
        STRENGTHS.index(found[0].strength),
        found[0].criterion.id,
    )


def _hold_line(theme: Theme, found: list[Rollup], language: Language) -> HoldLine:
    met = len(_met(found))
    extent = wording.PLACES_OF.format(total=len(found), count=met)
    if met == len(found):
        extent = wording.ALL_PLACES_OF.format(total=met)
    place = element_name(found[0].places[0], language)
    return HoldLine(
        theme=wording.THEMES[theme].in_(language),
        says=found[0].criterion.says.in_(language),
        extent=extent.in_(language) if len(found) > 1 else place,
        citation=found[0].citation,
    )


def counts_by_strength(rollups: Iterable[Rollup], language: Language) -> Table:
    """Count items by strength and outcome; there is no score."""
    counted = Counter((rollup.strength, rollup.outcome) for rollup in rollups)
    outcomes = [o for o in WORST_FIRST if any(out is o for _, out in counted)]
    strengths = [s for s in STRENGTHS if any(own == s for own, _ in counted)]
    head = [f"{wording.SIGNS[o]} {wording.OUTCOMES[o].in_(language)}" for o in outcomes]
    rows = [
        (
            wording.STRENGTHS[strength].in_(language),
            *(str(counted[strength, o] or "–") for o in outcomes),
            str(sum(counted[strength, o] for o in outcomes)),
        )
        for strength in strengths
    ]
    first, last = wording.STRENGTH.in_(language), wording.TOTAL.in_(language)
    return Table(head=(first, *head, last), rows=tuple(rows))
