"""Reasons in words, both languages: the only place where findings are worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from machimori.assessment.model import Reason
from machimori.language import Text

REASONS: Mapping[str, Text] = {
    # From the engine.
    "nobody_looked": Text(
        ja="まだ誰も確かめていません。",
        en="Nobody has looked yet.",
    ),
    "later_work": Text(
        ja="計算はまだできません。記録か現地での確認で示せます。",
        en="Not computed yet; a record or a look on site can show it.",
    ),
    "none_there": Text(
        ja="該当するもの（{what}）はありません。",
        en="There is none here ({what}).",
    ),
    "not_mapped": Text(
        ja="{what}が地図になく、漏れなく調べたという記載もありません。",
        en="{what}: none on the map, and nobody says that all were mapped.",
    ),
    "condition_fails": Text(
        ja="この項目の対象となる条件に当たりません。",
        en="The condition of this item does not hold here.",
    ),
    "condition_unknown": Text(
        ja="対象となる条件に当たるかどうかが分かりません（{what}）。",
        en="Whether the item applies is not known ({what}).",
    ),
    "scope_elsewhere": Text(
        ja="この場所は別の指針（{instrument}）によります。",
        en="This place comes under another guideline ({instrument}).",
    ),
    "scope_open": Text(
        ja="{place}：どの指針によるかが決まりません（{says}）。場所の属性で示してください。",
        en="{place}: which guideline applies is open ({says}). State it on the place.",
    ),
    "need_undecided": Text(
        ja="必要かどうかの判断がまだ記録されていません。",
        en="Nobody has recorded whether it is needed here.",
    ),
    "no_need": Text(
        ja="必要ないと判断されています（{decided_by}、{decided_on}：{reason}）。",
        en="Decided not needed ({decided_by}, {decided_on}: {reason}).",
    ),
    "excluded": Text(
        ja="対応が困難と判断され、除外されています（{decided_by}、{decided_on}：{reason}）。",
        en="Excluded as too hard here ({decided_by}, {decided_on}: {reason}).",
    ),
    "decision_expired": Text(
        ja="判断の見直し時期（{review_on}）を過ぎています。",
        en="The decision was due for review on {review_on}.",
    ),
    "decision_unmatched": Text(
        ja="判断（{criterion}、{subject}）に当たる判定がありません。",
        en="The decision on {criterion} at {subject} matches no finding.",
    ),
    "evidence_expired": Text(
        ja="根拠（{on}）が古く、有効期限（{expires}）を過ぎています。",
        en="The evidence of {on} expired on {expires}.",
    ),
    "thin_map": Text(
        ja="{value}ただし、{what}が漏れなく調べられていないため、決められません。",
        en="{value} But {what} is not surveyed completely, so it cannot be decided.",
    ),
    "answered_yes": Text(
        ja="現地で確かめられています（{by}、{on}）。",
        en="Seen on site ({by}, {on}).",
    ),
    "answered_no": Text(
        ja="現地で、満たしていないと確かめられています（{by}、{on}）。",
        en="Seen on site not to hold ({by}, {on}).",
    ),
    "answered_unknown": Text(
        ja="現地で見ても決められませんでした（{by}、{on}）。",
        en="Looked at on site without being able to tell ({by}, {on}).",
    ),
    "recorded": Text(
        ja="記録があります（{on}）。",
        en="On record ({on}).",
    ),
    "measured_value": Text(
        ja="測定値 {value}（{on}）。",
        en="Measured {value} ({on}).",
    ),
    "parameter_unchosen": Text(
        ja="基準となる数値（{parameter}）を誰も決めていません。",
        en="Nobody has chosen the number to compare with ({parameter}).",
    ),
    "alternative": Text(
        ja="本来の方法に代わる措置で満たしています。",
        en="Met by the alternative that the guideline allows.",
    ),
    # Facts.
    "present": Text(
        ja="{what}があります（{count}）。",
        en="{what}: {count} present.",
    ),
    "present_unsure": Text(
        ja="{what}はありますが（{count}）、求める性能かどうかが書かれていません。",
        en="{what}: {count} present, but not stated whether of the right sort.",
    ),
    "absent": Text(ja="{what}がありません。", en="{what}: none."),
    "stated": Text(ja="{what}：{value}。", en="{what}: {value}."),
    "not_stated": Text(
        ja="{what}が記されていません。",
        en="Not stated: {what}.",
    ),
    "all_stated": Text(ja="{what}が定められています。", en="Laid down: {what}."),
    "denied": Text(ja="{what}がないと記されています。", en="Stated not to be: {what}."),
    "lacks": Text(ja="{what}に「{value}」がありません。", en="{what} lacks: {value}."),
    # Light.
    "mean_illuminance": Text(
        ja="平均照度 {mean:.1f} lx（基準 {least:g} lx、最小 {min:.2f} lx、"
        "均斉度 {uniformity:.2f}、照明 {lamps} 灯）。",
        en="Mean illuminance {mean:.1f} lx (to reach: {least:g} lx; "
        "least {min:.2f} lx, uniformity {uniformity:.2f}, {lamps} lamps).",
    ),
    "lamps_unknown": Text(
        ja="{count}灯の光束・高さ・配光が分からず、"
        "平均照度は {mean:.1f} lx 以上としか言えません。",
        en="The flux, height or photometry of {count} lamps is unknown: "
        "all that is certain is a mean of at least {mean:.1f} lx.",
    ),
    "heights_unknown": Text(
        ja="高さの分からない遮るものがあり、{low} から {high} の間としか言えません。",
        en="Some obstacles state no height: it lies between {low} and {high}.",
    ),
    "no_surface": Text(
        ja="広さ（幅員または範囲）が分からず、計算できません。",
        en="Its width or outline is unknown, so nothing can be computed.",
    ),
    "dark_pockets": Text(
        ja="暗部が{count}か所あります（最大 {area:.0f} m²、{below:.2f} lx 未満）。",
        en="{count} dark pockets (largest {area:.0f} m², below {below:.2f} lx).",
    ),
    "no_dark_pockets": Text(
        ja="極端に暗い部分はありません（最小 {min:.2f} lx、平均 {mean:.1f} lx）。",
        en="No part is far darker than the rest (least {min:.2f} lx, mean {mean:.1f}).",
    ),
    "all_dark": Text(
        ja="全体が暗く（平均 {mean:.2f} lx）、明暗を比べられません。",
        en="All of it is dark (mean {mean:.2f} lx): there is no contrast to judge.",
    ),
    "camera_blind": Text(
        ja="カメラの向き・画角・撮影距離が分からず、写る範囲を求められません。",
        en="The camera's bearing, field of view or range is unknown.",
    ),
}


def word(reason: Reason) -> Text:
    """Put a reason into words.

    Parameters
    ----------
    reason : Reason

    Returns
    -------
    Text
    """
    values: dict[str, Any] = {k: _worded(v) for k, v in reason.values.items()}
    return REASONS[reason.code].format(**values)


def _worded(value: Any) -> Any:
    return word(value) if isinstance(value, Reason) else value
