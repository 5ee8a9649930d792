"""The rule of contests, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.contests.terms import ContestTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="contests",
        type=ContestTerms,
        title=Text(ja="標語・ポスターコンクール", en="Contest of slogans and posters"),
        explains=Text(
            ja="部門と応募できる人・点数、審査の観点、同点のときの決め方、賞、手紙の文、"
            "応募作品を消す日。",
            en="Categories, who may enter how many works, criteria, ties, awards, "
            "letters, and when entries are deleted.",
        ),
    )
)
