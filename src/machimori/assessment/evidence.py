"""Evidence from outside the scene: which counts, and how it is read."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, date

from machimori.assessment.context import Context
from machimori.assessment.model import Evidence, Reason, Record, Verdict
from machimori.guidelines.checks import Check, Recorded
from machimori.language import Text
from machimori.scene import Feature

_OF_ITS_SUBJECT_ALONE = ("measured", "computed")
"""What was measured over a place says nothing of one path in it."""

_MEASURED_WITH = (
    "interpretation/lux-survey-points",
    "interpretation/lux-meter-height",
    "interpretation/lux-meter-calibration",
)
"""Numbers that decide which readings make a measured illuminance."""

_UNNAMED = Text(ja="記名なし", en="unnamed")


class EvidenceIndex:
    """Evidence by quantity and subject."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._by: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for one in evidence:
            self._by[one.quantity, one.subject].append(one)

    def about(
        self, quantities: Sequence[str], element: Feature, place: Feature
    ) -> tuple[tuple[Evidence, ...], ...]:
        """Evidence on the element, and that on its place which holds for it too."""
        own = self._find(quantities, element.id)
        if element.id == place.id:
            return (own,)
        whole = self._find(quantities, place.id)
        shared = (e for e in whole if e.method not in _OF_ITS_SUBJECT_ALONE)
        return own, tuple(shared)

    def _find(self, quantities: Sequence[str], subject: str) -> tuple[Evidence, ...]:
        found = (e for q in quantities for e in self._by.get((q, subject), ()))
        return tuple(sorted(found, key=lambda e: e.observed_on, reverse=True))


def evidence_of_records(records: Iterable[Record]) -> tuple[Evidence, ...]:
    """Turn records into evidence, one piece for each subject.

    Parameters
    ----------
    records : iterable of Record

    Returns
    -------
    tuple of Evidence
        What was not done proves nothing, and is left out.
    """
    return tuple(
        Evidence(
            subject=subject,
            quantity=f"activity:{record.activity}",
            method="recorded",
            value=True,
            observed_on=record.on,
            by=record.by,
            source=record.source or record.id,
        )
        for record in records
        if record.result != "not_done"
        for subject in record.subjects
    )


def expires_on(evidence: Evidence, check: Check, context: Context) -> date | None:
    """When evidence stops counting for a check: the last day on which it does."""
    if not isinstance(check, Recorded) or check.within is None:
        return evidence.expires_on
    months = context.number(check.within)
    due = None if months is None else months_later(evidence.observed_on, months)
    given = [day for day in (evidence.expires_on, due) if day is not None]
    return min(given) if given else None


def read(evidence: Evidence, check: Check, context: Context) -> Verdict:
    """Judge one piece of outside evidence by a check's own threshold."""
    by = evidence.by or evidence.source or _UNNAMED
    said = {"on": evidence.observed_on, "by": by}
    if evidence.method == "measured":
        for name in _MEASURED_WITH:
            context.number(name)
    if isinstance(evidence.value, bool):
        return Verdict(evidence.value, _said(evidence, said), (evidence,))
    if evidence.value is None and evidence.method == "measured":
        return Verdict(None, Reason("measured_too_little", said), (evidence,))
    named = check.at_least_id or check.at_most_id
    if not isinstance(evidence.value, float | int) or named is None:
        return Verdict(None, Reason("answered_unknown", said), (evidence,))
    limit = context.threshold(named)
    if limit is None:
        label = context.parameters[named].label
        reason = Reason("parameter_unchosen", {"parameter": label})
        return Verdict(None, reason, (evidence,))
    shown = {"value": f"{evidence.value:.3g} {evidence.unit or ''}".strip(), **said}
    is_least = check.at_least_id is not None
    truth = evidence.value >= limit if is_least else evidence.value <= limit
    return Verdict(truth, Reason("measured_value", shown), (evidence,))


def months_later(day: date, months: float) -> date:
    """Day of the month so many months later; the last one where there is no such."""
    total = day.month - 1 + round(months)
    year, month = day.year + total // 12, total % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _said(evidence: Evidence, said: Mapping[str, object]) -> Reason:
    if not evidence.value:
        return Reason("answered_no", said)
    is_record = evidence.method == "recorded"
    return Reason("recorded" if is_record else "answered_yes", said)
