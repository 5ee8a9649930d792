"""The rule of supplies, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.rules.registry import Subject, city_rule
from machimori_office.supplies.terms import SupplyTerms

city_rule(
    Subject(
        name="supplies",
        type=SupplyTerms,
        title=Text(ja="防犯資機材の支給", en="Equipment for groups"),
        explains=Text(
            ja="支給の要件、申請書の項目、通知の文、支給する品目。",
            en="Conditions, questions, letters, and the kinds of items.",
        ),
    )
)
