"""Every criterion on small scenes: where it is met, where it is not, and the rest.

The scenes stand in ``cases``; how they are written is told in ``casebook/form.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from machimori.assessment import Finding, Outcome, word
from machimori.assessment.evaluators import EVALUATORS
from machimori.guidelines import Criterion, shipped_catalogue
from machimori.guidelines.checks import checks_of
from tests.machimori.guidelines.casebook.completeness import asked, lacking
from tests.machimori.guidelines.casebook.form import Case
from tests.machimori.guidelines.casebook.reading import read_cases
from tests.machimori.guidelines.casebook.running import findings_of

HERE = Path(__file__).parent
CATALOGUE = shipped_catalogue()
CASES = read_cases(HERE / "cases", CATALOGUE)
EXEMPT: dict[str, dict[str, str]] = yaml.safe_load(
    (HERE / "cases_exempt.yaml").read_text(encoding="utf-8")
)
"""By criterion, the sorts of case that it cannot have, and why; may only shrink."""

CRITERIA = list(CATALOGUE.criteria.values())


def families_of(criterion: Criterion) -> set[str]:
    """Names of the files of evaluators that decide what a criterion requires."""
    decide = (EVALUATORS[type(check)] for check in checks_of(criterion.require))
    return {evaluator.__module__.rsplit(".", 1)[1] for evaluator in decide}


FAMILIES = sorted({family for c in CRITERIA for family in families_of(c)})

UNMAPPED, UNDECIDED = "unmapped", "undecided"
_OF_A_THIN_MAP = ("thin_map", "not_mapped", "condition_unknown")


def sorts_in_family(case: Case) -> Iterator[str]:
    """What a case shows of a family: its outcome, or why there is none."""
    yield case.outcome
    if case.outcome in (Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED):
        codes = {f.reason.code for f in findings_of(case)}
        yield UNMAPPED if codes & set(_OF_A_THIN_MAP) else UNDECIDED


def wanted_of(family: str) -> set[str]:
    """Name the sorts that some criterion of a family can show."""
    wanted = {Outcome.SATISFIED, Outcome.NOT_SATISFIED, UNDECIDED}
    own = [c for c in CRITERIA if family in families_of(c)]
    if any(c.when is not None or c.applies.element is not None for c in own):
        wanted |= {Outcome.INAPPLICABLE}
    return wanted | (set() if family == "records" else {UNMAPPED})


def as_found(case: Case) -> str:
    """What came out, for whoever reads a failure."""
    told = (_told(finding) for finding in findings_of(case))
    return "\n".join((case.written.story, *told))


def _told(finding: Finding) -> str:
    said = word(finding.reason).en
    return f"{finding.element.id}: {finding.outcome} ({finding.reason.code}) {said}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_comes_out_as_it_says(case: Case) -> None:
    found = findings_of(case)
    assert {f.outcome for f in found} == {case.outcome}, as_found(case)
    if case.written.because is not None:
        assert case.written.because in {f.reason.code for f in found}, as_found(case)
    if case.written.value is not None:
        values = [e.value for f in found for e in f.evidence if e.value is not None]
        assert any(v == pytest.approx(case.written.value, rel=0.02) for v in values)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.id)
def test_a_criterion_has_its_cases(criterion: Criterion) -> None:
    exempt = EXEMPT.get(criterion.id, {})
    assert [s for s in lacking(criterion, CASES) if s not in exempt] == []


def test_every_exemption_is_needed_and_says_why() -> None:
    for id_, exempt in EXEMPT.items():
        criterion = CATALOGUE.criterion(id_)
        assert set(exempt) <= set(asked(criterion)), id_
        assert set(exempt) <= set(lacking(criterion, CASES)), id_
        assert all(len(reason.split()) >= 5 for reason in exempt.values()), id_


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_of_evaluators_has_cases_of_each_sort(family: str) -> None:
    own = [c for c in CASES if family in families_of(CATALOGUE.criterion(c.criterion))]
    sorts = {sort for case in own for sort in sorts_in_family(case)}
    assert wanted_of(family) <= sorts
