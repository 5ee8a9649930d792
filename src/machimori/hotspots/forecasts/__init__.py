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

__all__ = [
    "BEGINNING",
    "Accuracy",
    "Entry",
    "Forecast",
    "accuracy",
    "entry_document",
    "is_due",
    "is_intact",
    "name_highest",
    "recent_counts",
    "require_due",
    "seal",
]
