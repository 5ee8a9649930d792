"""Looking whether the links of drafts lead anywhere, and remembering it for a while."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from machimori_office.alerts.fact_sheet import statements
from machimori_office.alerts.life import State
from machimori_office.alerts.links import asking, own_site
from machimori_office.alerts.links.judging import LINK, Outcome, Seen, fault_of_form
from machimori_office.alerts.models import Alert, Person
from machimori_office.alerts.storing import sheet_from_json
from machimori_office.web.words import VARIETIES

ANEW_AFTER = timedelta(minutes=10)
HOLDS_FOR = timedelta(hours=1)
"""So long an answer is believed; drafts are looked at anew long before that."""

_MOST_S = 8.0
"""A round that took so long goes on in the next: mail must not wait for others."""

Ask = Callable[[str], Outcome]


def seen(link: str) -> Seen:
    """Return what is known of a link."""
    if own_site.is_own(link):
        return Seen(Outcome.GONE if own_site.is_dead(link) else Outcome.OPENS)
    if not settings.OFFICE_LOOKS_AT_LINKS:
        return Seen(Outcome.NOBODY)
    known: tuple[str, datetime] | None = cache.get(_key(link))
    return Seen(Outcome(known[0]), known[1]) if known else Seen(Outcome.NOT_YET)


def look(now: datetime, ask: Ask | None = None) -> int:
    """Look at the links of all drafts that nobody looked at lately.

    Parameters
    ----------
    now : datetime
    ask : callable, optional
        Opens a link; the internet is asked by default.

    Returns
    -------
    int
        How many were looked at.
    """
    if not settings.OFFICE_LOOKS_AT_LINKS:
        return 0
    ask = ask or _ask
    begun, looked = monotonic(), 0
    for link in sorted(set(_written())):
        if monotonic() - begun > _MOST_S:
            break
        if _is_due(link, now):
            outcome = ask(link)
            _remember(link, outcome, now)
            looked += 1
    return looked


def _ask(link: str) -> Outcome:
    return asking.ask(link, asking.Asking())


def _written() -> Iterator[str]:
    open_ones = Alert.objects.filter(state__in=[State.DRAFT, State.WAITING])
    for kept in open_ones.values_list("sheet", flat=True):
        for _name, words in statements(sheet_from_json(kept)):
            yield from links_in(*(words.in_(variety) for variety in VARIETIES))
    looks = Person.objects.filter(alert__in=open_ones)
    for texts in looks.values_list("looks_ja", "looks_easy", "looks_en"):
        yield from links_in(*texts)


def links_in(*texts: str) -> Iterator[str]:
    """Yield the links in texts that can be opened at all."""
    for found in LINK.finditer("\n".join(texts)):
        fault = fault_of_form(found.group())
        if fault is None or fault.code != "bad_link":
            yield found.group()


def _is_due(link: str, now: datetime) -> bool:
    if own_site.is_own(link):
        return False
    known = seen(link)
    return known.at is None or known.at <= now - ANEW_AFTER


def _remember(link: str, outcome: Outcome, at: datetime) -> None:
    cache.set(_key(link), (outcome.value, at), HOLDS_FOR.total_seconds())


def _key(link: str) -> str:
    # The page is what is asked for: what stands behind # stays with the reader.
    page = urlsplit(link)._replace(fragment="").geturl()
    return f"alerts.link.{hashlib.sha256(page.encode()).hexdigest()}"
