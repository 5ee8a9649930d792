"""The kinds of mail that residents choose from, and how they register."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.rules.registry import Subject, city_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.registration import Registration

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
city_rule(
    Subject(
        name="registration",
        type=Registration,
        title=Text(ja="登録と自動返信", en="Registration and its letters"),
        explains=Text(
            ja="登録用リンクの期限と、登録・変更・自動返信のメールの文面。",
            en="How long links last, and the letters of registration.",
        ),
    )
)
