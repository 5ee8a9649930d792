"""What became of one mail that was handed to a server, or was to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["Fate", "Outcome"]


class Fate(Enum):
    """What is known of it."""

    ACCEPTED = auto()
    # For now: it is tried again later.
    PUT_OFF = auto()
    # For good.
    REFUSED = auto()
    # The line died after the text and before the answer: perhaps it was accepted.
    UNCLEAR = auto()
    # We did not want to send it.
    SKIPPED = auto()


@dataclass(frozen=True)
class Outcome:
    """One mail's.

    Parameters
    ----------
    delivery : int
        The number of its row.
    fate : Fate
    answer : str
        What the server said, with its name before it.
    """

    delivery: int
    fate: Fate
    answer: str = ""
