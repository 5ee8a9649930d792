"""When things happen, and whether they come again soon and near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from machimori.hotspots import (
    HOURS_OF_DAY,
    HOURS_OF_WEEK,
    NearRepeat,
    Profile,
    block_near_repeat,
    neighbours_of,
    profile,
    spans_h,
)
from machimori.incidents import UNKNOWN, Incidents
from machimori.language import Text
from machimori.reports.hotspots.sheet import CHANCE, Sheet, SheetTable

DAY_EDGES = (0.0, 2.0, 8.0, 15.0, 29.0, float("inf"))
"""The same day and the next, a week, two, four, and all later. [d]"""

_SAME_AND_BESIDE = (
    Text(ja="同じ町丁目", en="same block"),
    Text(ja="隣の町丁目", en="adjacent block"),
)
_DAYS = (
    Text(ja="月", en="Mon"),
    Text(ja="火", en="Tue"),
    Text(ja="水", en="Wed"),
    Text(ja="木", en="Thu"),
    Text(ja="金", en="Fri"),
    Text(ja="土", en="Sat"),
    Text(ja="日", en="Sun"),
)


def profile_sheet(incidents: Incidents, *, notices: Sequence[Text] = ()) -> Sheet:
    """Study incidents by hour of the day and day of the week.

    Parameters
    ----------
    incidents : Incidents
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    begin_h, end_h = spans_h(incidents)
    hours = profile(begin_h, end_h, period_h=HOURS_OF_DAY, bin_h=1.0)
    days = profile(begin_h, end_h, period_h=HOURS_OF_WEEK, bin_h=24.0)
    hour_labels = [Text(ja=f"{h}時台", en=f"{h}:00–{h}:59") for h in range(24)]
    return Sheet(
        title=Text(ja="時刻と曜日", en="Hours and days"),
        facts=[
            (Text(ja="事案", en="Incidents"), Text.same(f"{len(incidents):,}")),
            (
                Text(ja="時刻が分からない", en="Hour unknown"),
                _of(hours.unknown, len(incidents)),
            ),
            (
                Text(ja="曜日が分からない", en="Day unknown"),
                _of(days.unknown, len(incidents)),
            ),
        ],
        notices=[_UNKNOWN_HOURS, *notices],
        tables=[
            _table("hours", Text(ja="時刻", en="Hour"), hour_labels, hours),
            _table("days", Text(ja="曜日", en="Day"), list(_DAYS), days),
        ],
        says={"unknown_hour": hours.unknown, "unknown_day": days.unknown},
    )


def _of(count: int, whole: int) -> Text:
    return Text.same(f"{count:,} ({count / max(whole, 1):.1%})")


def _table(
    name: str, title: Text, labels: Sequence[Text], found: Profile
) -> SheetTable:
    known = found.expected.sum()
    rows = [
        {
            "part": label,
            "expected": float(found.expected[n]),
            "share": float(found.expected[n] / known) if known else None,
            "at_least": int(found.at_least[n]),
            "at_most": int(found.at_most[n]),
        }
        for n, label in enumerate(labels)
    ]
    return SheetTable(
        name=name,
        title=title,
        headings={
            "part": title,
            "expected": Text(ja="件数（見込み）", en="expected"),
            "share": Text(ja="割合", en="share"),
            "at_least": Text(ja="確かに", en="at least"),
            "at_most": Text(ja="多くて", en="at most"),
        },
        rows=rows,
        shows=lambda row: bool(known),
        formats={
            "expected": ",.1f",
            "share": ".1%",
            "at_least": ",d",
            "at_most": ",d",
        },
    )


def block_near_repeat_sheet(
    incidents: Incidents,
    permutations: int,
    *,
    seed: int,
    notices: Sequence[Text] = (),
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Sheet:
    """Study whether incidents of a block and its neighbours follow one another soon.

    Parameters
    ----------
    incidents : Incidents
        Those without a block or a day are left out.
    permutations : int
        How many times the days are exchanged.
    seed : int
        The same gives the same result.
    notices : sequence of Text
    tell : callable, optional
        Is told how far it is.

    Returns
    -------
    Sheet
    """
    columns = incidents.columns
    known = (columns.block != UNKNOWN) & ~np.isnat(columns.day)
    near, _ = neighbours_of(incidents.blocks)
    found = block_near_repeat(
        columns.block[known],
        columns.day[known].astype(np.int64),
        near,
        day_edges=DAY_EDGES,
        permutations=permutations,
        rng=np.random.default_rng(seed),
        tell=tell,
    )
    return near_repeat_sheet(
        found, _SAME_AND_BESIDE, DAY_EDGES, count=int(known.sum()), notices=notices
    )


def near_repeat_sheet(
    found: NearRepeat,
    row_labels: Sequence[Text],
    day_edges: Sequence[float],
    *,
    count: int,
    notices: Sequence[Text] = (),
) -> Sheet:
    """Word a table of near repeats.

    Parameters
    ----------
    found : NearRepeat
    row_labels : sequence of Text
        Of the classes of distance.
    day_edges : sequence of float
        That it was made with. [d]
    count : int
        Incidents that were looked at.
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    columns = [_days(*edges) for edges in pairwise(day_edges)]
    rows = [
        {
            "distance": row_labels[i],
            "time": columns[j],
            "observed": int(found.observed[i, j]),
            "expected": float(found.expected[i, j]),
            "ratio": float(found.ratio[i, j]),
            "p": float(found.p[i, j]),
        }
        for i in range(len(row_labels))
        for j in range(len(columns))
    ]
    return Sheet(
        title=Text(ja="近接反復（続けて起きるか）", en="Near repeat"),
        facts=[(Text(ja="事案", en="Incidents"), Text.same(f"{count:,}"))],
        notices=[_NEAR_REPEAT.format(permutations=found.permutations), *notices],
        tables=[
            SheetTable(
                name="pairs",
                title=Text(
                    ja="近さと日の隔たりごとの組の数", en="Pairs by nearness and days"
                ),
                headings=_PAIR_HEADINGS,
                rows=rows,
                formats={"observed": ",d", "expected": ",.1f", "p": CHANCE},
            )
        ],
        says={"permutations": found.permutations, "incidents": count},
    )


def _days(first: float, end: float) -> Text:
    last = int(np.ceil(end)) - 1 if np.isfinite(end) else None
    if last is None:
        return Text(ja=f"{first:g}日以上", en=f"{first:g} days and more")
    if last <= first:
        return Text(ja=f"{first:g}日", en=f"{first:g} days")
    return Text(ja=f"{first:g}〜{last}日", en=f"{first:g}–{last} days")


_PAIR_HEADINGS = {
    "distance": Text(ja="近さ", en="nearness"),
    "time": Text(ja="隔たり", en="time apart"),
    "observed": Text(ja="組", en="pairs"),
    "expected": Text(ja="偶然なら", en="by chance"),
    "ratio": Text(ja="比", en="ratio"),
    "p": Text.same("p"),
}
_UNKNOWN_HOURS = Text(
    ja="時刻に幅があるものは、その幅に均等に分けました。いつとも言えないものは"
    "どこにも入れず、数だけ示します。確かに・多くては、その時間に起きたと言い切れる数と、"
    "起きたかもしれない数です。",
    en="An incident known to lie within a span is shared out evenly over it. One that "
    "may have been at any time is in no row: its number is stated. At least and at "
    "most are those that certainly were, and that may have been, in that time.",
)
_NEAR_REPEAT = Text(
    ja="偶然は、同じ事案の日を入れ替えた{permutations}通りの平均です。pは、それで"
    "これ以上の組になる見込みです。原因が何かは言えません。",
    en="Chance is the mean of {permutations} exchanges of the same incidents' days; p "
    "how often these give as many pairs or more. It says nothing of causes.",
)
