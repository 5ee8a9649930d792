"""The office's own register as a list of incidents: no person, no point of a report.

What the police passed on stands in the town block that they named. What residents and
patrols reported is put into the block in which its point lies; the point stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

import numpy as np
import shapely
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from machimori.incidents import (
    Block,
    Blocks,
    Incident,
    Incidents,
    Source,
    When,
    Where,
    join,
)
from machimori.incidents.model import KnownBy
from machimori.language import Text
from machimori_office.analyses.models import IncidentList
from machimori_office.analyses.reading import (
    Taken,
    account_of,
    incidents_of,
    packed_list,
)
from machimori_office.analyses.terms import AnalysisTerms, terms_on
from machimori_office.concerns.incidents.services import terms_on as city_on
from machimori_office.concerns.incidents.terms import IncidentTerms
from machimori_office.concerns.models import Concern
from machimori_office.concerns.models import Incident as PassedOn
from machimori_office.concerns.states import State
from machimori_office.web.words import JST

POLICE, REPORTS, PATROLS = "police", "reports", "patrols"
WHOSE = (
    (POLICE, _("Incidents that the police passed on")),
    (REPORTS, _("What residents and staff reported")),
    (PATROLS, _("What patrols found (kept apart, in no count)")),
)
_REPORTED_BY = {
    REPORTS: (Concern.By.RESIDENT, Concern.By.STAFF),
    PATROLS: (Concern.By.PATROL,),
}
_KNOWN_BY: Mapping[str, KnownBy] = {REPORTS: "reported", PATROLS: "found_on_patrol"}
_OWN, _PASSED_ON = "庁内の記録", "警察から提供された発生情報"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which rows of the register are wanted.

    Parameters
    ----------
    first_on, last_on : date
        Both included.
    kinds : sequence of str
        Of the library's vocabulary; none means all.
    whose : sequence of str
        ``POLICE``, ``REPORTS``, ``PATROLS``.
    """

    first_on: date
    last_on: date
    kinds: Sequence[str] = ()
    whose: Sequence[str] = (POLICE, REPORTS, PATROLS)

    def has(self, kind: str) -> bool:
        """Whether a kind is wanted."""
        return not self.kinds or kind in self.kinds


def read_register(wanted: Wanted, blocks: Blocks, *, at: datetime) -> Taken:
    """Take rows of the register as they are now, and put them into blocks."""
    terms, city = terms_on(at), city_on(at)
    told = _told(wanted, city) if POLICE in wanted.whose else []
    reported = {
        whose: list(_reported(wanted, whose, terms, city, blocks))
        for whose in (REPORTS, PATROLS)
        if whose in wanted.whose
    }
    items = (*told, *(one for found in reported.values() for one in found))
    sources = _sources(city, terms)
    joined = join(Incidents(items, blocks, sources), blocks)
    of_whose = {POLICE: len(told)} | {w: len(found) for w, found in reported.items()}
    register = _account(joined.incidents, of_whose)
    account = {**account_of((), joined), "register": register}
    return Taken(joined.incidents, packed_list(joined.incidents), account)


def known_blocks() -> Blocks:
    """Return the boundaries of the list that was read last with some; none if none."""
    lists = IncidentList.objects.filter(account__has_blocks=True)
    newest = lists.order_by("-made_at").first()
    return Blocks() if newest is None else incidents_of(newest).blocks


def kinds_of_register(at: datetime) -> set[str]:
    """Return the kinds of incident that the register may hold."""
    told = PassedOn.objects.filter(withdrawn_at__isnull=True).order_by()
    kinds = set(told.values_list("kind", flat=True).distinct())
    return kinds | set(terms_on(at).counts_as.values())


def _told(wanted: Wanted, city: IncidentTerms) -> list[Incident]:
    standing = PassedOn.objects.filter(
        withdrawn_at__isnull=True,
        happened_on__range=(wanted.first_on, wanted.last_on),
    )
    return [
        Incident(
            id=f"police-{number}",
            kind=row.kind,
            when=When(first_on=row.happened_on, last_on=row.happened_on, hour=row.hour),
            where=_in_city(city, block_name=row.block),
            is_attempt=row.is_attempt,
            source=city.source,
        )
        for number, row in enumerate(standing.order_by("happened_on", "pk"), start=1)
        if wanted.has(row.kind)
    ]


def _reported(
    wanted: Wanted,
    whose: str,
    terms: AnalysisTerms,
    city: IncidentTerms,
    blocks: Blocks,
) -> Iterator[Incident]:
    """Yield concerns as incidents; merged ones and mischief are none."""
    numbers = count(1)
    for concern in _concerns(wanted, whose, terms):
        kind = terms.counts_as[concern.kind]
        if not wanted.has(kind):
            continue
        yield Incident(
            id=f"{whose}-{next(numbers)}",
            kind=kind,
            # Not known on which day: it counts as on no certain one.
            when=When(first_on=concern.seen_on, last_on=concern.seen_on),
            where=_in_city(city, block=_block_at(concern, blocks)),
            known_by=_KNOWN_BY[whose],
            source=_OWN,
        )


def _concerns(wanted: Wanted, whose: str, terms: AnalysisTerms) -> Iterable[Concern]:
    first = datetime.combine(wanted.first_on, time(), tzinfo=JST)
    after = datetime.combine(wanted.last_on + timedelta(1), time(), tzinfo=JST)
    on_days = Q(seen_on__range=(wanted.first_on, wanted.last_on))
    undated = Q(seen_on=None, received_at__gte=first, received_at__lt=after)
    found = Concern.objects.filter(
        on_days | undated, kind__in=list(terms.counts_as), by__in=_REPORTED_BY[whose]
    ).exclude(state__in=(State.MERGED, State.SET_ASIDE))
    return found.only("kind", "seen_on", "lon", "lat").order_by("received_at", "pk")


def _in_city(
    city: IncidentTerms, *, block_name: str = "", block: Block | None = None
) -> Where:
    return Where(
        prefecture=city.prefecture,
        municipality=city.municipality,
        municipality_code=city.municipality_code,
        block_name=block_name if block is None else block.name,
        block=None if block is None else block.id,
    )


def _block_at(concern: Concern, blocks: Blocks) -> Block | None:
    if concern.lon is None or concern.lat is None or not len(blocks):
        return None
    place = np.array([[concern.lon, concern.lat]])
    point = shapely.Point(blocks.frame.to_plane(place)[0])
    holding = (b for b in blocks if b.outline is not None and b.outline.covers(point))
    return next(holding, None)


def _sources(city: IncidentTerms, terms: AnalysisTerms) -> dict[str, Source]:
    licence = Text.same(terms.licence)
    titled = {city.source: _PASSED_ON, _OWN: _OWN}
    return {
        id_: Source(id=id_, title=title, publisher=terms.publisher.ja, licence=licence)
        for id_, title in titled.items()
    }


def _account(incidents: Incidents, of_whose: Mapping[str, int]) -> Mapping[str, object]:
    return {
        "of": dict(of_whose),
        "placeless": sum(one.where.block is None for one in incidents),
        "undated": sum(one.when.day is None for one in incidents),
    }
