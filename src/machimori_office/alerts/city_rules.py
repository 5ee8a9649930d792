"""The rules of safety mail that each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.alerts.approval_rule import ApprovalRule
from machimori_office.alerts.calendar import SendingRule
from machimori_office.alerts.checks import CheckRule
from machimori_office.alerts.police_mail import PoliceRule
from machimori_office.alerts.telegrams import WeatherRule
from machimori_office.alerts.wording import Sender
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
city_rule(
    Subject(
        name="approval",
        type=ApprovalRule,
        title=Text(ja="承認と取りやめ", en="Approval and taking back"),
        explains=Text(
            ja="何人以上への配信に二人目の承認が要るか、承認から配信まで何秒あるか。",
            en="From how many recipients on two people are needed, and how long an "
            "approval can be taken back.",
        ),
    )
)
city_rule(
    Subject(
        name="service",
        type=Sender,
        title=Text(ja="メールの名前と結び", en="Name and foot of the mails"),
        explains=Text(
            ja="住民が知っている名前と、すべてのメールの終わりに付く文。",
            en="The name that residents know, and what stands at the end of each mail.",
        ),
    )
)
city_rule(
    Subject(
        name="police",
        type=PoliceRule,
        title=Text(ja="警察からのメール", en="Mails of the police"),
        explains=Text(
            ja="起案にしてよい差出人と、どの言葉がどの種別になるか。",
            en="Whose mails become drafts, and which words make which kind.",
        ),
    )
)
city_rule(
    Subject(
        name="weather",
        type=WeatherRule,
        title=Text(ja="気象の電文", en="Weather telegrams"),
        explains=Text(
            ja="どの区域のどの警報を起案にするか、どう書くか。",
            en="Which warnings of which areas become drafts, and how they are worded.",
        ),
    )
)
