"""Words of the page that compares ways to school."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text

SUGGESTED = Text(ja="「{name}」を薦めます。", en="Suggested: {name}.")
NONE_BETTER = Text(
    ja="「{name}」より、分かっているすべての点で劣らず、どこかで勝る道は見つかりません。",
    en="No other way is as good as “{name}” in all that is known, and better in some.",
)
ONLY_WAY = Text(
    ja="地図にある道路では、「{name}」のほかに道がありません。道路のファイルを"
    "加えると、比べられます。",
    en="The streets on the map offer no other way than “{name}”. Add further files of "
    "streets to compare.",
)
BETTER = Text(
    ja="{what}が{before}から{after}に減ります。",
    en="Less {what}: {before} to {after}.",
)
WORSE = Text(
    ja="ただし、{what}は{before}から{after}に増えます。",
    en="But more {what}: {before} to {after}.",
)

SUGGESTED_MARK = Text(ja="{name}（薦める道）", en="{name} (suggested)")
UNKNOWN = Text(ja="不明", en="unknown")
MINUTES = Text(ja="{value}分", en="{value} min")
UNITS: Mapping[str, Text] = {
    "accidents": Text(ja="{value}件", en="{value}"),
    "blind_corners": Text(ja="{value}か所", en="{value}"),
}
METRES = Text(ja="{value} m", en="{value} m")

WORDS: dict[str, Text] = {
    "kicker": Text(ja="通学路を比べる", en="Ways to school compared"),
    "title": Text(ja="{school}への道", en="The way to {school}"),
    "verdict": Text(ja="くらべた結果", en="What the comparison says"),
    "map": Text(ja="地図", en="Map"),
    "measures": Text(ja="点ごとの比較", en="Measure by measure"),
    "measures_note": Text(
        ja="どの点も、少ないほどよい。幅（例 40–200）は、調べていないことがある"
        "ためです。合計点は出しません。選ぶのは学校と保護者です。",
        en="Of each, less is better. A range such as 40–200 says that something was "
        "not surveyed. Nothing is summed: the school and the parents choose.",
    ),
    "measure": Text(ja="比べる点", en="measure"),
    "minutes": Text(ja="児童の足でかかる時間", en="time for a child"),
    "differences": Text(ja="道ごとの違い", en="How the ways differ"),
    "same": Text(ja="違いはわずかです。", en="There is little difference."),
    "start": Text(ja="出発", en="start"),
    "school": Text(ja="学校", en="school"),
    "accident": Text(ja="交通事故", en="traffic accident"),
    "pick_up": Text(ja="集合場所の案", en="Where groups could gather"),
    "pick_up_note": Text(
        ja="どの児童も一人で歩くのが{alone} m以内になる、少ない数の集合場所です。"
        "交通量の多い道は除きました。安全に待てる広さがあるかは現地で確かめてください。",
        en="Few places, so that no child walks more than {alone} m alone. Main roads "
        "are left out. Whether a group can wait there safely has to be seen on site.",
    ),
    "where": Text(ja="場所", en="where"),
    "children": Text(ja="集まる児童", en="children"),
    "farthest": Text(ja="一人で歩く最長（m）", en="farthest alone (m)"),
    "streets": Text(ja="道路", en="streets"),
    "numbers": Text(
        ja="計算に使った、誰かが選んだ数", en="Numbers that had to be chosen"
    ),
    "numbers_note": Text(
        ja="市の数に替えるには、計算書の assumptions に書きます。",
        en="To lay a city's own over them, state assumptions in the plan.",
    ),
    "value": Text(ja="値", en="value"),
    "reason": Text(ja="わけ", en="why"),
    "by": Text(ja="選んだ人", en="chosen by"),
    "inputs": Text(ja="読んだファイル", en="Files read"),
}
