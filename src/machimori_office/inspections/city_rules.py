"""The rules of inspections, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.inspections.terms import RoundTerms, SelfCheckTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="rounds",
        type=RoundTerms,
        title=Text(ja="巡回点検", en="Rounds of inspection"),
        explains=Text(
            ja="何を、何か月ごとに点検し、何を測り、異常をだれに頼むか。",
            en="What is looked at how often, what is measured, and who puts it right.",
        ),
    )
)
city_rule(
    Subject(
        name="self-checks",
        type=SelfCheckTerms,
        title=Text(ja="所有者の自己点検", en="Owners' self-checks"),
        explains=Text(
            ja="回答の期限、有効な期間、期限前のお知らせ、送る文面。",
            en="By when owners answer, how long it holds, reminders, and the letters.",
        ),
    )
)
