"""Comparisons for machines: plain values, sentences in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from machimori.assessment import Finding, word
from machimori.assessment.flips import Flip, Flips
from machimori.guidelines import (
    Catalogue,
    Comparison,
    Counterpart,
    Criterion,
    Difference,
    ParameterTable,
)
from machimori.language import Language
from machimori.reports.comparison.differences import causes
from machimori.reports.structure import Values


def values_on(table: ParameterTable, day: date) -> Values:
    """Value and unit of every parameter on a day."""
    return {id_: (p.on(day).value, p.unit) for id_, p in table.by_id.items()}


def comparison_document(
    comparison: Comparison,
    catalogues: tuple[Catalogue, Catalogue],
    *,
    on: date,
    language: Language,
) -> dict[str, Any]:
    """Write a comparison as values that JSON can hold.

    Parameters
    ----------
    comparison : Comparison
    catalogues : tuple of Catalogue
        That hold its first and its second criteria; two where editions are compared.
    on : date
        The day whose numbers count.
    language : "ja" or "en"

    Returns
    -------
    dict
        ``counterparts``, ``only_before``, ``only_after``.
    """
    values = values_on(catalogues[0].parameters.overlaid(catalogues[1].parameters), on)
    return {
        "counterparts": [
            _counterpart(pair, values, language) for pair in comparison.counterparts
        ],
        "only_before": _listed(comparison.only_before, language),
        "only_after": _listed(comparison.only_after, language),
    }


def flips_document(
    found: Flips, parameters: ParameterTable, *, on: date, language: Language
) -> dict[str, Any]:
    """Write where two guidelines say different things as values that JSON can hold.

    Parameters
    ----------
    found : Flips
    parameters : ParameterTable
        That it was judged with.
    on : date
    language : "ja" or "en"

    Returns
    -------
    dict
        ``flips``, each with both findings and their ``causes``; ``agreeing``.
    """
    values = values_on(parameters, on)
    return {
        "flips": [_flip(flip, values, language) for flip in found.flips],
        "agreeing": found.agreeing,
    }


def _counterpart(
    pair: Counterpart, values: Values, language: Language
) -> dict[str, Any]:
    return {
        "before": pair.before.id,
        "after": pair.after.id,
        "differences": _causes(pair.differences, values, language)
        if pair.differences
        else [],
    }


def _flip(flip: Flip, values: Values, language: Language) -> dict[str, Any]:
    return {
        "place": flip.place.id,
        "element": flip.element.id,
        "before": _finding(flip.before, language),
        "after": _finding(flip.after, language),
        "causes": _causes(flip.differences, values, language),
    }


def _finding(finding: Finding, language: Language) -> Mapping[str, str]:
    cites = (finding.instrument.citation(c) for c in finding.criterion.cites)
    return {
        "criterion": finding.criterion.id,
        "citation": "、".join(cites),
        "outcome": finding.outcome.value,
        "reason": word(finding.reason).in_(language),
    }


def _causes(
    differences: Sequence[Difference], values: Values, language: Language
) -> list[str]:
    return [cause.in_(language) for cause in causes(differences, values)]


def _listed(
    criteria: Sequence[Criterion], language: Language
) -> list[Mapping[str, str]]:
    return [{"criterion": c.id, "says": c.says.in_(language)} for c in criteria]
