"""Comparisons on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from machimori.assessment import Finding, word
from machimori.assessment.flips import Flip, Flips
from machimori.guidelines import (
    Catalogue,
    Comparison,
    Counterpart,
    Criterion,
    ParameterTable,
)
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.comparison.differences import causes
from machimori.reports.comparison.document import values_on
from machimori.reports.content.items import element_name
from machimori.reports.structure import Values

HEAD = Text(
    ja="答えが分かれる：{count}件（同じ：{same}件）",
    en="{count} answers differ ({same} agree)",
)
NOTHING_IN_COMMON = Text(
    ja="この場面には、二つの指針がともに求めることのある場所がありません。",
    en="Nothing in this scene is spoken of by both guidelines.",
)
SIDE = Text(
    ja="{sign} {outcome}　{guideline} {cites}：{reason}",
    en="{sign} {outcome} - {guideline} {cites}: {reason}",
)
CAUSE = Text(ja="→ {cause}", en="→ {cause}")
BOTH = Text(
    ja="どちらにもある項目：{count}（うち違いのあるもの {differing}）",
    en="Asked by both: {count} ({differing} of them differently)",
)
ONLY = Text(ja="{name} だけにある項目：{count}", en="Only in {name}: {count}")
ALSO = Text(ja="（ほか{count}か所も同じ）", en=" (and {count} more alike)")


@dataclass(frozen=True)
class Sides:
    """What the two sides of a comparison are called."""

    before: str
    after: str


def comparison_text(
    comparison: Comparison,
    catalogues: tuple[Catalogue, Catalogue],
    sides: Sides,
    *,
    on: date,
    language: Language,
) -> RenderableType:
    """Set a comparison of two guidelines, or editions, for a terminal.

    Parameters
    ----------
    comparison : Comparison
    catalogues : tuple of Catalogue
    sides : Sides
    on : date
    language : "ja" or "en"

    Returns
    -------
    rich renderable
    """
    values = values_on(catalogues[0].parameters.overlaid(catalogues[1].parameters), on)
    unlike = [pair for pair in comparison.counterparts if pair.differences]
    both = BOTH.format(count=len(comparison.counterparts), differing=len(unlike))
    parts: list[RenderableType] = [Styled(both.in_(language), style="bold")]
    for pair in unlike:
        parts += _pair(pair, values, language)
    for name, criteria in (
        (sides.before, comparison.only_before),
        (sides.after, comparison.only_after),
    ):
        only = ONLY.format(name=name, count=len(criteria)).in_(language)
        parts += [Styled(), Styled(only, style="bold")]
        parts += [_line(criterion, language) for criterion in criteria]
    return Group(*parts)


def flips_text(
    found: Flips, parameters: ParameterTable, *, on: date, language: Language
) -> RenderableType:
    """Set where two guidelines say different things for a terminal.

    Parameters
    ----------
    found : Flips
    parameters : ParameterTable
    on : date
    language : "ja" or "en"

    Returns
    -------
    rich renderable
        What differs in the same way at several elements stands once.
    """
    if not found.flips and not found.agreeing:
        return Styled(NOTHING_IN_COMMON.in_(language))
    values = values_on(parameters, on)
    head = HEAD.format(count=len(found.flips), same=found.agreeing).in_(language)
    parts: list[RenderableType] = [Styled(head, style="bold")]
    for group in _alike(found.flips):
        parts += _flip(group, values, language)
    return Group(*parts)


def _pair(
    pair: Counterpart, values: Values, language: Language
) -> Iterator[RenderableType]:
    yield Styled(f"{pair.before.id} ⇔ {pair.after.id}", style="bold")
    for cause in causes(pair.differences, values):
        yield Padding(Styled(cause.in_(language)), (0, 0, 0, 3))


def _line(criterion: Criterion, language: Language) -> RenderableType:
    return Padding(
        Styled(f"{criterion.id}  {criterion.says.in_(language)}"), (0, 0, 0, 3)
    )


def _alike(flips: Sequence[Flip]) -> list[list[Flip]]:
    """Gather flips of one place that differ in the element alone."""
    groups: dict[tuple[str, ...], list[Flip]] = {}
    for flip in flips:
        sides = (flip.before, flip.after)
        told = [t for f in sides for t in (f.criterion.id, f.outcome.value)]
        groups.setdefault((flip.place.id, *told), []).append(flip)
    return list(groups.values())


def _flip(
    group: Sequence[Flip], values: Values, language: Language
) -> Iterator[RenderableType]:
    flip, more = group[0], len(group) - 1
    name = flip.place.name
    if flip.element.id != flip.place.id:
        name = wording.IN_PLACE.format(
            place=name, element=element_name(flip.element, language)
        ).in_(language)
    also = ALSO.format(count=more).in_(language) if more else ""
    yield Styled()
    yield Styled(f"{name}{also}", style="bold")
    for finding in (flip.before, flip.after):
        yield Padding(Styled(_said(finding, language)), (0, 0, 0, 3))
    for cause in causes(flip.differences, values):
        line = CAUSE.format(cause=cause).in_(language)
        yield Padding(Styled(line, style="dim"), (0, 0, 0, 3))


def _said(finding: Finding, language: Language) -> str:
    cites = (finding.instrument.citation(c) for c in finding.criterion.cites)
    return SIDE.format(
        sign=wording.SIGNS[finding.outcome],
        outcome=wording.OUTCOMES[finding.outcome],
        guideline=finding.instrument.id,
        cites="、".join(cites),
        reason=word(finding.reason),
    ).in_(language)
