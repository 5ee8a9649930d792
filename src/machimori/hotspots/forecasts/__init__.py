"""Forecasts of places: named, sealed, and held against what happened."""

from machimori.hotspots.forecasts.accuracy import Accuracy, accuracy
from machimori.hotspots.forecasts.ledger import (
    BEGINNING,
    Entry,
    Forecast,
    entry_document,
    is_due,
    is_intact,
    require_due,
    seal,
)
from machimori.hotspots.forecasts.naming import name_highest, recent_counts
from machimori.hotspots.forecasts.of_blocks import (
    Outcome,
    forecast_blocks,
    outcome_of,
)

__all__ = [
    "BEGINNING",
    "Accuracy",
    "Entry",
    "Forecast",
    "Outcome",
    "accuracy",
    "entry_document",
    "forecast_blocks",
    "is_due",
    "is_intact",
    "name_highest",
    "outcome_of",
    "recent_counts",
    "require_due",
    "seal",
]
