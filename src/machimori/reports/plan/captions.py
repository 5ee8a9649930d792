"""What stands in and under plans, both languages."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text

MARK_KINDS: Mapping[str, Text] = {
    "blind_spot": Text(ja="死角", en="blind spot"),
    "dark_pocket": Text(ja="暗部", en="dark pocket"),
    "filmed": Text(ja="カメラに写る所", en="in the camera's picture"),
    "subject": Text(ja="満たしていない所", en="falls short here"),
    "obstacle": Text(ja="見通しを遮るもの", en="in the way of sight"),
    "gloom": Text(ja="極端な明暗", en="harsh contrast"),
}
LEGEND_NUMBER = Text(ja="直すことの番号", en="number of a thing to fix")
LEGEND_OUTLINE = Text(ja="場所の範囲", en="outline of the place")
LEGEND_WATCHERS = Text(ja="見える視点の数", en="viewpoints that see it")
LEGEND_ISOLUX = Text(ja="等照度線", en="isolux line")

DARKNESS = Text(ja="夜の明るさ", en="Brightness at night")
DARKNESS_NOTE = Text(
    ja="照明が直接つくる地面の明るさ（水平面照度）。線は {levels} lx の等照度線です。",
    en="Direct horizontal illuminance on the ground; the lines join the points of "
    "{levels} lx.",
)
GLOOM_NOTE = Text(
    ja="網かけは、平均の{share}（{limit} lx）に届かない、明暗の差が極端な所です。",
    en="Cross-hatched: less than {share} of the mean ({limit} lx), where the contrast "
    "is harsh.",
)
SIGHT = Text(ja="見通し", en="What is seen")
SIGHT_NOTE = Text(
    ja="周りの道路・園路（{spacing} mおき）と窓のうち、高さ{target} mのものが"
    "見える視点の数。斜線は、どこからも見えない所（死角）です。場所の{share}が見えています。",
    en="How many viewpoints, every {spacing} m on roads and paths and in windows, see "
    "something {target} m high. Hatched: none does. {share} of the place is seen.",
)
NIGHT_NOTE = Text(
    ja="夜の見通しです。色のない所は、明るさが足りずに見えない所です。"
    "死角は、遮るものによるものだけを示します。",
    en="By night: what has no colour is too dark to be seen. Blind spots are those "
    "that obstacles make.",
)
NO_SPOTS = Text(ja="取り上げる広さの死角はありません。", en="No blind spot of note.")
THIN_MAP_NOTE = Text(
    ja="調査が揃っていないため、地図に載っているものだけで計算した参考図です。",
    en="For orientation only: computed from what is mapped, which is not all.",
)

SPOT = Text(ja="死角", en="Blind spot")
AREA = Text(ja="広さ", en="Area")
CAUSE = Text(ja="つくっているもの", en="Made by")
OPENED = Text(ja="除くと見える", en="Opens if removed")
TRIM = Text(ja="この高さまで下げても開く", en="Or cut down to")
TOGETHER = Text(
    ja="一つを除いても見えません。重なっているもの：{what}",
    en="No single thing: {what} stand in the way together",
)
OUT_OF_SIGHT = Text(
    ja="見通す距離の中に視点がありません", en="No viewpoint is within range"
)
LEAST = Text(ja="最小", en="Least")
MEAN = Text(ja="平均", en="Mean")
POINTS = Text(ja="点数", en="Points")
TRIM_NOTE = Text(
    ja="下げる高さは、除くと見える広さの95%が見えるようになる高さです。",
    en="Cut down to this height, an obstacle opens 95 % of what its removal would.",
)

UPRIGHT_NOTE = Text(
    ja="道の軸を横切る向きの鉛直面照度（高さ{height} m）：最小 {least} lx、"
    "平均 {mean} lx。顔の見え方の目安です（参考：日本防犯設備協会 SES E1901 は、"
    "平均水平面照度3 lxのクラスBで最小0.5 lx、5 lxのクラスAで最小1 lx）。",
    en="Vertical illuminance across the road's axis, {height} m high: at least {least} "
    "lx, {mean} lx in the mean. It tells how well a face is seen (for comparison, "
    "Japan's SES E1901 pairs a mean of 3 lx on the ground with a minimum of 0.5 lx in "
    "class B, 5 lx with 1 lx in class A).",
)
