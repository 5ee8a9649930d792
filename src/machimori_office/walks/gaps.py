"""What reopens where a roster has nobody: its open watches beside the watch gap."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import numpy as np

from machimori.formats.patrols import GapNear, read_gap
from machimori.watch import Assumptions
from machimori_office.analyses.models import Analysis
from machimori_office.patrols import balance
from machimori_office.patrols.models import Roster, School
from machimori_office.walks.planning import GAP, product_of


@dataclass(frozen=True)
class Opening:
    """One place and its hours, and the watches that nobody stands then.

    Parameters
    ----------
    number : int
        From 1, in the order of the first day.
    school : School
    begins, ends : time
    gaps : sequence of Gap
    unseen_child_m : float or None
        Way that children walk unseen on one such day if nobody comes; None where no
        post or no watch gap is known. [child m]
    """

    number: int
    school: School
    begins: time
    ends: time
    gaps: Sequence[balance.Gap]
    unseen_child_m: float | None

    @property
    def hours(self) -> tuple[float, float]:
        """From when to when [hour]."""
        return _hours(self.begins), _hours(self.ends)

    @property
    def posts(self) -> list[tuple[float, float]]:
        """Where members would stand: (lon, lat) [deg]."""
        return [(one["lon"], one["lat"]) for one in self.school.posts]


def newest_gap() -> Analysis | None:
    """Return the study of the watch gap that was computed last."""
    done = Analysis.objects.defer("material").filter(
        kind=Analysis.Kind.WATCH_GAP, state=Analysis.State.DONE
    )
    return done.order_by("-finished_at").first()


def openings(roster: Roster, study: Analysis | None) -> list[Opening]:
    """Gather what is open by place and hours."""
    found: dict[tuple[int, time, time], list[balance.Gap]] = {}
    for gap in balance.of(roster).gaps:
        shift = gap.shift
        found.setdefault((shift.school_id, shift.begins, shift.ends), []).append(gap)
    near = None if study is None else gap_of(study.pk)
    return [
        Opening(
            number=number,
            school=gaps[0].shift.school,
            begins=begins,
            ends=ends,
            gaps=gaps,
            unseen_child_m=_unseen(near, gaps[0].shift.school, begins, ends),
        )
        for number, ((_, begins, ends), gaps) in enumerate(found.items(), 1)
    ]


@lru_cache(maxsize=2)
def gap_of(pk: UUID) -> GapNear:
    """Return the watch gap of a study, which never changes once it is computed."""
    content = product_of(Analysis.objects.defer("material").get(pk=pk), GAP)
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        path = Path(folder) / GAP
        path.write_bytes(content)
        return read_gap(path)


def _unseen(
    near: GapNear | None, school: School, begins: time, ends: time
) -> float | None:
    """Reckon as the library's roster does."""
    if near is None or not school.posts:
        return None
    ours = Assumptions()
    spots = np.array([(one["lon"], one["lat"]) for one in school.posts])
    unseen = near.unseen_child_m(
        spots, _hours(begins), _hours(ends), reach_m=ours["reach-post"]
    )
    return unseen * ours["chance-post"]


def _hours(at: time) -> float:
    return at.hour + at.minute / 60
