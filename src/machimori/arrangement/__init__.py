"""How things lie to each other: zones, enclosure, ways through, benches, toilets."""

from machimori.arrangement.enclosure import cover_share, enclosed_share, ground_under
from machimori.arrangement.passage import ShortCut, short_cut
from machimori.arrangement.toilets import (
    ToiletEntrance,
    least_gap_m,
    setback_difference_m,
)
from machimori.arrangement.ways import beyond, farthest_distance_m
from machimori.arrangement.zoning import (
    angle_to_zone_deg,
    nearest_distance_m,
    overlap_m2,
    share_inside,
)

__all__ = [
    "ShortCut",
    "ToiletEntrance",
    "angle_to_zone_deg",
    "beyond",
    "cover_share",
    "enclosed_share",
    "farthest_distance_m",
    "ground_under",
    "least_gap_m",
    "nearest_distance_m",
    "overlap_m2",
    "setback_difference_m",
    "share_inside",
    "short_cut",
]
