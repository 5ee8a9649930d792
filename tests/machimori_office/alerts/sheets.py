"""A fact sheet made up here: nothing in it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from machimori_office.alerts.fact_sheet import Description, FactSheet
from machimori_office.web.words import JST, Words

AT = datetime(2026, 6, 5, 10, 0, tzinfo=JST)

LOOKS = Words(
    "50歳代くらいの男、身長165センチ位、白色Tシャツ",
    "50才ぐらいの 男の人、白い Tシャツ",
    "Man in his 50s, about 165 cm tall, wearing a white T-shirt",
)

SHEET = FactSheet(
    category="city/child-safety/approach",
    areas=frozenset({"honcho"}),
    what=Words(
        "登校中の児童への声かけ",
        "知らない 人が 子どもに 声を かけました",
        "Stranger spoke to a child",
    ),
    where=Words("本町1丁目の路上", "本町1丁目の 道", "On a street in Honcho 1-chome"),
    source=Words("小金井警察署", "小金井警察署", "Koganei Police Station"),
    written_at=AT,
    happened_at=AT - timedelta(hours=2, minutes=10),
    details=Words(
        "男が「映画を見に行かない？」と声をかけました。",
        "男の 人が「映画を 見に 行こう」と 言いました。",
        "A man asked the child to go to a film with him.",
    ),
    to_do=(
        Words(
            "防犯ブザーを鳴らし、大声を出して逃げてください。",
            "ブザーを 鳴らして、大きな 声で にげて ください。",
            "Use the alarm, shout and run.",
        ),
        Words("すぐに110番してください。", "110番に 電話して ください。", "Call 110."),
    ),
    contact=Words(
        "小金井警察署 042-381-0110", "小金井警察署 042-381-0110", "Police 042-381-0110"
    ),
)

DESCRIBED = replace(
    SHEET,
    description=Description(looks=LOOKS, expires_at=AT + timedelta(days=3)),
)


def changed(**fields: Any) -> FactSheet:
    return replace(SHEET, **fields)
