"""Whether a measure helped: its blocks beside a control, before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from machimori.errors import InvalidInput, Problem
from machimori.hotspots import Trial, weighted_displacement_difference
from machimori.incidents import Blocks, Incidents, likely_blocks
from machimori.incidents.names import block_key
from machimori.language import Text
from machimori.reports.hotspots import Sheet, effect_sheet, sheet_page, sheet_pdf
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.studies.hot_blocks import not_counted
from machimori_office.analyses.studies.made import (
    HTML,
    LANGUAGES,
    PDF,
    Found,
    Made,
    Tell,
    chosen,
    days,
    on_day,
)

Ids = frozenset[str]
Period = tuple[date, date]


def effect(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Compare where a measure was taken with where none was."""
    tell(0, 2)
    every = chosen(analysis)
    reported = every.only(lambda one: one.known_by == "reported")
    before, after = days(analysis), _after(analysis)
    areas = _areas(every.blocks, analysis.asked)
    trial = _trial(reported, areas, before, after)
    tell(1, 2)
    sheet = effect_sheet(trial, weighted_displacement_difference(trial))
    within = every.between(before[0], after[1])
    found = within.only(lambda one: one.known_by != "reported")
    notes = (*not_counted(every, within, found), _CHOSEN_BEFORE)
    sheet = _told(sheet, analysis, (before, after), notes)
    pages = [
        Made(f"report.{to}.html", HTML, sheet_page(sheet, language=to).encode())
        for to in LANGUAGES
    ]
    papers = [
        Made(f"effect.{to}.pdf", PDF, sheet_pdf(sheet, on=on_day(at), language=to))
        for to in LANGUAGES
    ]
    return Found((*pages, *papers), notes)


def _after(analysis: Analysis) -> Period:
    first, last = analysis.asked["after_first_on"], analysis.asked["after_last_on"]
    return date.fromisoformat(first), date.fromisoformat(last)


def _areas(blocks: Blocks, asked: Mapping[str, Sequence[str]]) -> tuple[Ids, ...]:
    """Return treated and control blocks, and those that touch only the one or other."""
    treated, control = (
        _named(blocks, asked["treated"]),
        _named(blocks, asked["control"]),
    )
    both = treated & control
    if both:
        names = ", ".join(block.name for block in blocks if block.id in both)
        raise InvalidInput([_problem(names, _ONE_OF_BOTH, _ONE_OF_BOTH)])
    near_treated, near_control = (
        _touching(blocks, own) - treated - control for own in (treated, control)
    )
    shared = near_treated & near_control
    return treated, control, near_treated - shared, near_control - shared


def _named(blocks: Blocks, names: Sequence[str]) -> Ids:
    by_name = {block_key(block.name): block.id for block in blocks}
    unknown = [name for name in names if block_key(name) not in by_name]
    if unknown:
        raise InvalidInput(_unknown(blocks, unknown))
    return frozenset(by_name[block_key(name)] for name in names)


def _unknown(blocks: Blocks, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        likely = ", ".join(likely_blocks(blocks, ("", "", name))) or "-"
        yield _problem(name, _A_BLOCK, _DID_YOU_MEAN.format(names=likely))


def _problem(found: str, expected: Text, remedy: Text) -> Problem:
    where = Text(ja="町丁目", en="block")
    return Problem(file="-", where=where, found=found, expected=expected, remedy=remedy)


def _touching(blocks: Blocks, own: Collection[str]) -> Ids:
    ids = [block.id for block in blocks]
    pairs = [(ids[a], ids[b]) for a, b in blocks.neighbours().tolist()]
    return frozenset(
        other
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if one in own and other not in own
    )


def _trial(
    incidents: Incidents, areas: tuple[Ids, ...], before: Period, after: Period
) -> Trial:
    periods = incidents.between(*before), incidents.between(*after)
    treated, control, near_treated, near_control = (
        (_count(periods[0], own), _count(periods[1], own)) for own in areas
    )
    # The time after counts as if it had been as long as that before.
    return Trial(
        treated=treated,
        control=control,
        around_treated=near_treated,
        around_control=near_control,
        weeks=(1.0, _length(after) / _length(before)),
    )


def _count(incidents: Incidents, own: Ids) -> int:
    return sum(one.where.block in own for one in incidents)


def _length(period: Period) -> int:
    return (period[1] - period[0]).days + 1


def _told(
    sheet: Sheet,
    analysis: Analysis,
    periods: tuple[Period, Period],
    notes: Sequence[Text],
) -> Sheet:
    said = [
        (_BEFORE, Text.same(f"{periods[0][0]} – {periods[0][1]}")),
        (_AFTER, Text.same(f"{periods[1][0]} – {periods[1][1]}")),
        (_TREATED, Text.same("、".join(analysis.asked["treated"]))),
        (_CONTROL, Text.same("、".join(analysis.asked["control"]))),
    ]
    return replace(
        sheet,
        facts=[*said, *sheet.facts],
        notices=[*sheet.notices, *notes],
    )


_BEFORE = Text(ja="前の期間", en="Before")
_AFTER = Text(ja="後の期間", en="After")
_TREATED = Text(ja="対策をした町丁目", en="With the measure")
_CONTROL = Text(ja="対照の町丁目", en="Control")
_A_BLOCK = Text(ja="境界にある町丁目の名", en="a block among the boundaries")
_DID_YOU_MEAN = Text(ja="もしかして：{names}", en="Did you mean: {names}")
_ONE_OF_BOTH = Text(
    ja="対策をした所か対照の、どちらか一方", en="either with the measure or control"
)
_CHOSEN_BEFORE = Text(
    ja="対照は、結果を見る前に、対策の前の動きが似た所を選びます。周りは接している町丁目で、"
    "両方に接する所は入れません。",
    en="A control is chosen before the outcome is seen, where all went alike before. "
    "Around are the blocks that touch; those that touch both are left out.",
)
