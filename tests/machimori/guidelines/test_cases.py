"""Every criterion on small scenes: where it is met, where it is not, and the rest.

The scenes stand in ``cases``; how they are written is told in ``casebook/form.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from machimori.assessment import Finding, word
from machimori.guidelines import Criterion, shipped_catalogue
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

AWAITING = (
    "jp-16/estates",
    "jp-16/children",
    "jp-16/tourism",
    "jp-31/late-night",
)
"""Instruments of which some criteria still lack cases; may only shrink."""

COMPLETE = [c for c in CATALOGUE.criteria.values() if c.instrument not in AWAITING]


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


@pytest.mark.parametrize("criterion", COMPLETE, ids=lambda c: c.id)
def test_a_criterion_has_its_cases(criterion: Criterion) -> None:
    exempt = EXEMPT.get(criterion.id, {})
    assert [s for s in lacking(criterion, CASES) if s not in exempt] == []


def test_who_awaits_cases_lacks_some() -> None:
    criteria = [c for c in CATALOGUE.criteria.values() if c.instrument in AWAITING]
    lack = {c.instrument for c in criteria if lacking(c, CASES)}
    assert {c.instrument for c in criteria} == lack, "take the others out of AWAITING"


@pytest.mark.parametrize("id_", EXEMPT)
def test_an_exemption_is_needed_and_says_why(id_: str) -> None:
    criterion = CATALOGUE.criterion(id_)
    assert set(EXEMPT[id_]) <= set(asked(criterion))
    assert set(EXEMPT[id_]) <= set(lacking(criterion, CASES))
    assert all(len(reason.split()) >= 5 for reason in EXEMPT[id_].values())
