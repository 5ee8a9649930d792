"""The ledger of forecasts as a list."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from machimori_office.analyses.models import SealedForecast
from machimori_office.web.listing import Listing
from machimori_office.web.tables import Column


def state_of(sealed: SealedForecast) -> str:
    """Say how far a forecast is."""
    if sealed.latest_score is not None:
        return gettext("Scored")
    today = timezone.localdate()
    if today < sealed.first_on:
        return gettext("Sealed, not begun")
    return (
        gettext("Under way")
        if today <= sealed.last_on
        else gettext("Waits to be scored")
    )


def named_of(sealed: SealedForecast) -> str:
    """Say how many of all blocks it named."""
    forecast = sealed.entry["forecast"]
    return f"{len(forecast['named'])} / {len(forecast['places'])}"


def _count(sealed: SealedForecast, name: str) -> int | None:
    score = sealed.latest_score
    return None if score is None else score.outcome["by_size"]["blocks"][name]


COLUMNS = [
    Column[SealedForecast](_("Number"), lambda s: s.number),
    Column[SealedForecast](
        _("First day"),
        lambda s: s.first_on,
        lambda s: reverse("analyses:forecast", args=[s.number]),
    ),
    Column[SealedForecast](_("Last day"), lambda s: s.last_on),
    Column[SealedForecast](_("Blocks named"), named_of),
    Column[SealedForecast](_("State"), state_of),
    Column[SealedForecast](_("Hits"), lambda s: _count(s, "caught")),
    Column[SealedForecast](_("Misses"), lambda s: _count(s, "missed")),
    Column[SealedForecast](_("Named, nothing happened"), lambda s: _count(s, "empty")),
    Column[SealedForecast](_("Sealed"), lambda s: s.sealed_at),
]


def forecasts(request: HttpRequest) -> Listing[SealedForecast]:
    """Make the list: two queries, one for the scores."""
    rows = SealedForecast.objects.prefetch_related("scores")
    return Listing(request, _("Ledger of forecasts"), rows, COLUMNS)
