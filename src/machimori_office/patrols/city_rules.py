"""The rule of patrols, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.patrols.terms import PatrolRule
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="patrols",
        type=PatrolRule,
        title=Text(ja="見守りパトロール", en="Patrols"),
        explains=Text(
            ja="登校・下校の見守りの曜日と時刻、あいさつ運動の月、始業式、休みの日、"
            "警察の実施者証と車両の更新、心得、通知の文。",
            en="Weekdays and hours of the watches, campaign months, first days of "
            "term, holidays, renewal of the police's papers, guidance, letters.",
        ),
    )
)
