"""The fact sheet of an incident that the police passed on."""

from __future__ import annotations

from datetime import datetime, time

from machimori.incidents import incident_vocabulary
from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.police_mail import PoliceRule
from machimori_office.concerns.models import Incident
from machimori_office.places.models import District
from machimori_office.rules.services import rule
from machimori_office.web.words import JST, UNWRITTEN, Words


def sheet_of_incident(incident: Incident, *, at: datetime) -> FactSheet:
    """Return a sheet with what is known; the writer adds what to do."""
    police = rule(PoliceRule, on=at.astimezone(JST).date())
    kind = incident_vocabulary().kinds[incident.kind].label
    tried = Words("（未遂）", en=" (attempt)") if incident.is_attempt else UNWRITTEN
    named = District.objects.filter(code=incident.district).first()
    return FactSheet(
        category=police.kind_of(kind.ja),
        areas=frozenset({named.code}) if named else frozenset(),
        what=Words(ja=kind.ja + tried.ja, en=kind.en + tried.en),
        where=Words(ja=incident.block, en=named.name_en if named else ""),
        source=Words(ja=incident.source),
        happened_at=_instant(incident),
        is_about=True,
        written_at=at,
    )


def _instant(incident: Incident) -> datetime | None:
    """Return the instant; none where only the day is known: midnight would be said."""
    if incident.hour is None:
        return None
    return datetime.combine(incident.happened_on, time(incident.hour), JST)
