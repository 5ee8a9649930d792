"""Everything that a report says, worded in one language: HTML and PDF only set it."""

from __future__ import annotations

from collections.abc import Sequence

from machimori.assessment import Assessment
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.appendix import (
    assumption_line,
    command_of,
    inputs_of,
    notices_of,
    parameter_line,
    parameters_used,
)
from machimori.reports.content.figures import front_figure
from machimori.reports.content.front import (
    counts_by_strength,
    facts_of,
    fix_lines,
    hold_lines,
    more_fixes,
    task_lines,
    title_of,
    total_of,
)
from machimori.reports.content.items import Manner
from machimori.reports.content.model import Content, SectionContent
from machimori.reports.content.sections import index_of, section_content
from machimori.reports.digest import (
    Section,
    fixes_of,
    numbers_of,
    roll_up_by_place,
    sections_of,
    tasks_of,
)
from machimori.reports.digest.priorities import FIRST

__all__ = ["Content", "compose"]

BRIEF_FROM = 12
"""Sections above which what nobody knows yet takes one line an item."""


def compose(assessment: Assessment, *, language: Language) -> Content:
    """Word a report.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"

    Returns
    -------
    Content
    """
    rollups = roll_up_by_place(assessment.findings)
    fixes, tasks = fixes_of(rollups), tasks_of(rollups)
    sections = sections_of(assessment)
    is_brief = len(sections) > BRIEF_FROM
    used = parameters_used(assessment)
    references = {use.id: nth for nth, use in enumerate(used, start=1)}
    activities = assessment.activities
    manner = Manner(language, numbers_of(fixes), references, activities, is_brief)
    index_head, index = index_of(sections, manner)
    holds, holds_total = hold_lines(rollups, language)
    return Content(
        language=language,
        kicker=wording.REPORT.in_(language),
        title=title_of(assessment, language),
        facts=facts_of(assessment, language),
        note=wording.NOT_A_DUTY.in_(language),
        plan=front_figure(assessment, fixes[:FIRST], language),
        fixes=fix_lines(fixes, language),
        fixes_more=more_fixes(fixes, language),
        tasks=task_lines(tasks, language),
        tasks_total=total_of(tasks, language),
        holds=holds,
        holds_total=holds_total,
        counts=counts_by_strength(rollups, language),
        signs=_signs(language),
        notices=notices_of(assessment, language),
        index_head=index_head,
        index=index,
        has_idle=not all(row.anchor for row in index),
        sections=_section_contents(sections, assessment, manner),
        parameters=tuple(
            parameter_line(use, language, references[use.id]) for use in used
        ),
        assumptions=tuple(
            assumption_line(a, language) for a in assessment.scene.assumptions
        ),
        inputs=inputs_of(assessment),
        command=command_of(assessment, language),
        words=_words(language),
    )


def _section_contents(
    sections: Sequence[Section], assessment: Assessment, manner: Manner
) -> tuple[SectionContent, ...]:
    return tuple(
        section_content(section, number, assessment, manner)
        for number, section in enumerate(sections, start=1)
        if section.rollups
    )


def _signs(language: Language) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (wording.SIGNS[outcome], outcome.value, text.in_(language))
        for outcome, text in wording.OUTCOMES.items()
    )


def _words(language: Language) -> dict[str, str]:
    """The fixed words, by the names that the templates call them."""
    return {
        name.lower(): text.in_(language)
        for name, text in vars(wording).items()
        if isinstance(text, Text)
    }
