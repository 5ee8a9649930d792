"""What falls short, in a line that a mayor understands: which thing, where, how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from machimori.assessment import Finding
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.items import reason_of, sort_of
from machimori.reports.digest.priorities import Fix
from machimori.reports.digest.quantities import limit_of
from machimori.reports.digest.themes import failing_check
from machimori.scene import Feature

MOST_NAMED = 2
MOST_TOLD = 2

HEADLINES: Mapping[str, Text] = {
    "mean_illuminance": Text(
        ja="{subject}が、夜に暗い", en="Too dark at night: {subject}"
    ),
    "camera_illuminance": Text(
        ja="{subject}の写す所が、夜に暗い", en="Too dark for the camera: {subject}"
    ),
    "no_dark_pockets": Text(
        ja="{subject}に、暗がりが残っている", en="Dark pockets: {subject}"
    ),
    "seen_from": Text(
        ja="{subject}が、周りから見えない", en="Hidden from view: {subject}"
    ),
    "keeps_view_open": Text(
        ja="{subject}が、見通しを奪っている", en="In the way of sight: {subject}"
    ),
    "clear_of_eye_level": Text(
        ja="{subject}が、目の高さをふさいでいる", en="Grown up to eye level: {subject}"
    ),
    "see_through": Text(
        ja="{subject}が、向こうを隠している", en="Hides what is behind it: {subject}"
    ),
    "overlooks": Text(
        ja="{subject}から、周りを見渡せない", en="No view over the place: {subject}"
    ),
    "zones_apart": Text(
        ja="{subject}で、子どもと大人の場所が分かれていない",
        en="No clear areas for children and adults: {subject}",
    ),
    "share_inside": Text(
        ja="{subject}が、決めた区域からはみ出している",
        en="In the wrong area: {subject}",
    ),
    "cover_inside": Text(ja="{subject}に、茂みが多い", en="Overgrown: {subject}"),
    "enclosed": Text(
        ja="{subject}の囲いに、切れ目がある", en="Gaps in the fence: {subject}"
    ),
    "no_cut_through": Text(
        ja="{subject}を、だれでも通り抜けられる",
        en="A short cut for anybody: {subject}",
    ),
    "same_storey": Text(ja="{subject}が、別の階にある", en="Another storey: {subject}"),
    "faces_away": Text(
        ja="{subject}が、子どもの方を向いている",
        en="Facing the children: {subject}",
    ),
    "just_outside": Text(
        ja="{subject}が、区域のすぐ外にない", en="Not just outside the area: {subject}"
    ),
    "entrances_apart": Text(
        ja="{subject}で、男女の入口が近すぎる",
        en="Men's and women's doors too close: {subject}",
    ),
    "womens_entrance_deeper": Text(
        ja="{subject}で、女性の入口が手前にある",
        en="Women's door in front of the men's: {subject}",
    ),
    "seen_within": Text(
        ja="{subject}が、建物の中の人から見えない", en="Out of sight indoors: {subject}"
    ),
    "covered_by_camera": Text(
        ja="{subject}が、カメラに写らない", en="Not in any picture: {subject}"
    ),
    "hard_to_climb_to": Text(
        ja="{subject}に、足場から登れる", en="Within a climber's reach: {subject}"
    ),
    "no_foothold": Text(
        ja="{subject}が、よじ登る足場になる", en="A step up for a climber: {subject}"
    ),
}
"""By the check that fails; others are told in the words of the criterion."""


def headline_of(fix: Fix, language: Language) -> str:
    """Say in one line what is wrong with what.

    Parameters
    ----------
    fix : Fix
    language : "ja" or "en"

    Returns
    -------
    str
        Without a full stop. Names, never ids.
    """
    subject = subject_of(fix.failing, language)
    told = HEADLINES.get(failing_check(fix.failing[0]))
    if told is not None:
        return told.format(subject=subject).in_(language)
    says = fix.lead.criterion.says.in_(language).rstrip("。.")
    return wording.FALLS_SHORT.format(subject=subject, says=says).in_(language)


def subject_of(findings: Sequence[Finding], language: Language) -> str:
    """Name the elements and their places; places alone where they are the elements."""
    places = _listed((f.place for f in findings), language)
    own = [f.element for f in findings if f.element.id != f.place.id]
    elements = _listed(own, language)
    if not own or elements == places:
        return places
    return wording.IN_PLACE.format(place=places, element=elements).in_(language)


def why_of(fix: Fix, language: Language) -> str:
    """Say by which values, each beside its threshold; of several elements whose."""
    told = {_told(finding, language): finding for finding in fix.failing}
    if len(told) == 1:
        return next(iter(told))
    colon = "：" if language == "ja" else ": "
    joint = "" if language == "ja" else " "
    lines = (
        f"{plain_name(finding.element, language)}{colon}{why}"
        for why, finding in list(told.items())[:MOST_TOLD]
    )
    return joint.join(lines)


def plain_name(feature: Feature, language: Language) -> str:
    """Name an element; one without a name by what it is, never by its id."""
    if feature.name != feature.id:
        return feature.name
    return sort_of(feature).in_(language)


def _listed(features: Iterable[Feature], language: Language) -> str:
    by_id = {feature.id: plain_name(feature, language) for feature in features}
    counts = Counter(by_id.values())
    names = [_times(name, count, language) for name, count in counts.items()]
    joint = "・" if language == "ja" else ", "
    more = wording.AND_MORE.format(count=len(names) - MOST_NAMED).in_(language)
    listed = names[:MOST_NAMED] + [more] * (len(names) > MOST_NAMED)
    return joint.join(listed)


def _times(name: str, count: int, language: Language) -> str:
    """Several without a name of their own are counted."""
    if count == 1:
        return name
    return wording.TIMES.format(name=name, count=count).in_(language)


def _told(finding: Finding, language: Language) -> str:
    """Word the reason; a reading of a meter does not say its threshold itself."""
    why = reason_of(finding, language)
    measured = (
        limit_of(result.check, finding.parameters, language)
        for result in finding.results
        if result.verdict.truth is False
        and any(e.method == "measured" for e in result.verdict.evidence)
    )
    limit = next(filter(None, measured), "")
    if not limit:
        return why
    told = wording.TO_REACH.format(why=why.rstrip("。."), limit=limit)
    return told.in_(language)
