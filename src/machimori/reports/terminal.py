"""The report on a terminal: how it stands, what to fix, what nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from machimori.assessment import Assessment
from machimori.language import Language
from machimori.reports import wording
from machimori.reports.content.appendix import notices_of
from machimori.reports.content.front import (
    facts_of,
    fix_lines,
    more_fixes,
    task_lines,
    title_of,
    total_of,
)
from machimori.reports.content.model import FixLine
from machimori.reports.content.sections import section_title
from machimori.reports.digest import (
    Section,
    fixes_of,
    roll_up_by_place,
    sections_of,
    tasks_of,
)
from machimori.reports.digest.rollup import WORST_FIRST
from machimori.reports.digest.survey import Task

MOST_TASKS = 5
MOST_SECTIONS = 24
WIDEST_NAME = 28
"""Columns for names of places in the table."""


def report_text(
    assessment: Assessment, *, language: Language, width: int | None = None
) -> RenderableType:
    """Set an assessment for a terminal.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"
    width : int or None
        Widest line; as wide as the terminal where None.

    Returns
    -------
    rich renderable
    """
    rollups = roll_up_by_place(assessment.findings)
    fixes, tasks = fixes_of(rollups), tasks_of(rollups)
    sections = [s for s in sections_of(assessment) if s.rollups]
    parts: list[RenderableType] = [
        _head(title_of(assessment, language)),
        _rows((f.label, f.value, "") for f in facts_of(assessment, language)),
        _rows(("!", notice, "") for notice in notices_of(assessment, language)),
        Styled(),
        _summary(sections, language, width),
        Styled(),
        *_fixes(fix_lines(fixes, language), more_fixes(fixes, language), language),
        Styled(),
        _head(f"{wording.UNKNOWN.in_(language)}  {total_of(tasks, language)}"),
        *_tasks(tasks, language),
        Styled(wording.NOT_A_DUTY.in_(language), style="dim"),
    ]
    return Group(*parts)


def _head(title: str) -> Styled:
    return Styled(title, style="bold")


def _rows(rows: Iterable[tuple[str, str, str]]) -> Table:
    """Set rows whose middle folds by itself: Japanese has no spaces to break at."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(style="dim", no_wrap=True, justify="right")
    for row in rows:
        grid.add_row(*row)
    return grid


def _summary(
    sections: Sequence[Section], language: Language, width: int | None
) -> RenderableType:
    """How many items of each outcome, place by place; signs are told below."""
    table = Table(box=None, pad_edge=False, header_style="dim", width=width)
    counted = [Counter(r.outcome for r in section.rollups) for section in sections]
    outcomes = [o for o in WORST_FIRST if any(own[o] for own in counted)]
    table.add_column(wording.WHERE.in_(language), no_wrap=True, max_width=WIDEST_NAME)
    for outcome in outcomes:
        table.add_column(wording.SIGNS[outcome], justify="right", min_width=4)
    # What is left of the line stays empty: figures stand close to the names.
    table.add_column("", ratio=1)
    rows = list(zip(sections, counted, strict=True))
    for section, own in rows[:MOST_SECTIONS]:
        cells = (str(own[o]) if own[o] else "–" for o in outcomes)
        table.add_row(section_title(section, language), *cells)
    if len(rows) > MOST_SECTIONS:
        more = wording.AND_MORE.format(count=len(rows) - MOST_SECTIONS)
        table.add_row(more.in_(language), style="dim")
    signs = (
        f"{wording.SIGNS[o]} {wording.OUTCOMES[o].in_(language)}" for o in outcomes
    )
    return Group(table, Styled("  ".join(signs), style="dim"))


def _fixes(
    lines: Sequence[FixLine], more: str, language: Language
) -> Iterator[RenderableType]:
    yield _head(f"{wording.FIX_FIRST.in_(language)}  {more}")
    if not lines:
        yield Styled(wording.NOTHING_TO_FIX.in_(language))
    for fix in lines:
        clauses = "; ".join(f"{c.guideline} {c.citation}" for c in fix.clauses[:1])
        body = [Styled(fix.why), Styled(f"→ {fix.takes}"), Styled(clauses, style="dim")]
        yield Styled(f"{fix.number}. {fix.headline}", style="bold")
        yield Padding(Group(*body), (0, 0, 0, 3))


def _tasks(tasks: Sequence[Task], language: Language) -> Iterator[RenderableType]:
    if not tasks:
        yield Styled(wording.NOTHING_UNKNOWN.in_(language))
    lines = task_lines(tasks[:MOST_TASKS], language)
    yield _rows(("□", t.brief, f"{t.time} · {t.settles}") for t in lines)
    if len(tasks) > MOST_TASKS:
        more = wording.AND_MORE.format(count=len(tasks) - MOST_TASKS)
        yield Styled(more.in_(language), style="dim")
