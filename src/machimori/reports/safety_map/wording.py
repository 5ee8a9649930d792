"""What a safety map says to children, with readings in 《 》."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text
from machimori.watch import Side

WORDS: Mapping[str, Text] = {
    "kicker": Text(ja="地域安全《ちいきあんぜん》マップ", en="Community safety map"),
    "idea": Text(
        ja="気《き》をつけるのは「人《ひと》」ではなく「場所《ばしょ》」。"
        "入《はい》りやすくて、見《み》えにくい所《ところ》に気《き》をつけよう。",
        en="Watch the place, not the person: places that are easy to enter and hard to "
        "see.",
    ),
    "map": Text(ja="地図《ちず》", en="Map"),
    "legend": Text(ja="地図《ちず》のしるし", en="Signs on the map"),
    "places": Text(ja="気《き》をつけたい場所《ばしょ》", en="Places to take care"),
    "nothing": Text(
        ja="今《いま》のところ見《み》つかっていません", en="none found so far"
    ),
    "open": Text(
        ja="まだ調《しら》べていないこと {count}つ",
        en="not looked at yet: {count}",
    ),
    "found": Text(ja="見《み》つけたこと", en="What we found"),
    "drawing": Text(
        ja="{name}を上《うえ》から見《み》た図《ず》", en="{name}, seen from above"
    ),
    "class": Text(ja="わたしたちの考《かんが》え", en="What we think"),
    "made": Text(ja="作《つく》った人《ひと》：{by}　{on}", en="Made by {by}, {on}"),
    "order": Text(
        ja="番号《ばんごう》は地図《ちず》の上《うえ》からの順《じゅん》です。"
        "あぶなさの順番《じゅんばん》ではありません。",
        en="Numbers run from the top of the map. They are no order of danger.",
    ),
    "own_children": Text(
        ja="この学校《がっこう》の人《ひと》だけが使《つか》う地図《ちず》です。"
        "家《いえ》の場所《ばしょ》がのっています。"
        "インターネットにのせないでください。",
        en="For this school only: it shows homes. Do not put it on the internet.",
    ),
    "open_data": Text(
        ja="こども｜110番《ばん》の家《いえ》は、家《いえ》の場所《ばしょ》ではなく、"
        "町《まち》ごとの数《かず》で表《あらわ》しています。",
        en="Homes that help children are shown as how many there are in each block, "
        "not where they are.",
    ),
    "advice": Text(
        ja="こわいと思《おも》ったら、近《ちか》くのどの家《いえ》でもいい。"
        "にげこもう！",
        en="If you are frightened, run to the nearest house. Any house will do!",
    ),
    "homes": Text(ja="{count}けん", en="{count}"),
    "source": Text(
        ja="しるしの判定：Machimori（設計の事実から計算。犯罪の件数は使っていません）",
        en="Signs computed by Machimori from how places are built; no crime counts.",
    ),
}

STEPS: tuple[tuple[str, Text], ...] = (
    (
        "run",
        Text(
            ja="車《くるま》の向《む》きと反対《はんたい》へ走《はし》って、はなれる",
            en="Run away, against the way the car faces",
        ),
    ),
    (
        "shout",
        Text(
            ja="大声《おおごえ》や防犯《ぼうはん》ブザーで、知《し》らせる",
            en="Shout, or pull your alarm",
        ),
    ),
    (
        "house",
        Text(
            ja="近《ちか》くの家《いえ》や店《みせ》に入《はい》って、"
            "「たすけて」と言《い》う",
            en="Go into any house or shop near by and say: help me",
        ),
    ),
    (
        "tell",
        Text(
            ja="｜110番《ばん》してもらう。おうちの人《ひと》や先生《せんせい》に話《はな》す",
            en="Have them call 110. Tell your family and your teacher",
        ),
    ),
)
"""What to do in danger: the picture's name, and the words."""

SIDE_WORDS: Mapping[Side, Text] = {
    "enter": Text(ja="入《はい》りやすい", en="Easy to enter"),
    "hide": Text(ja="見《み》えにくい", en="Hard to see"),
}

SIGN_WORDS: Mapping[str, Text] = {
    "open_outline": Text(
        ja="かこいが少《すく》なく、どこからでも入《はい》れる",
        en="Few fences: one can step in anywhere",
    ),
    "short_cut": Text(
        ja="通《とお》りぬけができ、だれでも通《とお》る",
        en="A short cut: anybody passes through",
    ),
    "many_entrances": Text(
        ja="出入口《でいりぐち》がたくさんある", en="Many ways in and out"
    ),
    "car_beside": Text(
        ja="すぐ横《よこ》に車《くるま》を止《と》められる",
        en="A car can stop right beside it",
    ),
    "unmarked": Text(
        ja="だれが手入《てい》れしているか分《わ》からない",
        en="Nothing says who looks after it",
    ),
    "no_footway": Text(
        ja="歩道《ほどう》がなく、車《くるま》が近《ちか》い",
        en="No footway: cars come close",
    ),
    "many_exits": Text(
        ja="にげ道《みち》になる角《かど》が多《おお》い",
        en="Many corners to flee around",
    ),
    "blind_ground": Text(
        ja="まわりから見《み》えない所《ところ》がある",
        en="Parts cannot be seen from around",
    ),
    "no_window": Text(
        ja="家《いえ》のまどから見《み》えない", en="No window looks at it"
    ),
    "dark": Text(
        ja="夕方《ゆうがた》や夜《よる》に暗《くら》い", en="Dark in the evening"
    ),
    "unwatched": Text(
        ja="人《ひと》の目《め》がとどきにくい", en="Few people are about"
    ),
}
"""Every sign, as children say it."""

LEGEND: Mapping[str, Text] = {
    "number": Text(ja="気《き》をつけたい場所《ばしょ》", en="places to take care"),
    "route": Text(ja="通学路《つうがくろ》", en="way to school"),
    "school": Text(ja="学校《がっこう》", en="school"),
    "refuge": Text(ja="こども｜110番《ばん》の家《いえ》・店《みせ》", en="refuge"),
    "police": Text(ja="交番《こうばん》", en="police box"),
    "homes": Text(
        ja="こども｜110番《ばん》の家《いえ》の数《かず》（町《まち》ごと）",
        en="homes that help, by block",
    ),
    "park": Text(ja="公園《こうえん》", en="park"),
    "building": Text(ja="たてもの", en="building"),
    "gap": Text(ja="かこいがない所《ところ》", en="no fence here"),
    "blind": Text(ja="見《み》えない所《ところ》", en="cannot be seen"),
    "dark": Text(ja="暗《くら》い所《ところ》", en="dark at night"),
}
