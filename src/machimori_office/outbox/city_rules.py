"""The rules of delivery that each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.outbox.stopping import StoppingRule
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="stopping",
        type=StoppingRule,
        title=Text(ja="配信エラーによる停止", en="Stopping after delivery errors"),
        explains=Text(
            ja="何日届かなければ配信を止めるか、どう数えるか。",
            en="After how many days of errors an address is stopped.",
        ),
    )
)
