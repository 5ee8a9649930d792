"""By when a task should be done by the city's rule; a clerk may say otherwise."""

from __future__ import annotations

from datetime import date, timedelta

from machimori_office.inspections.models import Task
from machimori_office.inspections.rounds.fixtures import terms


def due_by(origin: Task.Origin, today: date) -> date:
    """Return the usual day for a task that is opened today."""
    rule = terms(today)
    is_concern = origin == Task.Origin.CONCERN
    days = rule.concern_days if is_concern else rule.finding_days
    return today + timedelta(days=days)


def warned_until(today: date) -> date:
    """Return the last day of which Today says that it comes soon."""
    return today + timedelta(days=terms(today).warned_days)
