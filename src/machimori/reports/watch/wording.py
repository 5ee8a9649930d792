"""Words of the page on the watch gap."""

from __future__ import annotations

from machimori.language import Text

WORDS: dict[str, Text] = {
    "kicker": Text(ja="見守りのすき間", en="Watch gap"),
    "lead": Text(
        ja="子どもが歩いていて、誰も見ていない見込みの人数です。"
        "すき間＝歩く人数×誰も気付かない見込み。",
        en="Children who walk while probably nobody sees them: children walking, times "
        "the chance that nobody notices.",
    ),
    "facts_schools": Text(ja="学校", en="schools"),
    "facts_streets": Text(ja="道路", en="streets"),
    "facts_walked": Text(ja="一日に歩く道のり", en="walked in a day"),
    "facts_unseen": Text(ja="うち誰も見ていない", en="of it unseen"),
    "notices": Text(ja="読むときの注意", en="Before you read"),
    "map_day": Text(
        ja="一日で最もすき間の大きい30分", en="The worst half hour of the day"
    ),
    "periods": Text(ja="時間帯ごと", en="By time of day"),
    "profile": Text(ja="30分ごと", en="By half hour"),
    "profile_note": Text(
        ja="子どもの人数×道のり。濃い帯は、あり得る見守りがすべてあってもすき間になる分、"
        "斜線は、調べていない見守り次第の分です。",
        en="Children times way. The dark part is a gap even if everybody watches who "
        "may; the hatched part depends on watchers whom nobody surveyed.",
    ),
    "half_hour": Text(ja="30分", en="half hour"),
    "walked": Text(ja="歩く（人・km）", en="walked (child km)"),
    "unseen": Text(ja="見ていない（人・km）", en="unseen (child km)"),
    "who": Text(ja="だれの移動か", en="who walks"),
    "posts": Text(
        ja="見守りを一人置くと、すき間が最も減る所",
        en="Where one more watcher takes away most of the gap",
    ),
    "posts_note": Text(
        ja="一時間立った場合。前の番号の人がいるものとして、次の場所を選びます。"
        "安全に立てる所かどうかは、現地で確かめてください。",
        en="For one hour of standing, each place given the ones before. Whether one "
        "can stand there safely has to be seen on site.",
    ),
    "when": Text(ja="時刻", en="when"),
    "where": Text(ja="場所", en="where"),
    "passing": Text(ja="通る子ども", en="children passing"),
    "removed": Text(ja="減るすき間（人・m）", en="gap removed (child m)"),
    "schools": Text(ja="学校ごと", en="School by school"),
    "schools_note": Text(
        ja="地図ごとの番号は、その学区で最もすき間の大きい区間です。"
        "学校や地区どうしを比べるためのものではありません。",
        en="Numbers on each map are the segments of that district with the largest "
        "gap. They do not compare schools or districts with one another.",
    ),
    "segment": Text(ja="区間", en="segment"),
    "children": Text(ja="歩く子ども", en="children"),
    "nobody": Text(ja="誰も見ていない見込み", en="chance that nobody sees"),
    "gap": Text(ja="すき間（人）", en="gap (children)"),
    "parts": Text(ja="気付く見込みの内訳", en="who may notice"),
    "standing": Text(ja="子どもが立ち止まる所", en="Where children stand still"),
    "numbers": Text(
        ja="計算に使った、誰かが選んだ数", en="Numbers that had to be chosen"
    ),
    "numbers_note": Text(
        ja="どこにも公表されていないため、選んで置いた数です。市の数に替えるには、"
        "計算書の assumptions に書きます。",
        en="Nobody publishes these. To lay a city's own over them, state assumptions "
        "in the plan.",
    ),
    "value": Text(ja="値", en="value"),
    "reason": Text(ja="わけ", en="why"),
    "by": Text(ja="選んだ人", en="chosen by"),
    "inputs": Text(ja="読んだファイル", en="Files read"),
    "nobody_known": Text(ja="なし", en="nobody known"),
    "of_100": Text(
        ja="児童数の分からない学校は、児童100人あたりの人数で表しています：{names}。",
        en="Schools of unknown size are counted per 100 pupils: {names}.",
    ),
    "unsurveyed": Text(
        ja="調べ尽くしたと書かれていない見守りがあります：{kinds}。"
        "居ないとはみなさず、すき間を「{least}から{most}まで」の幅で示します。",
        en="These watchers were not surveyed completely: {kinds}. They are not taken "
        "as absent: gaps are given as ranges, “{least} to {most}”.",
    ),
    "least": Text(ja="最小", en="at least"),
    "most": Text(ja="最大", en="at most"),
    "even": Text(
        ja="子どもは、住む区域の道路に沿って均等に家があるとみなしています。"
        "一軒ごとの家や名簿は使っていません。",
        en="Homes are spread evenly along the streets of each block. No single homes "
        "and no lists of names are used.",
    ),
    "undecided": Text(
        ja="点線：調べていない見守り次第（最小は半分未満）",
        en="dashed: depends on watchers nobody surveyed",
    ),
    "class_below": Text(ja="{high}人未満", en="under {high}"),
    "class_between": Text(ja="{low}〜{high}人", en="{low} to {high}"),
    "class_above": Text(ja="{low}人以上", en="{low} or more children"),
    "unwalked": Text(ja="子どもが歩かない道", en="no children walk"),
    "proposed": Text(ja="提案する立ち位置", en="proposed posts"),
    "school": Text(ja="学校", en="school"),
    "club": Text(ja="放課後児童クラブ", en="after-school club"),
    "stop": Text(ja="立ち止まる所", en="place to stand"),
    "no_name": Text(ja="（名前なし）", en="(no name)"),
    "from_school": Text(
        ja="{school}の{side}約{away} m", en="about {away} m {side} of {school}"
    ),
    "and_files": Text(ja="ほか{count}件", en="and {count} more"),
}
