"""Words one item of the report: a line where it holds, opened where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from machimori.assessment import Evidence, Finding, Outcome, ParameterUse, Reason, word
from machimori.guidelines import Activity, shipped_catalogue
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.model import Clause, ElementRow, Item
from machimori.reports.digest.priorities import remedy_of
from machimori.reports.digest.quantities import (
    day,
    limit_id,
    limit_of,
    measure,
    quantity_name,
    result_value,
    value_of,
)
from machimori.reports.digest.rollup import APART, MET, OPEN, WORST_FIRST, Rollup
from machimori.reports.digest.survey import task_kind
from machimori.scene import Feature, vocabulary

MOST_ROWS = 8
MOST_NAMES = 6


@dataclass(frozen=True)
class Manner:
    """How items are worded throughout a report.

    Parameters
    ----------
    language : "ja" or "en"
    numbers : mapping of criterion id to number
        Of the things to put right.
    references : mapping of parameter id to number
        Rows of the table of numbers at the report's end.
    activities : mapping of str to Activity
        What records may speak of.
    is_brief : bool
        Whether what nobody knows takes one line: a long report lists at its end, once,
        how to find it out.
    """

    language: Language
    numbers: Mapping[str, int]
    references: Mapping[str, int]
    activities: Mapping[str, Activity]
    is_brief: bool = False


def item_of(rollup: Rollup, manner: Manner) -> Item:
    """Word one criterion at a place.

    Parameters
    ----------
    rollup : Rollup
    manner : Manner

    Returns
    -------
    Item
    """
    language, outcome = manner.language, rollup.outcome
    is_closed = (*MET, *APART, *OPEN) if manner.is_brief else (*MET, *APART)
    is_open = outcome not in is_closed
    return Item(
        number=manner.numbers.get(rollup.criterion.id)
        if _falls_short(rollup)
        else None,
        sign=wording.SIGNS[outcome],
        outcome=outcome.value,
        outcome_word=wording.OUTCOMES[outcome].in_(language),
        says=rollup.criterion.says.in_(language),
        clause=clause_of(rollup, language),
        extent=extent_of(rollup, language),
        reason=_reason(rollup, manner),
        is_open=is_open,
        rows=_rows(rollup, manner) if is_open and _needs_rows(rollup) else (),
        conflicts=_told((e for f in rollup.findings for e in f.conflicts), language),
        expired=_told(_expired(rollup), language),
        limits=_limits(rollup, language) if is_open else (),
        numbers=_numbers(rollup, manner) if is_open else "",
        change=_change(rollup, language) if is_open else "",
        decisions=_decisions(rollup, language),
    )


def clause_of(rollup: Rollup, language: Language) -> Clause:
    """Say where an item stands and how strong it is."""
    own, effective = rollup.criterion.strength, rollup.strength
    differs = own != effective
    said = wording.STRENGTHS[own].in_(language)
    law, caution = rollup.criterion.law, rollup.criterion.caution
    return Clause(
        guideline=rollup.instrument.title.in_(language),
        citation=rollup.citation,
        strength=wording.STRENGTHS[effective].in_(language),
        own=wording.STRENGTH_OWN.format(own=said).in_(language) if differs else "",
        law=wording.LAW_NOTE.format(law=law).in_(language) if law else "",
        caution=wording.CAUTION_NOTE.format(caution=caution).in_(language)
        if caution
        else "",
    )


def extent_of(rollup: Rollup, language: Language) -> str:
    """Say how many of the elements came out so; empty where there is only one."""
    total = len(rollup.findings)
    if total == 1:
        return ""
    count = len(rollup.deciding)
    return wording.OF_TOTAL.format(total=total, count=count).in_(language)


def element_name(feature: Feature, language: Language) -> str:
    """Name an element; one without a name by its kind and id."""
    if feature.name != feature.id:
        return feature.name
    kind = sort_of(feature).in_(language)
    return f"{kind} {feature.id}"


def sort_of(feature: Feature) -> Text:
    """Name what it is: of a place its kind, of an area its use."""
    telling = {"place": "place_kind", "area": "use"}.get(feature.kind, "kind")
    terms = vocabulary().kinds[feature.kind].properties[telling].values or {}
    return terms.get(str(feature.get(telling)), vocabulary().label(feature.kind))


def names_of(
    features: Iterable[Feature], language: Language, *, most: int = MOST_NAMES
) -> str:
    """Name several elements, the first few of many."""
    names = list(dict.fromkeys(element_name(f, language) for f in features))
    joint = "、" if language == "ja" else ", "
    listed = joint.join(names[:most])
    if len(names) <= most:
        return listed
    more = wording.AND_MORE.format(count=len(names) - most).in_(language)
    return f"{listed}{joint}{more}"


def reason_of(finding: Finding, language: Language) -> str:
    """Word why a finding came out as it did; another guideline by its title."""
    reason = finding.reason
    other = shipped_catalogue().instruments.get(str(reason.values.get("instrument")))
    if other is not None:
        reason = Reason(reason.code, {**reason.values, "instrument": other.title})
    return word(reason).in_(language)


def evidence_line(evidence: Evidence, language: Language) -> str:
    """Say by which method, by whom and when something was found."""
    method = wording.METHODS[evidence.method].in_(language)
    is_own = evidence.method == "computed"
    said = [method, "" if is_own else evidence.by, day(evidence.observed_on)]
    return ("、" if language == "ja" else ", ").join(filter(None, said))


def _falls_short(rollup: Rollup) -> bool:
    return rollup.outcome is Outcome.NOT_SATISFIED


def _needs_rows(rollup: Rollup) -> bool:
    """Whether one sentence does not say it all."""
    reasons = {repr(f.reason) for f in rollup.findings}
    return _falls_short(rollup) or len(reasons) > 1


def _reason(rollup: Rollup, manner: Manner) -> str:
    """Say why; that nobody looked is not said twice."""
    if manner.is_brief and rollup.outcome is Outcome.NOT_ASSESSED:
        return ""
    return _reasons(rollup.deciding, manner.language)[0]


def _reasons(findings: Iterable[Finding], language: Language) -> list[str]:
    return list(dict.fromkeys(reason_of(f, language) for f in findings))


def _rows(rollup: Rollup, manner: Manner) -> tuple[ElementRow, ...]:
    """One row for each result, those with the same words together, worst first."""
    alike: dict[tuple[Outcome, str], list[Finding]] = {}
    ordered = sorted(rollup.findings, key=lambda f: WORST_FIRST.index(f.outcome))
    for finding in ordered:
        key = (finding.outcome, reason_of(finding, manner.language))
        alike.setdefault(key, []).append(finding)
    rows = [_row(found, manner) for found in alike.values()]
    return tuple(rows[:MOST_ROWS])


def _row(findings: list[Finding], manner: Manner) -> ElementRow:
    lead, language = findings[0], manner.language
    result = next(
        (r for r in lead.results if r.verdict.reason == lead.reason),
        lead.results[0] if lead.results else None,
    )
    first = result.verdict.evidence[:1] if result else ()
    limit = limit_of(result.check, lead.parameters, language) if result else ""
    elements = names_of((f.element for f in findings), language)
    return ElementRow(
        sign=wording.SIGNS[lead.outcome],
        outcome=lead.outcome.value,
        outcome_word=wording.OUTCOMES[lead.outcome].in_(language),
        elements=elements,
        quantity=_quantity(first[0], manner) if first else "",
        value=result_value(result, language) if result else "",
        threshold=limit,
        reason=reason_of(lead, language),
        evidence=evidence_line(first[0], language) if first else "",
    )


def _quantity(evidence: Evidence, manner: Manner) -> str:
    return quantity_name(evidence.quantity, manner.language, manner.activities)


def _expired(rollup: Rollup) -> Iterable[Evidence]:
    return (e for f in rollup.findings for r in f.results for e in r.expired)


def _told(evidence: Iterable[Evidence], language: Language) -> tuple[str, ...]:
    lines = (
        wording.CONFLICT_NOTE.format(
            value=value_of(e, language),
            method=wording.METHODS[e.method],
            by=e.by or e.source,
            on=day(e.observed_on),
        ).in_(language)
        for e in evidence
    )
    return tuple(dict.fromkeys(lines))


def _limits(rollup: Rollup, language: Language) -> tuple[str, ...]:
    """What values were compared with, and who chose that."""
    return tuple(
        wording.LIMIT_BY.format(
            label=use.label, value=_value(use, language), by=use.by
        ).in_(language)
        for use in _used(rollup)
        if use.id in _limit_ids(rollup)
    )


def _numbers(rollup: Rollup, manner: Manner) -> str:
    """Refer to the other numbers by their rows in the table at the end."""
    others = (u.id for u in _used(rollup) if u.id not in _limit_ids(rollup))
    rows = sorted(manner.references[id_] for id_ in others)
    return ranges(rows, manner.language)


def _used(rollup: Rollup) -> tuple[ParameterUse, ...]:
    return tuple(
        {use.id: use for f in rollup.findings for use in f.parameters}.values()
    )


def _limit_ids(rollup: Rollup) -> set[str | None]:
    return {limit_id(r.check) for f in rollup.findings for r in f.results}


def _value(use: ParameterUse, language: Language) -> str:
    if use.value is None:
        return wording.NOBODY_CHOSE.in_(language)
    return measure(use.value, use.unit, language)


def ranges(numbers: Sequence[int], language: Language) -> str:
    """Write numbers in order, runs as ranges.

    >>> ranges([1, 2, 3, 7], "en")
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (f"{r[0]}–{r[-1]}" if len(r) > 1 else f"{r[0]}" for r in runs)
    return ("、" if language == "ja" else ", ").join(said)


def _change(rollup: Rollup, language: Language) -> str:
    """What would change the outcome: what it takes, or how to find out."""
    if _falls_short(rollup):
        return remedy_of(rollup, language)
    kind = task_kind(rollup.deciding[0])
    look = rollup.criterion.look.in_(language)
    if rollup.outcome in OPEN and kind != "look":
        first = wording.TASK_SHORT[kind]
        return wording.OR_LOOK.format(first=first, look=look).in_(language)
    return look


def _decisions(rollup: Rollup, language: Language) -> tuple[str, ...]:
    taken = {id(f.decision): f.decision for f in rollup.findings if f.decision}
    return tuple(
        wording.DECISION_KINDS[d.kind].in_(language)
        + ("：" if language == "ja" else ": ")
        + wording.DECISION_LINE.format(
            decided_by=d.decided_by,
            decided_on=day(d.decided_on),
            reason=d.reason,
            review_on=day(d.review_on) or "–",
        ).in_(language)
        for d in taken.values()
    )
