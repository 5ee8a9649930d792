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
    "condition_open": Text(
        ja="対象となる条件に当たるかどうかが、まだ決まりません。{value}",
        en="Whether the item applies is still open. {value}",
    ),
    "scope_elsewhere": Text(
        ja="この場所は別の指針（{instrument}）によります。",
        en="This place comes under another guideline ({instrument}).",
    ),
    "scope_outside": Text(
        ja="この場所は、この指針の対象ではありません（{says}）。",
        en="This guideline does not speak of such a place ({says}).",
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
        en="{value} Undecided, for not all is surveyed yet: {what}.",
    ),
    "width_guessed": Text(
        ja="{value}ただし、{what}の幅は地図になく推定した値のため、決められません。",
        en="{value} Undecided, for a width is a guess that nobody stated: {what}.",
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
    "evidence_disagrees": Text(
        ja="同じ日（{on}）の確認どうしが食い違っています。もう一度確かめてください。",
        en="What was found on {on} contradicts itself; look again.",
    ),
    "recorded": Text(
        ja="記録があります（{on}）。",
        en="On record ({on}).",
    ),
    "measured_value": Text(
        ja="測定値 {value}（{on}）。",
        en="Measured {value} ({on}).",
    ),
    "measured_too_little": Text(
        ja="測定点が足りないか、照度計の条件が合わず、測定では決められません（{on}）。",
        en="Too few readings, or the meter does not qualify ({on}).",
    ),
    "parameter_unchosen": Text(
        ja="基準となる数値（{parameter}）を誰も決めていません。",
        en="Nobody has chosen the number to compare with ({parameter}).",
    ),
    "alternative": Text(
        ja="本来の方法に代わる措置で満たしています。{value}",
        en="Met by the alternative that the guideline allows. {value}",
    ),
    "alternative_open": Text(
        ja="本来の方法では満たしていません。代わりの措置が認められるかどうかは、"
        "{what}が分かれば決まります。",
        en="Not met by the usual means. Whether the alternative is allowed depends on "
        "what is not stated: {what}.",
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
    "at_least": Text(
        ja="{what}は {value:g} {unit} です（基準 {limit:g} {unit} 以上）。",
        en="{what}: {value:g} {unit} (to reach: {limit:g} {unit}).",
    ),
    "at_most": Text(
        ja="{what}は {value:g} {unit} です（限度 {limit:g} {unit}）。",
        en="{what}: {value:g} {unit} (limit {limit:g} {unit}).",
    ),
    "same_storey": Text(
        ja="{storey}階は、{what}のある階です。", en="On storey {storey}, as is: {what}."
    ),
    "other_storey": Text(
        ja="{storey}階は、{what}のある階ではありません。",
        en="On storey {storey}, unlike: {what}.",
    ),
    "storey_unsaid": Text(
        ja="{what}が何階かが記されていません。", en="Storey not stated: {what}."
    ),
    "all_stated": Text(ja="{what}が定められています。", en="Laid down: {what}."),
    "denied": Text(ja="{what}がないと記されています。", en="Stated not to be: {what}."),
    "lacks": Text(ja="{what}に「{value}」がありません。", en="{what} lacks: {value}."),
    # Light.
    "mean_illuminance": Text(
        ja="平均照度 {mean:.1f} lx（基準 {least:g} lx、最小 {min:.2f} lx、"
        "均斉度 {uniformity:.2f}、計算に入れた照明 {lamps} 灯）。",
        en="Mean illuminance {mean:.1f} lx (to reach: {least:g} lx; "
        "least {min:.2f} lx, uniformity {uniformity:.2f}; computed with {lamps} "
        "lamps).",
    ),
    "lamps_unknown": Text(
        ja="{count}灯の光束・高さ・配光が分からず、"
        "平均照度は {mean:.1f} lx 以上としか言えません。",
        en="The flux, height or photometry of {count} lamps is unknown: "
        "all that is certain is a mean of at least {mean:.1f} lx.",
    ),
    "light_open": Text(
        ja="{what}が分からず、平均照度は {low:.2f} lx から {high:.2f} lx の間としか"
        "言えません。",
        en="Not stated: {what}. All that is certain is a mean between {low:.2f} lx and "
        "{high:.2f} lx.",
    ),
    "motion_lamps": Text(
        ja="{value}うち{count}灯は、人が近づいたときだけ点きます。",
        en="{value} {count} of the lamps burn only while somebody is near.",
    ),
    "pockets_open": Text(
        ja="{what}が分からず、極端に暗い部分があるかどうか決められません。",
        en="Not stated: {what}. Parts far darker than the rest are possible.",
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
    # Sight.
    "seen": Text(
        ja="{share:.0%}が見えます（基準 {least:.0%}、視点 {viewers}）。",
        en="{share:.0%} is in view (to reach: {least:.0%}; {viewers} viewpoints).",
    ),
    "blind": Text(
        ja="見えるのは{share:.0%}です（基準 {least:.0%}）。"
        "死角 {area:.0f} m²、主な原因：{cause}。",
        en="Only {share:.0%} is in view (to reach: {least:.0%}). "
        "Blind spot of {area:.0f} m², made mainly by: {cause}.",
    ),
    "nobody_near": Text(
        ja="見通せる距離（{range:.0f} m）に人の通る道や窓がありません。",
        en="No road, path or window lies within {range:.0f} m.",
    ),
    "sides_in_view": Text(
        ja="建物のまわりの{share:.0%}が見えます。出入口が地図にないため、"
        "それが見える側にあるかどうか決められません。",
        en="{share:.0%} of the ground around the building is in view. Its entrances "
        "are not on the map, so nobody can say whether they are on that side.",
    ),
    "hides_nothing_known": Text(
        ja="{what}が見通しをどれだけ遮るかは計算できません。現地で確かめてください。",
        en="How much {what} takes from view is not computed; look on site.",
    ),
    "view_lost": Text(
        ja="これがなければ、見通しが{share:.1%}広がります（限度 {most:.0%}）。",
        en="Without it {share:.1%} more would be in view (limit {most:.0%}).",
    ),
    "below_eyes": Text(
        ja="高さ {height:.1f} m で、視線（{low:.1f} m）より低く保たれています。",
        en="At {height:.1f} m it stays below eye level ({low:.1f} m).",
    ),
    "above_eyes": Text(
        ja="枝下 {base:.1f} m で、視線（{high:.1f} m）より上にあります。",
        en="With its crown from {base:.1f} m it stays above eye level ({high:.1f} m).",
    ),
    "at_eyes": Text(
        ja="枝葉が視線の高さ（{low:.1f}〜{high:.1f} m）にかかっています。",
        en="Its leaves are at eye level ({low:.1f} to {high:.1f} m).",
    ),
    "height_unknown": Text(ja="高さが分かりません。", en="Its height is not known."),
    "opacity": Text(
        ja="視線の{opacity:.0%}をさえぎります（限度 {most:.0%}）。",
        en="It stops {opacity:.0%} of sight (limit {most:.0%}).",
    ),
    "opacity_unknown": Text(
        ja="どれだけ視線を通すかが記されていません。",
        en="How much sight passes through it is not stated.",
    ),
    "overlooks": Text(
        ja="{what}が見えます（{distance:.0f} m）。",
        en="{what} in view ({distance:.0f} m).",
    ),
    "overlooks_not": Text(
        ja="{what}が見えないか、遠すぎます（{distance:.0f} m、限度 {most:.0f} m）。",
        en="{what}: out of view or too far ({distance:.0f} m, limit {most:.0f} m).",
    ),
    "overlooks_open": Text(
        ja="間にあるものの高さが分からず、{what}が見えるかどうか決められません。",
        en="What stands between states no height: {what} may or may not be in view.",
    ),
    "window_unknown": Text(
        ja="部屋の窓が地図になく、どちらを向いて見えるのか決められません。",
        en="The windows of the room are not on the map, so nobody can say which way it "
        "looks.",
    ),
    "nobody_within": Text(
        ja="同じ階に、見る人のいる所（{what}）がありません。",
        en="Nothing to look from on its storey ({what}).",
    ),
    "seen_within": Text(
        ja="{what}から{share:.0%}が見えます（基準 {least:.0%}）。",
        en="{what}: {share:.0%} in view from there (to reach: {least:.0%}).",
    ),
    "hidden_within": Text(
        ja="{what}からは{share:.0%}しか見えません（基準 {least:.0%}）。",
        en="{what}: only {share:.0%} in view from there (to reach: {least:.0%}).",
    ),
    "filmed": Text(
        ja="{count}台のカメラに{share:.0%}が写ります（基準 {least:.0%}）。",
        en="{share:.0%} in the picture of {count} cameras (to reach: {least:.0%}).",
    ),
    "not_filmed": Text(
        ja="{count}台のカメラに{share:.0%}しか写りません（基準 {least:.0%}）。",
        en="Only {share:.0%} in the picture of {count} cameras "
        "(to reach: {least:.0%}).",
    ),
    # Arrangement.
    "no_cut_through": Text(
        ja="通り抜けて近道になる所はありません。",
        en="No way through that would be a short cut.",
    ),
    "cut_through": Text(
        ja="通り抜けると、回り道より {distance:.0f} m 近くなります。",
        en="Walking through saves {distance:.0f} m against going around.",
    ),
    "gates_unknown": Text(
        ja="門に鍵がかかるかどうかが分からないため、通り抜けられるか決められません。",
        en="Whether people can walk through is open: nobody says whether gates lock.",
    ),
    "zones_apart": Text(
        ja="{what}は重なっていません。", en="{what}: they share no ground."
    ),
    "zones_overlap": Text(
        ja="{what}が {area:.0f} m² 重なっています。",
        en="{what}: they share {area:.0f} m².",
    ),
    "none_to_place": Text(
        ja="{what}はありません。", en="There is nothing to place ({what})."
    ),
    "share_inside_at_least": Text(
        ja="{what}の{share:.0%}が{zone}にあります（基準 {limit:.0%}）。",
        en="{what}: {share:.0%} inside {zone} (to reach: {limit:.0%}).",
    ),
    "share_inside_at_most": Text(
        ja="{what}の{share:.0%}が{zone}にあります（限度 {limit:.0%}）。",
        en="{what}: {share:.0%} inside {zone} (limit {limit:.0%}).",
    ),
    "cover_share_at_most": Text(
        ja="地面の{share:.0%}が{what}の下にあります（限度 {limit:.0%}）。",
        en="{share:.0%} of the ground lies under {what} (limit {limit:.0%}).",
    ),
    "enclosed_share_at_least": Text(
        ja="外周の{share:.0%}が{what}で囲まれています（基準 {limit:.0%}）。",
        en="{share:.0%} of the outline is closed off by {what} "
        "(to reach: {limit:.0%}).",
    ),
    "facing_unknown": Text(
        ja="向きが記されていません。", en="Which way it faces is not stated."
    ),
    "faces_away": Text(
        ja="{zone}に背を向けています（{angle:.0f}°、基準 {least:.0f}°）。",
        en="It turns its back to {zone} ({angle:.0f}°, to reach: {least:.0f}°).",
    ),
    "faces_towards": Text(
        ja="{zone}の方を向いています（{angle:.0f}°、基準 {least:.0f}°）。",
        en="It faces {zone} ({angle:.0f}°, to reach: {least:.0f}°).",
    ),
    "inside_zone": Text(ja="{zone}の中にあります。", en="It stands inside {zone}."),
    "beside_zone": Text(
        ja="{zone}のすぐ外にあります（{distance:.1f} m）。",
        en="It stands just outside {zone} ({distance:.1f} m).",
    ),
    "far_from_zone": Text(
        ja="{zone}から離れています（{distance:.1f} m、限度 {most:.1f} m）。",
        en="It stands away from {zone} ({distance:.1f} m, limit {most:.1f} m).",
    ),
    "near": Text(
        ja="{what}まで {distance:.0f} m です（限度 {most:.0f} m）。",
        en="{what}: {distance:.0f} m away (limit {most:.0f} m).",
    ),
    "not_near": Text(
        ja="{what}まで {distance:.0f} m あります（限度 {most:.0f} m）。",
        en="{what}: {distance:.0f} m away, too far (limit {most:.0f} m).",
    ),
    "apart": Text(
        ja="{what}から {distance:.1f} m です（基準 {least:.1f} m 以上）。",
        en="{what}: {distance:.1f} m away (to reach: {least:.1f} m).",
    ),
    "set_back": Text(
        ja="敷地の境から {distance:.1f} m です（基準 {least:.1f} m 以上）。",
        en="It stands {distance:.1f} m from the edge of the premises "
        "(to reach: {least:.1f} m).",
    ),
    "near_throughout": Text(
        ja="どこからでも{what}まで {distance:.0f} m 以内です（限度 {most:.0f} m）。",
        en="{what}: within {distance:.0f} m from anywhere (limit {most:.0f} m).",
    ),
    "far_in_places": Text(
        ja="いちばん離れた所から{what}まで {distance:.0f} m あります"
        "（限度 {most:.0f} m）。",
        en="{what}: {distance:.0f} m away from where it is farthest "
        "(limit {most:.0f} m).",
    ),
    "entrances_unknown": Text(
        ja="男女それぞれの出入口が地図にありません。",
        en="The entrances for men and for women are not on the map.",
    ),
    "entrances_apart": Text(
        ja="男女の出入口は {gap:.1f} m 離れています（基準 {least:.1f} m）。",
        en="The entrances are {gap:.1f} m apart (to reach: {least:.1f} m).",
    ),
    "setback_unknown": Text(
        ja="出入口がどれだけ奥まっているかが記されていません。",
        en="How far back the entrances lie is not stated.",
    ),
    "setback": Text(
        ja="女性用の出入口は男性用より {deeper:.1f} m 奥です。",
        en="The women's entrance lies {deeper:.1f} m deeper than the men's.",
    ),
    "setback_not": Text(
        ja="女性用の出入口は男性用より奥まっていません（{deeper:.1f} m 手前）。",
        en="The women's entrance lies no deeper than the men's ({deeper:.1f} m less).",
    ),
    # Entry.
    "no_foothold": Text(
        ja="足場になって届く窓やバルコニー、屋根はありません。",
        en="It brings no window, balcony or roof within reach.",
    ),
    "foothold": Text(
        ja="足場になります（高さ {top:.1f} m から {what} に届く）。",
        en="It is a step (from {top:.1f} m to {what}).",
    ),
    "foothold_unsure": Text(
        ja="{what}の高さが分からず、足場になるかどうか決められません。",
        en="The height of {what} is not known, so it may or may not be a step.",
    ),
    "climbed_by": Text(
        ja="{what}を使って登れます。", en="Within reach of a climber: {what}."
    ),
    "climb_unsure": Text(
        ja="{what}を使って登れるかどうかが、高さが分からないため決められません。",
        en="Whether it helps a climber is open, for a height is not known: {what}.",
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
