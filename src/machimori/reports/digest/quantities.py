"""Values, thresholds and names of quantities as people write them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

from machimori.assessment import CheckResult, Evidence, Finding, ParameterUse
from machimori.guidelines import Activity, shipped_catalogue
from machimori.guidelines.checks import Check
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.scene import vocabulary

_LIMITS: tuple[tuple[str, Text], ...] = (
    ("at_least", wording.AT_LEAST),
    ("at_most", wording.AT_MOST),
    ("share_at_least", wording.AT_LEAST),
    ("distance_at_least", wording.AT_LEAST),
    ("distance_at_most", wording.WITHIN),
    ("share_at_most", wording.AT_MOST),
    ("lost_share_at_most", wording.AT_MOST),
    ("opacity_at_most", wording.AT_MOST),
    ("within", wording.WITHIN),
)
"""Fields of a check that name the parameter to compare with, and how."""


def limit_id(check: Check) -> str | None:
    """Id of the parameter that a check compares its value with."""
    named = (getattr(check, field, None) for field, _ in _LIMITS)
    return next((str(id_) for id_ in named if id_ is not None), None)


def limit_of(
    check: Check, parameters: Iterable[ParameterUse], language: Language
) -> str:
    """Say what value a check asks for; empty where it asks for none."""
    by_id = {use.id: use for use in parameters}
    for field, words in _LIMITS:
        use = by_id.get(str(getattr(check, field, None)))
        if use is None:
            continue
        if use.value is None:
            return wording.NOBODY_CHOSE.in_(language)
        is_share = use.unit == "1"
        value = (
            percent(use.value) if is_share else measure(use.value, use.unit, language)
        )
        return words.format(value=value).in_(language)
    return ""


def value_of(evidence: Evidence, language: Language) -> str:
    """Say what evidence found."""
    value = evidence.value
    if value is None:
        return wording.UNDECIDED.in_(language)
    if isinstance(value, bool):
        return (wording.YES if value else wording.NO).in_(language)
    if isinstance(value, str):
        return vocabulary().choice(evidence.quantity, value).in_(language)
    is_share = evidence.unit in ("1", None) and "share" in evidence.quantity
    if is_share or evidence.quantity in _SHARES:
        return percent(value)
    return measure(value, evidence.unit or "", language)


_SHARES = ("keeps_view_open", "see_through", "cover_inside", "enclosed")


def result_value(result: CheckResult, language: Language) -> str:
    """Say what a check found; empty where there is nothing to show."""
    found = result.verdict.evidence
    return value_of(found[0], language) if found else ""


def measure(value: float, unit: str, language: Language) -> str:
    """Write a number with its unit, no finer than it is meant."""
    named = wording.UNITS[unit].in_(language) if unit in wording.UNITS else unit
    joint = "" if not named or named in "°日か月" else " "
    # Nobody sets a bench to a tenth of a degree.
    said = f"{value:.0f}" if unit == "deg" else number(value)
    return f"{said}{joint}{named}"


def number(value: float) -> str:
    """Write a number to three figures."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def percent(share: float) -> str:
    """Write a share as a percentage."""
    return f"{100 * share:.0f} %"


def quantity_name(
    quantity: str,
    language: Language,
    activities: Mapping[str, Activity] | None = None,
) -> str:
    """Name what evidence is about; activities by those that ship, or by others."""
    words = shipped_catalogue().activities if activities is None else activities
    head, _, rest = quantity.partition(":")
    if rest:
        what = "・".join(_word(word, words).in_(language) for word in rest.split("|"))
        return wording.QUANTITIES[head].format(what=what).in_(language)
    if head in wording.QUANTITIES:
        return wording.QUANTITIES[head].in_(language)
    if "/" in head:
        return wording.QUANTITIES["answer"].in_(language)
    return _word(head, words).in_(language)


def day(value: date | None) -> str:
    """Write a date."""
    return value.isoformat() if value else ""


def shortfall(finding: Finding) -> float:
    """How far a finding falls short of what is asked, from 0 to 1.

    Parameters
    ----------
    finding : Finding

    Returns
    -------
    float
        Of its worst check, relative to the threshold; 0 where nothing was measured.
    """
    return max((_gap(result, finding) for result in finding.results), default=0.0)


def _gap(result: CheckResult, finding: Finding) -> float:
    values = [e.value for e in result.verdict.evidence]
    limits = {use.id: use.value for use in finding.parameters}
    limit = limits.get(limit_id(result.check) or "")
    is_number = values and isinstance(values[0], int | float)
    if result.verdict.truth is not False or not is_number or not limit:
        return 0.0
    value = float(values[0] or 0.0)
    return min(1.0, abs(value - limit) / abs(limit)) if math.isfinite(value) else 0.0


def _word(word: str, activities: Mapping[str, Activity]) -> Text:
    known = vocabulary()
    label = known.label(word)
    if label != Text.same(word):
        return label
    for kind in known.kinds.values():
        if word in kind.properties:
            return kind.properties[word].label
    activity = activities.get(word)
    return activity.label if activity else Text.same(word)
