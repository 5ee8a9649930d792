"""Incidents as the list that `machimori incidents import` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from machimori.incidents import incident_vocabulary
from machimori_office.concerns.incidents.terms import IncidentTerms
from machimori_office.concerns.models import Incident
from machimori_office.web.tables import disarmed

HEADINGS = (
    "手口",
    "市区町村コード",
    "都道府県",
    "市区町村",
    "町丁目",
    "発生年月日",
    "発生時",
    "既遂未遂",
)


def as_csv(incidents: Iterable[Incident], terms: IncidentTerms) -> bytes:
    """Write incidents as a list, in UTF-8 that Excel opens too."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADINGS)
    writer.writerows(_row(incident, terms) for incident in incidents)
    return target.getvalue().encode("utf-8-sig")


def _row(incident: Incident, terms: IncidentTerms) -> list[str]:
    return [
        incident_vocabulary().kinds[incident.kind].label.ja,
        terms.municipality_code,
        terms.prefecture,
        terms.municipality,
        disarmed(incident.block),
        incident.happened_on.isoformat(),
        "不明" if incident.hour is None else str(incident.hour),
        "未遂" if incident.is_attempt else "既遂",
    ]
