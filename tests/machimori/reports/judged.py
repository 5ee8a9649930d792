"""Assessments made by hand: every outcome, without any engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from machimori.assessment import (
    Assessment,
    CheckResult,
    Decision,
    Evidence,
    Finding,
    Mark,
    Outcome,
    ParameterUse,
    Reason,
    Verdict,
)
from machimori.guidelines import Criterion, Instrument, Provision, shipped_catalogue
from machimori.guidelines.checks import Check, MeanIlluminance, ParameterId, Surveyed
from machimori.guidelines.model import Applies, Edition
from machimori.language import Text
from machimori.scene import Feature, Scene
from tests.machimori.reports.town import PARK, ROAD, town

ON = date(2026, 7, 1)

LIGHT = MeanIlluminance(at_least=ParameterId("source/lux-behaviour"))
LOOK = Surveyed()

THREE_LUX = ParameterUse(
    id="source/lux-behaviour",
    label=Text("行動が分かる照度", "illuminance that shows behaviour"),
    value=3.0,
    unit="lx",
    by=Text("指針 注11", "guideline, note 11"),
)
EYES = ParameterUse(
    id="interpretation/eye-height",
    label=Text("目の高さ", "eye height"),
    value=1.5,
    unit="m",
    by=Text("市の判断", "chosen by the city"),
    reason=Text("大人の目", "an adult's eyes"),
)


def criterion(
    name: str, cites: str, check: Check, strength: str = "effort"
) -> Criterion:
    return Criterion(
        id=f"jp-00/test/{name}",
        cites=(cites,),
        applies=Applies(place=("park", "road")),
        strength=strength,
        require=check,
        says=Text(f"{name}を明るく保つ。", f"The {name} is kept bright."),
        look=Text(
            f"{name}を見る。およそ15分。", f"Look at the {name}. About 15 minutes."
        ),
        principle=("surveillance",),
    )


PATHS = criterion("園路", "第1 1(1)", LIGHT, "required")
FENCES = criterion("柵", "第1 1(2)", LOOK)
TOILETS = criterion("便所", "第1 2(1)", LOOK, "desirable")

GUIDELINE = Instrument(
    id="jp-00/test",
    title=Text("試しの指針", "Guideline for tests"),
    issuer=Text("試しの県", "A prefecture"),
    ordinance=Text("条例", "Ordinance"),
    edition=Edition(adopted_on=ON, revised_on=ON, effective_from=ON, effective_to=None),
    exclusion="opt_out",
    purpose=Text("試し", "Tests"),
    places=("park", "road"),
    provisions=(
        Provision(path="第1 1", heading=Text("灯り", "Light")),
        Provision(path="第1 1(1)", leaf=True),
        Provision(path="第1 1(2)", leaf=True),
        Provision(path="第1 2", heading=Text("建物", "Buildings")),
        Provision(path="第1 2(1)", leaf=True),
    ),
)


def evidence(value: float | bool | str | None, **changes: object) -> Evidence:
    given = {
        "subject": "path-1",
        "quantity": "mean_illuminance_lx",
        "method": "computed",
        "value": value,
        "unit": "lx",
        "observed_on": ON,
        "by": "machimori",
        "source": "town.geojson",
        "inputs_sha256": "a" * 64,
    }
    return Evidence(**{**given, **changes})  # type: ignore[arg-type]


def finding(
    outcome: Outcome,
    *,
    of: Criterion = PATHS,
    element: Feature = PARK,
    place: Feature = PARK,
    reason: Reason | None = None,
    result: CheckResult | None = None,
    decision: Decision | None = None,
) -> Finding:
    return Finding(
        criterion=of,
        instrument=GUIDELINE,
        place=place,
        element=element,
        outcome=outcome,
        reason=reason or Reason("nobody_looked"),
        strength=of.strength,
        results=(result,) if result else (),
        parameters=(THREE_LUX, EYES),
        decision=decision,
    )


def dark(element: Feature, mean_lx: float, place: Feature = PARK) -> Finding:
    """A path that is too dark."""
    reason = Reason("answered_no", {"by": "佐藤", "on": ON})
    marks = (Mark("subject", element.surface or element.geometry, reason),)
    verdict = Verdict(False, reason, (evidence(mean_lx),), marks)
    result = CheckResult(check=LIGHT, verdict=verdict, method="computed")
    return finding(
        Outcome.NOT_SATISFIED,
        element=element,
        place=place,
        reason=reason,
        result=result,
    )


def assessment(
    findings: Sequence[Finding],
    *,
    places: Sequence[Feature] = (PARK,),
    scene: Scene | None = None,
    notices: Sequence[Reason] = (),
) -> Assessment:
    return Assessment(
        scene=scene or town(),
        instruments=(GUIDELINE,),
        places=tuple(places),
        on=ON,
        findings=tuple(findings),
        parameters=shipped_catalogue().parameters,
        activities=shipped_catalogue().activities,
        notices=tuple(notices),
    )


def every_outcome() -> Assessment:
    """A park with each of the seven outcomes, and a road where nobody looked."""
    scene = town()
    first, second = scene.by_id["path-1"], scene.by_id["path-2"]
    decision = Decision(
        kind="exclude",
        criterion=TOILETS.id,
        subject="park",
        ground="plan",
        reason="来年度に改修",
        decided_by="公園課長",
        decided_on=date(2026, 4, 1),
        review_on=date(2027, 4, 1),
    )
    thin = {"value": Reason("nobody_looked"), "what": Text("照明", "lamps")}
    findings = [
        dark(first, 0.9),
        dark(second, 2.0),
        finding(Outcome.CANNOT_TELL, of=FENCES, reason=Reason("thin_map", thin)),
        finding(
            Outcome.EXCLUDED,
            of=TOILETS,
            decision=decision,
            reason=Reason(
                "excluded",
                {"decided_by": "公園課長", "decided_on": ON, "reason": "改修"},
            ),
        ),
        finding(Outcome.SATISFIED, of=criterion("遊具", "第1 1(1)", LOOK)),
        finding(
            Outcome.SATISFIED_BY_ALTERNATIVE,
            of=criterion("入口", "第1 1(1)", LOOK),
            reason=Reason("alternative", {"value": Reason("nobody_looked")}),
        ),
        finding(
            Outcome.INAPPLICABLE,
            of=criterion("車路", "第1 1(1)", LOOK),
            reason=Reason("condition_fails"),
        ),
        finding(Outcome.NOT_ASSESSED, of=FENCES, place=ROAD, element=ROAD),
    ]
    return assessment(findings, places=(PARK, ROAD), scene=scene)
