"""Where two guidelines say different things of a scene, as an Excel sheet."""

from __future__ import annotations

from datetime import date

from machimori.assessment import Finding, word
from machimori.assessment.flips import Flip, Flips
from machimori.guidelines import ParameterTable
from machimori.language import Language
from machimori.reports import wording
from machimori.reports.comparison.differences import causes
from machimori.reports.comparison.document import values_on
from machimori.reports.comparison.terminal import Sides
from machimori.reports.content.items import element_name
from machimori.reports.sheets import Column, Sheets, workbook
from machimori.reports.structure import Values


def flips_xlsx(
    found: Flips,
    parameters: ParameterTable,
    sides: Sides,
    *,
    on: date,
    language: Language,
) -> bytes:
    """Write where two guidelines say different things as a workbook.

    Parameters
    ----------
    found : Flips
    parameters : ParameterTable
        That it was judged with.
    sides : Sides
        What the two are called.
    on : date
    language : "ja" or "en"

    Returns
    -------
    bytes
        One row an element; the same for the same comparison.
    """
    values = values_on(parameters, on)

    def fill(sheets: Sheets) -> None:
        rows = [_row(flip, values, language) for flip in found.flips]
        sheets.table("differences", _columns(sides, sheets), rows)

    title = f"{sides.before} ⇔ {sides.after}"
    return workbook(title, on, language, fill)


def _columns(sides: Sides, sheets: Sheets) -> list[Column]:
    heads = [(wording.PLACE, 18), (wording.ELEMENT, 18)]
    columns = [Column(sheets.say(head), width) for head, width in heads]
    for side in (sides.before, sides.after):
        columns += [
            Column(f"{side} {sheets.say(head)}", width)
            for head, width in (
                (wording.CRITERION_ID, 30),
                (wording.CLAUSE, 14),
                (wording.OUTCOME, 16),
                (wording.WHY, 44),
            )
        ]
    return [*columns, Column(sheets.say(wording.CAUSE), 60)]


def _row(flip: Flip, values: Values, language: Language) -> list[str]:
    told = [cause.in_(language) for cause in causes(flip.differences, values)]
    return [
        flip.place.name,
        element_name(flip.element, language),
        *_side(flip.before, language),
        *_side(flip.after, language),
        "\n".join(told),
    ]


def _side(finding: Finding, language: Language) -> list[str]:
    outcome = finding.outcome
    return [
        finding.criterion.id,
        "、".join(finding.instrument.citation(c) for c in finding.criterion.cites),
        f"{wording.SIGNS[outcome]} {wording.OUTCOMES[outcome].in_(language)}",
        word(finding.reason).in_(language),
    ]
