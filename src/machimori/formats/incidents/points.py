"""Coordinates that are no places: the middle of a block, given for all of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from machimori.incidents import Incident
from machimori.language import Text

SHARE_OF_MIDDLES = 0.9
"""Where so many of the blocks that happen again have one point, it is their middle."""

FEWEST_BLOCKS = 3

FEWEST_TOGETHER = 20
"""So many incidents on one point are worth a word."""


def without_middles(
    incidents: Sequence[Incident],
) -> tuple[tuple[Incident, ...], tuple[Text, ...]]:
    """Take away coordinates that stand for blocks.

    A geocoder puts all incidents of a block on one point. Kept as points they would be
    false hot spots, exact to the centimetre.

    Parameters
    ----------
    incidents : sequence of Incident
        Of one file.

    Returns
    -------
    incidents : tuple of Incident
        Without coordinates where these are the blocks' middles.
    notes : tuple of Text
        What was found out about the coordinates.
    """
    if _are_middles(incidents):
        bare = [
            replace(i, where=replace(i.where, lon=None, lat=None)) for i in incidents
        ]
        return tuple(bare), (_MIDDLES,)
    return tuple(incidents), _coincidences(incidents)


def _are_middles(incidents: Sequence[Incident]) -> bool:
    points: dict[tuple[str, str], list[tuple[float | None, float | None]]]
    points = defaultdict(list)
    for where in (incident.where for incident in incidents):
        if where.block_name and where.lon is not None:
            points[where.municipality, where.block_name].append((where.lon, where.lat))
    again = [found for found in points.values() if len(found) > 1]
    single = sum(len(set(found)) == 1 for found in again)
    return len(again) >= FEWEST_BLOCKS and single >= SHARE_OF_MIDDLES * len(again)


def _coincidences(incidents: Sequence[Incident]) -> tuple[Text, ...]:
    points = Counter(
        (i.where.lon, i.where.lat) for i in incidents if i.where.lon is not None
    )
    crowded = [count for count in points.values() if count >= FEWEST_TOGETHER]
    if not crowded:
        return ()
    return (_CROWDED.format(points=len(crowded), incidents=sum(crowded)),)


_MIDDLES = Text(
    ja="座標は町丁目の代表点です（同じ町丁目の事案がすべて同じ点にあります）。"
    "起きた場所ではないので、座標は使わず町丁目として読みました。",
    en="The coordinates are the middles of blocks (all incidents of a block lie on one "
    "point). Nothing happened there: they were left away, and the blocks kept.",
)
_CROWDED = Text(
    ja="{incidents}件が{points}個の点に重なっています。建物や駅の代表点かもしれません。",
    en="{incidents} incidents lie on {points} points, perhaps the middles of stations "
    "or buildings.",
)
