"""Words of plans of walks."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text
from machimori.patrols.walkers import WalkerKind

CHARACTER: Mapping[WalkerKind, Text] = {
    "group": Text(
        ja="二人以上で、反射材を着けて歩きます。何かあれば近づかず、110番してください。",
        en="Walk in twos or more, with reflective bands. If something happens, keep "
        "away and call 110.",
    ),
    "post": Text(
        ja="毎回、同じ場所に立ちます。子どもが「あそこに人がいる」と覚えられるように。",
        en="Stand at the same place every time: children know that somebody is there.",
    ),
    "car": Text(
        ja="着いた所で車を降り、目立つように10〜16分とどまります。",
        en="Get out where you stop, be seen, and stay for 10 to 16 minutes.",
    ),
}
WORDS: Mapping[str, Text] = {
    "kicker": Text(ja="歩く計画", en="Plan of walks"),
    "lead": Text(
        ja="限られた時間で、いちばん意味のある所を回るための道順です。場所を見守るもので、"
        "人を疑って歩くものではありません。",
        en="Ways round the places that matter most in little time. It watches over "
        "places; it does not look for suspects.",
    ),
    "notices": Text(ja="読むときに", en="Before you read"),
    "day": Text(ja="日", en="Day"),
    "walker": Text(ja="歩く人・車", en="Who"),
    "hours": Text(ja="時刻", en="Hours"),
    "stops": Text(ja="立ち寄る所", en="Stops"),
    "way": Text(ja="道のり", en="Way"),
    "worth": Text(ja="値（単純な順では）", en="Worth (plain order)"),
    "place": Text(ja="場所", en="Place"),
    "why": Text(ja="なぜここか", en="Why here"),
    "walks": Text(ja="回数", en="Walks"),
    "visits": Text(ja="立ち寄り", en="Stops"),
    "places": Text(ja="訪れる場所", en="Places visited"),
    "all": Text(ja="歩く日の一覧", en="All walks"),
    "no_routes": Text(
        ja="追加部品がないため、近い順に足していく単純な道順です。よりよい道順には "
        "pip install 'machimori[routes]' を実行してください。",
        en="Without the optional package these are plain orders; for better ones run "
        "pip install 'machimori[routes]'.",
    ),
    "against_greedy": Text(
        ja="単純に足していく道順より、訪れる場所の値は{more} %大きくなりました。",
        en="What is visited is worth {more} % more than in the plain order.",
    ),
    "entropy": Text(
        ja="車の来る時刻の読みにくさは{bits}ビット（この回数でありうる最大は{most}）。"
        "{by_lot} %の回は、くじで選んだ場所を回ります。",
        en="Cars come unforeseen by {bits} bits, of {most} that as many stops can "
        "have; {by_lot} % of their rounds go to places drawn by lot.",
    ),
    "gini": Text(
        ja="立ち寄りの偏り（ジニ係数）は{gini}です。0ならどの場所も同じ回数です。",
        en="The Gini coefficient of the stops is {gini}; 0: all places alike.",
    ),
    "control": Text(
        ja="効果を測るため、値の近い二つの場所の片方{count}か所を、くじで車の巡回から外しました。"
        "期間の後に machimori hotspots effect --trial で比べます。",
        en="To measure the effect, {count} places, one of each two alike, are left out "
        "for cars by lot; compare afterwards with machimori hotspots effect --trial.",
    ),
    "unreachable": Text(
        ja="道路から200 mより離れた{count}か所は回れません：{names}",
        en="{count} places farther than 200 m from any street are left out: {names}",
    ),
    "empty": Text(
        ja="{count}回は、回る場所がありません（時間内に届かないか、続けて訪れる週の"
        "上限に達しました）。",
        en="{count} walks have no place to go: none in reach in time, or all visited "
        "in as many weeks running as may be.",
    ),
    "walk": Text(
        ja="{begins}に出て{ends}に戻ります。{stops}か所、{km} km、{people}人で。",
        en="{begins} to {ends}: {stops} stops, {km} km, {people} people.",
    ),
    "along": Text(
        ja="道の明かり：あり{lit} %、なし{unlit} %、不明{light_unknown} %。"
        "歩道：あり{footway} %、なし{no_footway} %、不明{footway_unknown} %。"
        "不明な道は、歩く前に確かめてください。",
        en="Lit {lit} % of the way, unlit {unlit} %, unknown {light_unknown} %; with a "
        "footway {footway} %, without {no_footway} %, unknown {footway_unknown} %. "
        "Look at unknown streets before you walk there.",
    ),
    "by_lot": Text(
        ja="この回の場所は、くじで選びました。",
        en="The places of this round were drawn by lot.",
    ),
    "legend_way": Text(ja="道順", en="Way"),
    "legend_start": Text(ja="出発", en="Start"),
    "legend_stop": Text(ja="立ち寄る所", en="Stops"),
    "legend_post": Text(ja="立つ所", en="Posts"),
    "legend_unseen": Text(
        ja="その時間、誰にも見られず児童が歩く道",
        en="Children walk here unseen in those hours",
    ),
    "legend_empty_post": Text(ja="人の立たない所", en="Where nobody stands"),
    "alt": Text(ja="道順の地図。立ち寄る順に：{stops}", en="Map of the way: {stops}"),
}
