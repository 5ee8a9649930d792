"""The rule of lending, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.recorders.terms import RecorderTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="recorders",
        type=RecorderTerms,
        title=Text(ja="自動通話録音機の貸与", en="Call recorders on loan"),
        explains=Text(
            ja="貸与の要件、申請書の項目、通知の文、いつまで貸すか。",
            en="Conditions, questions, letters, and for how long recorders are lent.",
        ),
    )
)
