"""Evidence from outside the scene: which counts, and how it is read."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from machimori.assessment.context import Context
from machimori.assessment.model import Evidence, Reason, Record, Verdict
from machimori.guidelines.checks import Check, Method, Recorded
from machimori.scene import Feature


class EvidenceIndex:
    """Evidence by quantity and subject, newest first."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._by: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for one in evidence:
            self._by[one.quantity, one.subject].append(one)
        for found in self._by.values():
            found.sort(key=lambda e: e.observed_on, reverse=True)

    def about(
        self, quantities: Iterable[str], element: Feature, place: Feature
    ) -> tuple[Evidence, ...]:
        """Evidence on the element; where there is none, on the whole place."""
        wanted = tuple(quantities)
        own = tuple(self._find(wanted, element.id))
        return own or tuple(self._find(wanted, place.id))

    def subjects(self, quantity: str) -> frozenset[str]:
        """Everything that there is evidence on for a quantity."""
        return frozenset(s for q, s in self._by if q == quantity)

    def _find(self, quantities: tuple[str, ...], subject: str) -> Iterator[Evidence]:
        for quantity in quantities:
            yield from self._by.get((quantity, subject), ())


def evidence_of_records(records: Iterable[Record]) -> tuple[Evidence, ...]:
    """Turn records into evidence, one piece for each subject.

    Parameters
    ----------
    records : iterable of Record

    Returns
    -------
    tuple of Evidence
    """
    return tuple(
        Evidence(
            subject=subject,
            quantity=f"activity:{record.activity}",
            method="recorded",
            value=record.result != "not_done",
            observed_on=record.on,
            by=record.by,
            source=record.source or record.id,
        )
        for record in records
        for subject in record.subjects
    )


def expires_on(evidence: Evidence, check: Check, context: Context) -> date | None:
    """When evidence stops counting for a check."""
    if not isinstance(check, Recorded) or check.within is None:
        return evidence.expires_on
    months = context.number(check.within)
    due = None if months is None else _months_later(evidence.observed_on, months)
    given = [day for day in (evidence.expires_on, due) if day is not None]
    return min(given) if given else None


def read(evidence: Evidence, check: Check, context: Context) -> Verdict:
    """Judge one piece of outside evidence by a check's own threshold."""
    said = {"on": evidence.observed_on, "by": evidence.by or evidence.source}
    if evidence.value is None:
        return Verdict(None, Reason("answered_unknown", said), (evidence,))
    if isinstance(evidence.value, bool):
        return Verdict(evidence.value, _said(evidence, said), (evidence,))
    if isinstance(evidence.value, str) or check.at_least_id is None:
        return Verdict(None, Reason("answered_unknown", said), (evidence,))
    least = context.threshold(check.at_least_id)
    if least is None:
        unchosen = {"parameter": check.at_least_id}
        return Verdict(None, Reason("parameter_unchosen", unchosen), (evidence,))
    unit = evidence.unit or ""
    shown = {"value": f"{evidence.value:.3g} {unit}", **said}
    return Verdict(
        evidence.value >= least, Reason("measured_value", shown), (evidence,)
    )


def by_method(found: Iterable[Evidence]) -> dict[Method, Evidence]:
    """Keep the newest of each method."""
    newest: dict[Method, Evidence] = {}
    for one in found:
        newest.setdefault(one.method, one)
    return newest


def _said(evidence: Evidence, said: dict[str, object]) -> Reason:
    if evidence.method == "recorded" and evidence.value:
        return Reason("recorded", said)
    return Reason("answered_yes" if evidence.value else "answered_no", said)


def _months_later(day: date, months: float) -> date:
    total = day.month - 1 + round(months)
    year, month = day.year + total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
