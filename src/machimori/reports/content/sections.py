"""Place by place: the plans, then item by item in the guideline's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from machimori.assessment import Assessment, Outcome
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.figures import section_figures
from machimori.reports.content.front import place_kind
from machimori.reports.content.items import Manner, element_name, item_of
from machimori.reports.content.model import (
    ApartGroup,
    Chapter,
    Heading,
    IndexRow,
    Item,
    Line,
    SectionContent,
)
from machimori.reports.digest.grouping import Section
from machimori.reports.digest.rollup import APART, WORST_FIRST, Rollup

MOST_IN_TITLE = 3
"""Places with the same result up to which the heading names them all."""


def section_content(
    section: Section,
    number: int,
    assessment: Assessment,
    manner: Manner,
) -> SectionContent:
    """Word one section of the report.

    Parameters
    ----------
    section : Section
    number : int
        Its position in the report.
    assessment : Assessment
    manner : Manner

    Returns
    -------
    SectionContent
    """
    language = manner.language
    names = tuple(element_name(place, language) for place in section.places)
    figures = section_figures(section, assessment, manner.numbers, language)
    return SectionContent(
        anchor=f"place-{number}",
        title=section_title(section, language),
        subtitle=place_kind(section.places[0]).in_(language),
        names=names if len(names) > MOST_IN_TITLE else (),
        is_short=len(figures) < 2,
        tally=_tally(section.rollups, language),
        figures=figures,
        chapters=tuple(_chapters(section.rollups, manner)),
    )


def section_title(section: Section, language: Language) -> str:
    """Name the place, or say how many alike there are."""
    if section.is_one:
        return element_name(section.places[0], language)
    kind, count = place_kind(section.places[0]), len(section.places)
    named = [p.name for p in section.places if p.name != p.id]
    if len(named) == count <= MOST_IN_TITLE:
        return ("、" if language == "ja" else ", ").join(named)
    if named:
        said = wording.SAME_RESULT_AS.format(kind=kind, count=count, lead=named[0])
        return said.in_(language)
    return wording.SAME_RESULT.format(kind=kind, count=count).in_(language)


def index_of(
    sections: Sequence[Section], manner: Manner
) -> tuple[tuple[str, ...], tuple[IndexRow, ...]]:
    """List the places: the head of the list, and a row for each section.

    Parameters
    ----------
    sections : sequence of Section
    manner : Manner

    Returns
    -------
    head : tuple of str
    rows : tuple of IndexRow
    """
    seen = {rollup.outcome for section in sections for rollup in section.rollups}
    outcomes = tuple(o for o in WORST_FIRST if o in seen and o not in APART)
    rows = (
        _index_row(section, number, outcomes, manner)
        for number, section in enumerate(sections, start=1)
    )
    return _index_head(outcomes, manner.language), tuple(rows)


def _index_row(
    section: Section, number: int, outcomes: tuple[Outcome, ...], manner: Manner
) -> IndexRow:
    counts = Counter(rollup.outcome for rollup in section.rollups)
    failing = [r for r in section.rollups if r.outcome is Outcome.NOT_SATISFIED]
    return IndexRow(
        anchor=f"place-{number}" if section.rollups else "",
        name=section_title(section, manner.language),
        kind=place_kind(section.places[0]).in_(manner.language),
        counts=tuple(str(counts[o] or "–") for o in outcomes),
        fixes=tuple(sorted({manner.numbers[r.criterion.id] for r in failing})),
    )


def _index_head(outcomes: tuple[Outcome, ...], language: Language) -> tuple[str, ...]:
    heads = [
        f"{wording.SIGNS[o]} {wording.OUTCOMES[o].in_(language)}" for o in outcomes
    ]
    ends = [wording.NAMES, wording.KIND_OF_PLACE], [wording.FIX_NUMBERS]
    before, after = ([t.in_(language) for t in texts] for texts in ends)
    return (*before, *heads, *after)


def _tally(rollups: Iterable[Rollup], language: Language) -> tuple[Line, ...]:
    counts = Counter(rollup.outcome for rollup in rollups)
    return tuple(
        Line(
            f"{wording.SIGNS[outcome]} {wording.OUTCOMES[outcome].in_(language)}",
            str(counts[outcome]),
        )
        for outcome in WORST_FIRST
        if counts[outcome]
    )


def _chapters(rollups: Iterable[Rollup], manner: Manner) -> Iterator[Chapter]:
    by_instrument: dict[str, list[Rollup]] = {}
    for rollup in rollups:
        by_instrument.setdefault(rollup.instrument.id, []).append(rollup)
    for found in by_instrument.values():
        concerned = [r for r in found if r.outcome not in APART]
        apart = [r for r in found if r.outcome in APART]
        yield Chapter(
            title=found[0].instrument.title.in_(manner.language),
            headings=tuple(_headings(concerned, manner)),
            apart=_apart(apart, manner),
            apart_count=len(apart),
        )


def _apart(rollups: Iterable[Rollup], manner: Manner) -> tuple[ApartGroup, ...]:
    """Take together what does not apply for one and the same reason."""
    alike: dict[tuple[str, str], list[Item]] = {}
    for rollup in rollups:
        item = item_of(rollup, manner)
        alike.setdefault((item.outcome, item.reason), []).append(item)
    return tuple(
        ApartGroup(
            sign=items[0].sign,
            outcome=outcome,
            outcome_word=items[0].outcome_word,
            reason=reason,
            items=tuple(items),
        )
        for (outcome, reason), items in alike.items()
    )


def _headings(rollups: Iterable[Rollup], manner: Manner) -> Iterator[Heading]:
    by_heading: dict[str, list[Item]] = {}
    for rollup in rollups:
        title = _heading(rollup).in_(manner.language)
        by_heading.setdefault(title, []).append(item_of(rollup, manner))
    return (Heading(title, tuple(items)) for title, items in by_heading.items())


def _heading(rollup: Rollup) -> Text:
    """The nearest heading above an item that groups several, else the nearest."""
    above = rollup.instrument.above(rollup.criterion.cites[0])
    titled = [p for p in above if p.heading is not None]
    groups = [p for p in titled if not p.leaf] or titled
    nearest = groups[-1].heading if groups else None
    return nearest or Text.same(rollup.criterion.cites[0])
