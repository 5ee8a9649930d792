"""Certificates, and the consent form that a guardian signs."""

from __future__ import annotations

from datetime import date

from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.services.changes import terms
from machimori_office.web.paper import paper
from machimori_office.web.words import JST


def certificate(entry: Entry) -> bytes:
    """Typeset the certificate of one awarded work."""
    contest, city = entry.contest, terms(entry.contest)
    announced = contest.announced_at
    on = announced.astimezone(JST).date() if announced else contest.judged_until
    content = {
        "award": city.name_of("awards", entry.award).ja,
        "name": entry.entrant.name if entry.entrant else "",
        "contest": f"第{contest.number}回 {contest.title_ja}",
        "category": city.name_of("categories", entry.category).ja,
        "text": entry.text,
        "sentence": city.certificate,
        "day": worded_day(on),
    }
    return paper("contests", "certificate.typ", content, on=on)


def consent_form(contest: Contest, *, on: date) -> bytes:
    """Typeset the entry form with a guardian's consent, to be filled in by hand."""
    city = terms(contest)
    content = {
        "contest": f"第{contest.number}回 {contest.title_ja}",
        "until": worded_day(contest.closes_on),
        "groups": [group.name.ja for group in city.groups],
        "categories": [
            {
                "name": c.name.ja,
                "at_most": c.at_most,
                "lines": c.at_most if c.works == "text" else 0,
                "groups": "、".join(city.name_of("groups", g).ja for g in c.groups),
            }
            for c in city.categories
        ],
        "contact": city.contact.ja,
    }
    return paper("contests", "form.typ", content, on=on)


def worded_day(on: date) -> str:
    """Word a day in the era's years."""
    era, year = ("令和", on.year - 2018) if on >= _REIWA else ("平成", on.year - 1988)
    return f"{era}{'元' if year == 1 else year}年{on.month}月{on.day}日"


_REIWA = date(2019, 5, 1)
