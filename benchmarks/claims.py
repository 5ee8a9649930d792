"""A claim of speed: what is measured, beside whom, and when it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measurement.

    Parameters
    ----------
    work : str
        What was done.
    ours_s : float
        What it took us. [s]
    peer : str
        With its version; empty where there is none.
    peer_s : float or None
        What the same work took it. [s]
    at_least_ratio, at_most_s : float or None
        The goal: how many times as fast, and how long.
    accuracy : str
        How far the results of the same run are from the peer's or from the truth.
    is_accurate : bool
        Whether that is within what was promised; no speed counts without it.
    """

    work: str
    ours_s: float
    peer: str = ""
    peer_s: float | None = None
    at_least_ratio: float | None = None
    at_most_s: float | None = None
    accuracy: str = ""
    is_accurate: bool = True

    @property
    def ratio(self) -> float | None:
        """How many times as fast as the peer."""
        return None if self.peer_s is None else self.peer_s / self.ours_s

    @property
    def has_goal(self) -> bool:
        return self.at_least_ratio is not None or self.at_most_s is not None

    @property
    def is_met(self) -> bool:
        enough = self.at_least_ratio is None or (self.ratio or 0) >= self.at_least_ratio
        soon = self.at_most_s is None or self.ours_s <= self.at_most_s
        return self.is_accurate and enough and soon


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One file of this folder.

    Parameters
    ----------
    name : str
        The word for it on the command line, and the name of its results.
    title : str
        What it is about.
    scene : str
        On what it is measured, and how, in a sentence or two.
    peers : sequence of str
        Distributions whose versions the results state.
    run : function
        Measures; takes nothing and yields the rows.
    """

    name: str
    title: str
    scene: str
    peers: Sequence[str]
    run: Callable[[], Iterable[Row]]
