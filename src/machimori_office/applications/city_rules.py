"""What applicants are written by mail, which each city has its own version of."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.applications.notices import ApplicationNotices
from machimori_office.rules.registry import Subject, city_rule

city_rule(
    Subject(
        name="application-notices",
        type=ApplicationNotices,
        title=Text(ja="申請者へのメール", en="Mails to applicants"),
        explains=Text(
            ja="申請の確認と、受付・決定などのたびに申請者へ送るメールの文面。",
            en="The mails that confirm an application and tell of each decision.",
        ),
    )
)
