"""The report as an Excel workbook, whose third sheet is a form for answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from machimori.assessment import Assessment, Finding, Outcome, ParameterUse
from machimori.language import Language
from machimori.reports import wording
from machimori.reports.content.appendix import (
    inputs_of,
    notices_of,
    parameter_line,
    parameters_used,
)
from machimori.reports.content.front import counts_by_strength, facts_of, title_of
from machimori.reports.content.items import element_name, reason_of
from machimori.reports.digest import Rollup, roll_up, roll_up_by_place
from machimori.reports.digest.quantities import day, limit_of, value_of
from machimori.reports.digest.rollup import OPEN
from machimori.reports.digest.survey import duration, minutes_of
from machimori.reports.map_sheets import blind_spots_sheet, upright_light_sheet
from machimori.reports.sheets import Column, Sheets, as_text, workbook

ANSWER_COLUMNS = ("criterion", "place", "element", "answer", "on", "by", "note")
"""Header of the form, as the reader of answers takes it."""

ANSWERS = {"ja": ["はい", "いいえ", "わからない"], "en": ["yes", "no", "unknown"]}

_COLOURS = {
    Outcome.NOT_SATISFIED: "#1A1A1C",
    Outcome.CANNOT_TELL: "#D9D9DC",
    Outcome.NOT_ASSESSED: "#E9E9EB",
    Outcome.SATISFIED: "#E3ECFB",
    Outcome.SATISFIED_BY_ALTERNATIVE: "#E3ECFB",
}

MOST_COMMENTS = 2000
_WIDE = {"x_scale": 3, "y_scale": 1.5, "font_size": 9}


def report_xlsx(assessment: Assessment, *, language: Language) -> bytes:
    """Write an assessment as a workbook.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"

    Returns
    -------
    bytes
        The same for the same assessment. No cell holds a formula.
    """

    def fill(sheets: Sheets) -> None:
        _summary_sheet(sheets, assessment)
        _findings_sheet(sheets, assessment)
        _answers_sheet(sheets, assessment)
        _look_sheet(sheets, assessment)
        blind_spots_sheet(sheets, assessment)
        upright_light_sheet(sheets, assessment)
        _parameters_sheet(sheets, parameters_used(assessment))
        _inputs_sheet(sheets, assessment)

    return workbook(title_of(assessment, language), assessment.on, language, fill)


def _summary_sheet(sheets: Sheets, assessment: Assessment) -> None:
    language = sheets.language
    sheet = sheets.sheet("summary", [Column("", 26), *[Column("", 15)] * 8])
    sheet.write_string(0, 0, as_text(title_of(assessment, language)), sheets.title)
    row = 2
    for fact in facts_of(assessment, language):
        sheets.write(sheet, row, [fact.label, fact.value], sheets.cell)
        sheet.write_string(row, 0, fact.label, sheets.strong)
        row += 1
    rollups = roll_up_by_place(assessment.findings)
    counts = counts_by_strength(rollups, language)
    sheet.write_string(row + 1, 0, sheets.say(wording.COUNTS), sheets.strong)
    sheets.write(sheet, row + 2, counts.head, sheets.head)
    row += 3
    for line in counts.rows:
        numbers = [int(c) if c.isdecimal() else None for c in line[1:]]
        sheets.write(sheet, row, [line[0], *numbers], sheets.cell)
        row += 1
    notes = [sheets.say(wording.COUNTS_NOTE), sheets.say(wording.NOT_A_DUTY)]
    for note in (*notes, *notices_of(assessment, language)):
        sheet.merge_range(row + 1, 0, row + 1, 7, as_text(note), sheets.cell)
        row += 1


def _findings_sheet(sheets: Sheets, assessment: Assessment) -> None:
    heads = [
        (wording.PLACE, 18),
        (wording.ELEMENT, 18),
        (wording.GUIDELINE, 22),
        (wording.CLAUSE, 14),
        (wording.CRITERION, 42),
        (wording.OWN, 13),
        (wording.EFFECTIVE, 13),
        (wording.OUTCOME, 16),
        (wording.WHY, 48),
        (wording.VALUE, 13),
        (wording.THRESHOLD, 13),
        (wording.METHOD, 10),
        (wording.BY, 16),
        (wording.DATE, 12),
        (wording.PARAMETERS, 48),
        (wording.LAW, 18),
        (wording.CAUTION, 30),
        (wording.CRITERION_ID, 30),
    ]
    columns = [Column(sheets.say(head), width) for head, width in heads]
    rows = [_finding_row(f, sheets.language) for f in assessment.findings]
    sheet = sheets.table("findings", columns, rows)
    _colour_outcomes(sheets, sheet, len(rows), column=7)


def _finding_row(finding: Finding, language: Language) -> list[str]:
    criterion, instrument = finding.criterion, finding.instrument
    result = next(
        (r for r in finding.results if r.verdict.reason == finding.reason),
        finding.results[0] if finding.results else None,
    )
    evidence = result.verdict.evidence[:1] if result else ()
    return [
        finding.place.name,
        element_name(finding.element, language),
        instrument.title.in_(language),
        "、".join(instrument.citation(c) for c in criterion.cites),
        criterion.says.in_(language),
        wording.STRENGTHS[criterion.strength].in_(language),
        wording.STRENGTHS[finding.strength].in_(language),
        _outcome_words(finding.outcome, language),
        reason_of(finding, language),
        value_of(evidence[0], language) if evidence else "",
        limit_of(result.check, finding.parameters, language) if result else "",
        wording.METHODS[evidence[0].method].in_(language) if evidence else "",
        evidence[0].by if evidence else "",
        day(evidence[0].observed_on) if evidence else "",
        _parameters(finding.parameters, language),
        criterion.law.in_(language) if criterion.law else "",
        criterion.caution.in_(language) if criterion.caution else "",
        criterion.id,
    ]


def _outcome_words(outcome: Outcome, language: Language) -> str:
    return f"{wording.SIGNS[outcome]} {wording.OUTCOMES[outcome].in_(language)}"


def _parameters(uses: Iterable[ParameterUse], language: Language) -> str:
    lines = (parameter_line(use, language) for use in uses)
    return "\n".join(f"{p.label} {p.value}（{p.by}）" for p in lines)


def _colour_outcomes(
    sheets: Sheets, sheet: Worksheet, rows: int, *, column: int
) -> None:
    if not rows:
        return
    for outcome, colour in _COLOURS.items():
        look: dict[str, Any] = {"bg_color": colour}
        if outcome is Outcome.NOT_SATISFIED:
            look |= {"font_color": "#FFFFFF", "bold": True}
        rule = {
            "type": "text",
            "criteria": "begins with",
            "value": wording.SIGNS[outcome],
            "format": sheets.book.add_format(look),
        }
        sheet.conditional_format(1, column, rows, column, rule)


def _answers_sheet(sheets: Sheets, assessment: Assessment) -> None:
    """The form of what to find out; what each row asks is a comment on its first cell.

    The reader of answers takes these columns and no others.
    """
    widths = (42, 20, 20, 12, 13, 16, 44)
    columns = [Column(h, w) for h, w in zip(ANSWER_COLUMNS, widths, strict=True)]
    open_ = [f for f in assessment.findings if f.outcome in OPEN]
    rows = [_answer_row(f) for f in open_]
    sheet = sheets.table("unknown", columns, rows)
    sheet.write_comment(0, 3, sheets.say(wording.ANSWER_HINT))
    for row, finding in enumerate(open_, start=1):
        if row <= MOST_COMMENTS:
            sheet.write_comment(row, 0, _asked(finding, sheets.language), _WIDE)
        for column in (3, 4, 5, 6):
            look = sheets.date if column == 4 else sheets.entry
            sheet.write_blank(row, column, None, look)
    if rows:
        allowed = {"validate": "list", "source": ANSWERS[sheets.language]}
        sheet.data_validation(1, 3, len(rows), 3, allowed)


def _answer_row(finding: Finding) -> list[str | None]:
    is_place = finding.element.id == finding.place.id
    element = None if is_place else finding.element.id
    return [finding.criterion.id, finding.place.id, element, None, None, None, None]


def _asked(finding: Finding, language: Language) -> str:
    criterion = finding.criterion
    return f"{criterion.says.in_(language)}\n\n{criterion.look.in_(language)}"


def _look_sheet(sheets: Sheets, assessment: Assessment) -> None:
    """What each item of the form asks, and how to find out; one row a criterion."""
    heads = [
        (wording.CRITERION_ID, 42),
        (wording.WHAT_TO_ANSWER, 60),
        (wording.HOW, 80),
        (wording.TIME, 12),
        (wording.CLAUSE, 30),
    ]
    columns = [Column(sheets.say(head), width) for head, width in heads]
    open_ = [f for f in assessment.findings if f.outcome in OPEN]
    rows = [_look_row(rollup, sheets.language) for rollup in roll_up(open_)]
    sheets.table("look", columns, rows)


def _look_row(rollup: Rollup, language: Language) -> list[str]:
    criterion = rollup.criterion
    return [
        criterion.id,
        criterion.says.in_(language),
        criterion.look.in_(language),
        duration(minutes_of(rollup), language),
        f"{rollup.instrument.title.in_(language)} {rollup.citation}",
    ]


def _parameters_sheet(sheets: Sheets, uses: Sequence[ParameterUse]) -> None:
    heads = [
        (wording.IDENTIFIER, 38),
        (wording.PARAMETER, 40),
        (wording.VALUE, 12),
        (wording.UNIT, 8),
        (wording.FROM, 14),
        (wording.CHOSEN_BY, 40),
        (wording.REASON, 60),
    ]
    columns = [Column(sheets.say(head), width) for head, width in heads]
    rows = [_parameter_row(use, sheets.language) for use in uses]
    sheets.table("parameters", columns, rows)


def _parameter_row(use: ParameterUse, language: Language) -> list[Any]:
    line = parameter_line(use, language)
    value = line.value if use.value is None else use.value
    return [use.id, line.label, value, use.unit, line.origin, line.by, line.reason]


def _inputs_sheet(sheets: Sheets, assessment: Assessment) -> None:
    heads = [(wording.FILE, 40), (wording.FINGERPRINT, 72)]
    columns = [Column(sheets.say(head), width) for head, width in heads]
    sheets.table("inputs", columns, inputs_of(assessment))
