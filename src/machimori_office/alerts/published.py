"""What the public site may show of alerts: sent for real, without people."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, overload
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from machimori_office.alerts.fact_sheet import FactSheet, Sent, followed_by
from machimori_office.alerts.models import Alert, AlertQuerySet
from machimori_office.alerts.reading import (
    Rules,
    names_somebody,
    public_sheet_of,
    rules_at,
)
from machimori_office.alerts.wording import (
    PublicPage,
    atom_entry,
    atom_feed,
    public_page,
)
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import JST, Variety

SHOWN_AS_CURRENT = timedelta(hours=24)
"""How long an alert whose kind has no end of its own stands in the banner."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """One alert as anybody may read it.

    Parameters
    ----------
    uuid : UUID
    sheet : FactSheet
        Never with a description, nor with words about a missing person.
    sent_at : datetime
    follower : Sent or None
        The latest alert that corrects or ends this one.
    kinds : Kinds
    """

    uuid: UUID
    sheet: FactSheet
    sent_at: datetime
    follower: Sent | None
    kinds: Kinds

    @property
    def sent(self) -> Sent:
        """The same as the feed wants it."""
        return Sent(alert_id=str(self.uuid), sheet=self.sheet, sent_at=self.sent_at)

    def page(self, variety: Variety, *, at: datetime) -> PublicPage:
        """Word its page."""
        return public_page(
            self.sheet, variety, kinds=self.kinds, at=at, follower=self.follower
        )


class Archive(Sequence[Published]):
    """Published alerts, the newest first, read as they are asked for."""

    def __init__(self, rows: AlertQuerySet, rules: Rules) -> None:
        self._rows = rows.select_related("refers_to")
        self._rules = rules

    def __len__(self) -> int:
        return self._rows.count()

    @overload
    def __getitem__(self, which: int) -> Published: ...
    @overload
    def __getitem__(self, which: slice) -> list[Published]: ...
    def __getitem__(self, which: int | slice) -> Published | list[Published]:
        """Read some; two queries, however many."""
        if isinstance(which, slice):
            return _worded(self._rows[which], self._rules)
        return _worded([self._rows[which]], self._rules)[0]


def published(
    *,
    at: datetime,
    category: str = "",
    district: str = "",
    words: str = "",
    year: int | None = None,
) -> Archive:
    """Return the archive, or the part of it that somebody looks for.

    Parameters
    ----------
    at : datetime
    category : str
        A kind, with all below it.
    district : str
        Alerts about it, and those about the whole city.
    words : str
        In what anybody may read of it, in any variety, in any width and case.
    year : int, optional
        The calendar year of sending, in Japan.
    """
    rows = Alert.objects.published()
    if category:
        below = Q(category__startswith=f"{category}/")
        rows = rows.filter(Q(category=category) | below)
    if words:
        rows = rows.filter(pk__in=_saying(rows, words, rules_at(at).kinds))
    if year is not None:
        begins = datetime(year, 1, 1, tzinfo=JST)
        ends = datetime(year + 1, 1, 1, tzinfo=JST)
        rows = rows.filter(went_out_at__gte=begins, went_out_at__lt=ends)
    if district:
        rows = rows.filter(pk__in=_about(rows, district))
    return Archive(rows, rules_at(at))


def _saying(rows: AlertQuerySet, words: str, kinds: Kinds) -> list[UUID]:
    """Look through the public words alone: a search must not tell the others."""
    sought = _folded(words)
    kept = rows.order_by().values_list("pk", "category", "sheet")
    return [
        pk
        for pk, category, sheet in kept
        if sought in _public_words(category, sheet, kinds)
    ]


def _public_words(category: str, sheet: Mapping[str, Any], kinds: Kinds) -> str:
    said = [kinds.path(category)[-1].name] if category in kinds.categories() else []
    texts = [text for words in said for text in (words.ja, words.easy, words.en)]
    if not names_somebody(category, kinds):
        texts += [*sheet["what"], *sheet["details"]]
    texts += [*sheet["where"], *sheet["source"], *chain(*sheet["to_do"])]
    return _folded("\n".join(texts))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _about(rows: AlertQuerySet, district: str) -> list[UUID]:
    # The databases search lists inside JSON differently; there are some forty a year.
    areas = rows.values_list("pk", "sheet__areas")
    return [pk for pk, named in areas if not named or district in named]


def one(uuid: UUID | str, *, at: datetime) -> Published | None:
    """Return one alert; None where it is not for the public, or not there."""
    found = Alert.objects.published().filter(pk=uuid).select_related("refers_to")
    return next(iter(_worded(found, rules_at(at))), None)


def current(at: datetime) -> list[Published]:
    """Return what is happening now, for the banner: sent, not ended, not over."""
    rules = rules_at(at)
    longest = max(
        [timedelta(hours=h) for h in rules.sending.stale_after_h.values()],
        default=SHOWN_AS_CURRENT,
    )
    rows = Alert.objects.published().filter(went_out_at__gt=at - longest)
    worded = _worded(rows.select_related("refers_to"), rules)
    return [found for found in worded if _stands(found, rules, at)]


def _stands(found: Published, rules: Rules, at: datetime) -> bool:
    refers = found.sheet.refers_to
    is_end = refers is not None and refers.relation != "corrects"
    if found.follower or is_end or found.sheet.is_over(at):
        return False
    if not rules.sending.goes_always(found.sheet.category):
        return False
    lasts = rules.sending.lasts(found.sheet.category) or SHOWN_AS_CURRENT
    return found.sheet.ends_at is not None or at < found.sent_at + lasts


def edition(at: datetime) -> str:
    """Return a word that changes whenever anything public does; one query.

    It stands for what was sent, corrected, ended or erased, and for what is over.
    """
    found = (
        Alert.objects.published()
        .order_by()
        .aggregate(
            number=Count("pk"),
            changed=Max("changed_at"),
            erased=Max("erased_at"),
            over=Count("pk", filter=Q(ends_at__lte=at)),
        )
    )
    # The banner ends by the clock: to the quarter of an hour.
    found["quarter"] = int(at.timestamp()) // 900
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()[:20]


def feed(at: datetime, *, address: str, limit: int = 50) -> bytes:
    """Return the Atom feed of the newest alerts.

    Parameters
    ----------
    at : datetime
    address : str
        Where alerts stand, with a ``/`` at its end; an alert's id follows it.
    limit : int
    """
    rules = rules_at(at)
    newest = published(at=at)[:limit]
    entries = tuple(
        atom_entry(
            found.sent,
            kinds=rules.kinds,
            address=address,
            at=at,
            follower=found.follower,
        )
        for found in newest
    )
    instants = [found.sent_at for found in newest]
    instants += [f.follower.sent_at for f in newest if f.follower]
    return atom_feed(
        entries,
        sender=rules.service,
        address=address,
        updated_at=max(instants, default=at),
    )


def _worded(rows: Iterable[Alert] | QuerySet[Alert], rules: Rules) -> list[Published]:
    alerts = list(rows)
    lines = {alert.line for alert in alerts}
    related = Alert.objects.published().filter(line__in=lines)
    sent: dict[UUID, list[Sent]] = {}
    for alert in related.select_related("refers_to") if alerts else ():
        sent.setdefault(alert.line, []).append(_sent(alert, rules.kinds))
    return [_published(alert, rules.kinds, sent[alert.line]) for alert in alerts]


def _published(alert: Alert, kinds: Kinds, line: list[Sent]) -> Published:
    own = _sent(alert, kinds)
    return Published(
        uuid=alert.pk,
        sheet=own.sheet,
        sent_at=own.sent_at,
        follower=followed_by(own.alert_id, line),
        kinds=kinds,
    )


def _sent(alert: Alert, kinds: Kinds) -> Sent:
    return Sent(
        alert_id=str(alert.pk),
        sheet=public_sheet_of(alert, kinds=kinds),
        sent_at=alert.went_out_at or alert.changed_at,
    )
