"""The rule of seminars, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.rules.registry import Subject, city_rule
from machimori_office.seminars.terms import SeminarTerms

city_rule(
    Subject(
        name="seminars",
        type=SeminarTerms,
        title=Text(ja="市民防犯講習会", en="Seminars"),
        explains=Text(
            ja="申込みの人数と期限、キャンセル待ち、前日のお知らせ、名簿を消す日、"
            "講習の分野、手紙の文。",
            en="Party size, time limits, the waiting list, reminders, when names are "
            "deleted, subjects, and letters.",
        ),
    )
)
