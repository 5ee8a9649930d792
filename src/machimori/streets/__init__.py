"""One graph of streets for everything that walks, drives or is counted along them."""

from machimori.streets.cutting import Cut, cut_evenly
from machimori.streets.graph import StreetGraph, parts_of
from machimori.streets.laying import LayingSettings, lay_streets
from machimori.streets.links import Links
from machimori.streets.positions import Positions, nearest_positions, positions_at
from machimori.streets.routes import Route, route_between, route_of
from machimori.streets.street import Street, StreetFacts
from machimori.streets.trees import WalkingTree, tree_from
from machimori.streets.walking import (
    WALKING_M_PER_S,
    distance_to_nearest_m,
    node_distances_m,
    walking_distances_m,
)

__all__ = [
    "WALKING_M_PER_S",
    "Cut",
    "LayingSettings",
    "Links",
    "Positions",
    "Route",
    "Street",
    "StreetFacts",
    "StreetGraph",
    "WalkingTree",
    "cut_evenly",
    "distance_to_nearest_m",
    "lay_streets",
    "nearest_positions",
    "node_distances_m",
    "parts_of",
    "positions_at",
    "route_between",
    "route_of",
    "tree_from",
    "walking_distances_m",
]
