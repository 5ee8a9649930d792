"""The incidents that a study looks at, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from machimori.errors import UnknownName
from machimori.incidents.collection import UNKNOWN, Incidents
from machimori.incidents.vocabulary import incident_vocabulary
from machimori.language import Text


@dataclass(frozen=True)
class Chosen:
    """Incidents that are looked at, and what was left out.

    Parameters
    ----------
    incidents : Incidents
        Reported ones, of the kinds and days asked for.
    found_on_patrol : int
        Kept apart: how many there are depends on where patrols go.
    unplaced : int
        Of the incidents, those whose block nobody knows.
    undated : int
        Left out, because they may lie outside the days asked for.
    """

    incidents: Incidents
    found_on_patrol: int
    unplaced: int
    undated: int

    @property
    def notices(self) -> list[Text]:
        """What a reader must know of them."""
        said = []
        if self.found_on_patrol:
            said.append(_ON_PATROL.format(count=self.found_on_patrol))
        if self.unplaced:
            said.append(_UNPLACED.format(count=self.unplaced))
        if self.undated:
            said.append(_UNDATED.format(count=self.undated))
        return said


def choose(
    found: Incidents,
    kinds: Sequence[str],
    *,
    first_on: date | None = None,
    last_on: date | None = None,
) -> Chosen:
    """Choose what a study looks at: what was reported, of some kinds and days.

    Parameters
    ----------
    found : Incidents
    kinds : sequence of str
        Ids or labels; all where empty.
    first_on, last_on : date, optional
        Both included.

    Returns
    -------
    Chosen

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    asked = {_kind(kind) for kind in kinds}
    of_kind = found.of_kinds(asked) if asked else found
    reported = of_kind.only(lambda one: one.known_by == "reported")
    within = reported
    if first_on or last_on:
        within = reported.between(first_on or date.min, last_on or date.max)
    undated = sum(one.when.first_on is None for one in reported)
    block = within.columns.block
    return Chosen(
        within,
        len(of_kind) - len(reported),
        int((block == UNKNOWN).sum()),
        undated if within is not reported else 0,
    )


def days_of(incidents: Incidents) -> tuple[date, date] | None:
    """Return the first and the last day on which any of them may have happened.

    Parameters
    ----------
    incidents : Incidents

    Returns
    -------
    (date, date) or None
        None where no day is known.
    """
    columns = incidents.columns
    first = columns.first_day[~np.isnat(columns.first_day)]
    last = columns.last_day[~np.isnat(columns.last_day)]
    if not len(first) or not len(last):
        return None
    return first.min().item(), last.max().item()


def _kind(written: str) -> str:
    words = incident_vocabulary()
    kind = words.kind_of(written)
    if kind is None:
        labels = [known.label.ja for known in words.kinds.values()]
        raise UnknownName(_A_KIND, written, [*labels, *words.kinds])
    return kind


_A_KIND = Text(ja="種別", en="kind")
_ON_PATROL = Text(
    ja="巡回中に見つけた{count}件は別に扱い、ここでは数えていません"
    "（巡回した所ほど見つかるため）。",
    en="{count} found on patrols are kept apart and not counted: they are found where "
    "patrols go.",
)
_UNPLACED = Text(
    ja="町丁目が分からない{count}件は、場所ごとの数に入っていません。",
    en="{count} whose block is unknown are in no block's count.",
)
_UNDATED = Text(
    ja="日付が分からない{count}件は、期間に入るか決められないので除きました。",
    en="{count} whose day is unknown are left out: nobody knows whether they fall into "
    "the period.",
)
