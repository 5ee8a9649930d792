"""What somebody has to do: each duty says it, Today shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class Urgency(IntEnum):
    """When a task is due; Today sorts by it."""

    LATE = 0
    NOW = 1
    TODAY = 2


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do: what, by whom, why, and the button that leads there."""

    title: Words
    who: Words
    why: Words
    button: Words
    url: str
    urgency: Urgency = Urgency.NOW


TaskSource = Callable[[object, datetime], Iterable[Task]]
"""Takes the signed-in member of staff and the time; yields what is theirs to do."""
