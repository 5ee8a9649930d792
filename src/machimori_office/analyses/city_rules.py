"""The rule of analyses, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.analyses.terms import AnalysisTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="analyses",
        type=AnalysisTerms,
        title=Text(ja="分析と公表", en="Analyses, and what is let out"),
        explains=Text(
            ja="市民の声のうち事案として数えるもの、公表する件数の名義と利用条件、公開する月数、"
            "家の載る安全マップを消すまでの月数。",
            en="Which concerns count as incidents, under whose name and licence counts "
            "are published, for how long, and when maps that show homes are deleted.",
        ),
    )
)
