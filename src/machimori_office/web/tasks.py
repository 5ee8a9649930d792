"""What somebody has to do: each duty says it, Today shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class Urgency(IntEnum):
    """When a task is due; Today sorts by it."""

    LATE = 0
    NOW = 1
    TODAY = 2
    # It is somebody else's turn; nothing can be done but to ask.
    WAITING = 3


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do: what, by whom, why, and the button that leads there.

    `due_on` orders the tasks of one urgency; those without a day come last.
    """

    title: Words
    who: Words
    why: Words
    button: Words
    url: str
    urgency: Urgency = Urgency.NOW
    due_on: date | None = None


TaskSource = Callable[[object, datetime], Iterable[Task]]
"""Takes the signed-in member of staff and the time; yields what is theirs to do."""
