"""The rules of safety mail that each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.alerts.calendar import SendingRule
from machimori_office.alerts.checks import CheckRule
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="sending",
        type=SendingRule,
        title=Text(ja="配信の曜日と時間", en="Days and hours of sending"),
        explains=Text(
            ja="何曜日の何時から何時まで配信するか、いつでも配信する種別、何時間で古くなるか。",
            en="On which days and at which hours mails go, which kinds always go, and "
            "after how many hours an alert is stale.",
        ),
    )
)
city_rule(
    Subject(
        name="checks",
        type=CheckRule,
        title=Text(ja="配信前の点検", en="Checks before sending"),
        explains=Text(
            ja="メールの長さ、1日の通数の目安、本文に書いてよい電話番号、伏せる学校名。",
            en="How long a mail may be, how many a day, which telephone numbers it may "
            "hold, and which schools it never names.",
        ),
    )
)
