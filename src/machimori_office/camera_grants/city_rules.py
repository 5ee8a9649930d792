"""The scheme of grants, which each city has its own version of, by year."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.camera_grants.terms import GrantTerms
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="camera-grants",
        type=GrantTerms,
        title=Text(ja="防犯カメラの設置補助", en="Grants for cameras"),
        explains=Text(
            ja="補助率、端数の扱い、上限、要件、申請書の項目、通知の文。",
            en="Shares, rounding, caps, conditions, questions and letters.",
        ),
    )
)
