"""The rule of plans of walks, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.rules.registry import Subject, city_rule
from machimori_office.walks.terms import WalkRule

city_rule(
    Subject(
        name="walks",
        type=WalkRule,
        title=Text(ja="パトロールの計画", en="Plans of walks"),
        explains=Text(
            ja="計画を残す月数、歩いたかを尋ねるまでの日数、くじで回る割合、同じ場所を続けて"
            "訪れる週の上限、立つ場所の間隔。",
            en="For how many months plans are kept, when to ask whether they were "
            "walked, the share drawn by lot, weeks in a row, how far apart posts are.",
        ),
    )
)
