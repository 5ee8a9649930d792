"""The ledger of forecasts: sealing, proving that nobody touched it, and scoring."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from machimori.formats.forecast_ledger import entry_of
from machimori.hotspots import (
    Accuracy,
    Entry,
    Forecast,
    Outcome,
    entry_document,
    is_due,
    is_intact,
    outcome_of,
    seal,
)
from machimori_office.analyses.errors import NothingToCompare
from machimori_office.analyses.models import (
    Analysis,
    ForecastScore,
    IncidentList,
    SealedForecast,
)
from machimori_office.analyses.reading import incidents_of
from machimori_office.audit import services as audit
from machimori_office.audit.models import Entry as AuditEntry
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

SEALED = "analyses.forecast_sealed"
KIND = "forecast"


@dataclass(frozen=True)
class Proof:
    """Whether the ledger is as it was sealed.

    Parameters
    ----------
    broken : tuple of int
        Numbers of entries that were changed, follow a changed one, or were never
        sealed by the office.
    missing : tuple of str
        SHA-256 of entries that the audit knows and the ledger has no more.
    """

    broken: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nobody touched it."""
        return not self.broken and not self.missing


@transaction.atomic
def seal_once(analysis: Analysis, forecast: Forecast, *, at: datetime) -> Entry:
    """Seal a forecast; what an analysis has sealed before stays as it is.

    Raises
    ------
    NotItsTime
        The days forecast have begun.
    """
    _one_at_a_time()
    before = SealedForecast.objects.filter(analysis=analysis).first()
    if before is not None:
        return entry_of(before.entry)
    # By Japan's clock: by UTC's, the first nine hours of the day would be before it.
    entry = seal(forecast, entries(), now=at.astimezone(JST))
    SealedForecast.objects.create(
        number=entry.number,
        analysis=analysis,
        first_on=forecast.first_on,
        last_on=forecast.last_on,
        entry=entry_document(entry),
        sha256=entry.sha256,
        sealed_at=entry.sealed_at,
    )
    _note(entry.sha256, SEALED, analysis.asked_by, "sealed before its time", at)
    return entry


def entries() -> tuple[Entry, ...]:
    """Return the ledger as it stands in the database, the first entry first."""
    rows = SealedForecast.objects.order_by("number").values_list("entry", flat=True)
    return tuple(entry_of(row) for row in rows)


def prove() -> Proof:
    """Hold the ledger against itself and against the audit.

    The chain of hashes tells what was changed; that its last entries are gone, or that
    all were written anew, only the audit can tell, whose own page proves it.
    """
    ledger = entries()
    sealed = AuditEntry.objects.filter(action=SEALED, object_kind=KIND)
    known = set(sealed.values_list("object_id", flat=True))
    broken = tuple(
        entry.number
        for entry, holds in zip(ledger, is_intact(ledger), strict=True)
        if not holds or entry.sha256 not in known
    )
    missing = known - {entry.sha256 for entry in ledger}
    return Proof(broken, tuple(sorted(missing)))


def due(at: datetime) -> QuerySet[SealedForecast]:
    """Return the forecasts whose days are over and that nobody has scored."""
    today = at.astimezone(JST).date()
    return SealedForecast.objects.filter(last_on__lt=today, scores=None)


@transaction.atomic
def score(
    sealed: SealedForecast,
    *,
    incidents: IncidentList,
    actor: str,
    reason: str,
    at: datetime,
) -> ForecastScore:
    """Hold a forecast against a list that somebody says is complete for its days.

    A later list may correct an earlier one; all scores stay.

    Raises
    ------
    NotNow
        Its days are not over, or the list was read before they were.
    NothingToCompare
        The list's boundaries have none of the blocks forecast.
    """
    forecast = entry_of(sealed.entry).forecast
    read_at = incidents.made_at.astimezone(JST)
    if not (is_due(forecast, now=at.astimezone(JST)) and is_due(forecast, now=read_at)):
        raise NotNow
    outcome = outcome_of(
        forecast, incidents_of(incidents), complete_until=forecast.last_on
    )
    if not outcome.by_size:
        raise NothingToCompare
    made = ForecastScore.objects.create(
        forecast=sealed,
        incidents=incidents,
        outcome=asdict(outcome),
        scored_by=actor,
        scored_at=at,
    )
    _note(sealed.sha256, "analyses.forecast_scored", actor, reason, at)
    return made


def outcome_in(score: ForecastScore) -> Outcome:
    """Return what was kept of an outcome."""
    by_size = {by: Accuracy(**found) for by, found in score.outcome["by_size"].items()}
    return Outcome(by_size, score.outcome["lost"])


def _one_at_a_time() -> None:
    """Let nobody else seal meanwhile: two entries would follow the same one."""
    rows = Analysis.objects.select_for_update().filter(kind=Analysis.Kind.FORECAST)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _note(sha256: str, action: str, actor: str, reason: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind=KIND,
        object_id=sha256,
        reason=reason,
        at=at,
    )
