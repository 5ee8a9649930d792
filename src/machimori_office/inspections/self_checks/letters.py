"""The letters to owners, worded by the city's rule."""

from __future__ import annotations

from datetime import date, datetime

from machimori_office.inspections.models import SelfCheck
from machimori_office.inspections.self_checks.links import link_of
from machimori_office.inspections.terms import LetterName, SelfCheckTerms
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.rules.services import rule
from machimori_office.web.words import JST


def write(name: LetterName, check: SelfCheck, *, until: date, at: datetime) -> None:
    """Queue one letter; who has no mail address is written to on paper."""
    if not check.mail:
        return
    terms = rule(SelfCheckTerms, on=at.astimezone(JST).date())
    notices.write(
        terms.letters[name],
        to=read_address(check.mail),
        variety="ja",
        fields={
            "owner": check.owner,
            "place": check.site.name,
            "link": link_of(check),
            "until": f"{until.year}年{until.month}月{until.day}日",
            "said": check.said,
        },
        about=about(check),
        at=at,
    )


def about(check: SelfCheck) -> str:
    """Name a self-check in the ledger of mail."""
    return f"self-check.{check.pk}"
