"""The last pages: numbers and whose they are, assumptions, inputs, how to repeat it."""

from __future__ import annotations

import shlex

from machimori.assessment import Assessment, ParameterUse, Reason, word
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.model import ParameterLine
from machimori.reports.digest.quantities import measure
from machimori.scene import Assumption, vocabulary

MOST_PLACES_NAMED = 3

OPTION_OF_METHOD = {
    "surveyed": "--answers",
    "measured": "--lux",
    "recorded": "--records",
}


def parameters_used(assessment: Assessment) -> tuple[ParameterUse, ...]:
    """Every number that decided something, those of the guidelines first."""
    used = {use.id: use for f in assessment.findings for use in f.parameters}
    return tuple(sorted(used.values(), key=lambda use: (not _is_source(use), use.id)))


def parameter_line(
    use: ParameterUse, language: Language, reference: int = 0
) -> ParameterLine:
    """Word a number and whose it is, and by which row items refer to it."""
    origin = wording.FROM_SOURCE if _is_source(use) else wording.INTERPRETATION
    value = wording.NOBODY_CHOSE.in_(language)
    if use.value is not None:
        value = measure(use.value, use.unit, language)
    return ParameterLine(
        reference=reference,
        id=use.id,
        label=use.label.in_(language),
        value=value,
        origin=origin.in_(language),
        by=use.by.in_(language),
        reason=use.reason.in_(language) if use.reason else "",
    )


def assumption_line(assumption: Assumption, language: Language) -> tuple[str, ...]:
    """Word a value that was put in: of what, which, why, of how many."""
    term = vocabulary().kinds[assumption.kind].properties.get(assumption.property)
    label = term.label.in_(language) if term else assumption.property
    value = str(assumption.value)
    if term and isinstance(assumption.value, int | float):
        value = measure(float(assumption.value), term.unit or "", language)
    kind = vocabulary().label(assumption.kind).in_(language)
    count = wording.FEATURES_COUNT.format(count=len(assumption.features))
    return kind, label, value, assumption.reason.in_(language), count.in_(language)


def inputs_of(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Files that the report was made from, with the SHA-256 of their bytes."""
    scene = assessment.scene
    files = {(scene.source, scene.sha256): None} if scene.source else {}
    for finding in assessment.findings:
        for evidence in (*finding.evidence, *finding.conflicts):
            if evidence.source and evidence.inputs_sha256:
                files[evidence.source, evidence.inputs_sha256] = None
    return tuple(files)


def command_of(assessment: Assessment, language: Language) -> str:
    """Write the command that makes this report again."""
    words = ["machimori", "assess", assessment.scene.source or "SCENE"]
    for instrument in assessment.instruments:
        words += ["--guideline", instrument.id]
    if len(assessment.places) < len(assessment.scene.places):
        for place in assessment.places:
            words += ["--place", place.id]
    words += ["--on", assessment.on.isoformat(), *_conditions_of(assessment)]
    used = {e.method for f in assessment.findings for e in f.evidence}
    options = [option for m, option in OPTION_OF_METHOD.items() if m in used]
    if any(f.decision for f in assessment.findings):
        options.append("--decisions")
    given = "".join(f" {option} …" for option in options)
    return shlex.join([*words, "--language", language]) + given


def _conditions_of(assessment: Assessment) -> list[str]:
    """Options by which the scene is looked at again as it was."""
    scene = assessment.scene
    words = [] if scene.season is None else ["--season", scene.season]
    if scene.snow_depth_m > 0:
        words += ["--snow-depth-m", f"{scene.snow_depth_m:g}"]
    if scene.time_of_day == "night":
        words.append("--night")
    # Until the day of judgement they grow without being asked to.
    if scene.grown_until not in (None, assessment.on):
        words += ["--grown-until", str(scene.grown_until)]
    if scene.terrain is not None and not scene.terrain_file:
        words += ["--terrain", scene.terrain.source]
    return words


def notices_of(assessment: Assessment, language: Language) -> tuple[str, ...]:
    """Word what the reader should know."""
    alike: dict[str, list[Reason]] = {}
    for notice in assessment.notices:
        others = {k: v for k, v in notice.values.items() if k != "place"}
        alike.setdefault(f"{notice.code} {others!r}", []).append(notice)
    return tuple(word(_joined(found)).in_(language) for found in alike.values())


def _joined(notices: list[Reason]) -> Reason:
    """Say once what is the same for many places."""
    names = list(dict.fromkeys(str(n.values.get("place", "")) for n in notices))
    more = len(names) - MOST_PLACES_NAMED
    if more <= 0 and len(names) < 2:
        return notices[0]
    named = names[:MOST_PLACES_NAMED]
    ends = wording.AND_MORE.format(count=more)
    place = Text(
        ja="、".join([*named, ends.ja] if more > 0 else named),
        en=", ".join([*named, ends.en] if more > 0 else named),
    )
    return Reason(notices[0].code, {**notices[0].values, "place": place})


def _is_source(use: ParameterUse) -> bool:
    return use.id.startswith("source/")
