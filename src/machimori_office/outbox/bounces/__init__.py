"""What comes back: bounces, complaints and automatic answers, told apart."""

from __future__ import annotations

from machimori_office.outbox.bounces.classify import classify
from machimori_office.outbox.bounces.report import BounceReport, Kind, Outcome, Rule

__all__ = ["BounceReport", "Kind", "Outcome", "Rule", "classify"]
