"""What each kind of analysis computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from machimori_office.analyses.models import Analysis
from machimori_office.analyses.studies.counts import counts
from machimori_office.analyses.studies.effect import effect
from machimori_office.analyses.studies.forecast import forecast
from machimori_office.analyses.studies.hot_blocks import hot_blocks
from machimori_office.analyses.studies.made import Found, Tell
from machimori_office.analyses.studies.times import times
from machimori_office.analyses.studies.watching import safety_map, watch_gap_of

__all__ = ["Found", "Tell", "compute"]


def compute(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Compute an analysis.

    Raises
    ------
    MachimoriError
        What was given cannot be used, or may not be published.
    """
    return _STUDIES[Analysis.Kind(analysis.kind)](analysis, tell, at)


_STUDIES: Mapping[Analysis.Kind, Callable[[Analysis, Tell, datetime], Found]] = {
    Analysis.Kind.HOT_BLOCKS: hot_blocks,
    Analysis.Kind.COUNTS: counts,
    Analysis.Kind.SAFETY_MAP: safety_map,
    Analysis.Kind.WATCH_GAP: watch_gap_of,
    Analysis.Kind.EFFECT: effect,
    Analysis.Kind.FORECAST: forecast,
    Analysis.Kind.TIMES: times,
}
