"""The kinds of mail that residents choose from."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.rules.registry import Subject, city_rule
from machimori_office.subscriptions.kinds import Kinds

city_rule(
    Subject(
        name="kinds",
        type=Kinds,
        title=Text(ja="配信の種別", en="Kinds of mail"),
        explains=Text(
            ja="3段の種別と、年間の配信実績でどの行に数えるか。",
            en="Kinds in three levels, and the row of the figures each counts in.",
        ),
    )
)
