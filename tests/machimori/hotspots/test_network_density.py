"""Density along streets: closed forms on a star, sums on a grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from machimori.geometry import PlaneFrame
from machimori.hotspots import network_density
from machimori.streets import (
    Cut,
    LayingSettings,
    Street,
    StreetFacts,
    StreetGraph,
    cut_evenly,
    lay_streets,
    nearest_positions,
)

Line = Sequence[tuple[float, float]]
SPLITTING = ("equal-split", "equal-split-continuous")


def laid(*lines: Line) -> StreetGraph:
    streets = [
        Street(id=str(n), vertices=np.array(line, dtype=float), facts=StreetFacts())
        for n, line in enumerate(lines)
    ]
    return lay_streets(streets, PlaneFrame(None))


def star(arms: int) -> StreetGraph:
    turns = 2 * np.pi * np.arange(arms) / arms
    return laid(*([(0, 0), (300 * np.cos(a), 300 * np.sin(a))] for a in turns))


def grid(side: int) -> StreetGraph:
    ticks = np.cumsum(np.random.default_rng(1).uniform(60, 140, side))
    level = [[(ticks[0], y), (ticks[-1], y)] for y in ticks]
    upright = [[(x, ticks[0]), (x, ticks[-1])] for x in ticks]
    streets = [
        Street(id=str(n), vertices=np.array(line), facts=StreetFacts())
        for n, line in enumerate(level + upright)
    ]
    return lay_streets(streets, PlaneFrame(None), LayingSettings(joins_crossings=True))


def total(density: np.ndarray, cut: Cut) -> float:
    return float((density * (cut.to_m - cut.from_m)).sum())


def quartic(away: np.ndarray | float, bandwidth: float) -> np.ndarray:
    inside = np.maximum(1 - (np.asarray(away) / bandwidth) ** 2, 0)
    return 0.9375 / bandwidth * inside**2


def test_at_a_crossing_each_estimator_has_its_closed_form() -> None:
    graph = star(4)
    cut = cut_evenly(graph, 1.0)
    event = nearest_positions(graph, np.array([(50.0, 0.0)]))
    own = slice(cut.first[0], cut.first[1])
    beside = slice(cut.first[1], cut.first[2])
    way = cut.middle_m[own]
    direct, across = quartic(abs(way - 50), 100), quartic(way + 50, 100)
    found = {
        name: network_density(graph, cut, event, bandwidth_m=100, estimator=name)
        for name in ("simple", *SPLITTING)
    }
    np.testing.assert_allclose(found["simple"][own], direct)
    np.testing.assert_allclose(found["simple"][beside], across)
    np.testing.assert_allclose(found["equal-split"][own], direct)
    np.testing.assert_allclose(found["equal-split"][beside], across / 3)
    # Half of it turns back and takes from where it came.
    np.testing.assert_allclose(
        found["equal-split-continuous"][own], direct - across / 2
    )
    np.testing.assert_allclose(found["equal-split-continuous"][beside], across / 2)


@pytest.mark.parametrize("estimator", SPLITTING)
def test_an_event_counts_once_whatever_streets_meet(estimator: str) -> None:
    graph = grid(8)
    cut = cut_evenly(graph, 2.0)
    spots = np.random.default_rng(2).uniform(250, 500, (40, 2))
    events = nearest_positions(graph, spots)
    density = network_density(graph, cut, events, bandwidth_m=200, estimator=estimator)
    assert total(density, cut) == pytest.approx(40, rel=2e-3)


def test_nothing_is_lost_in_a_dead_end_by_the_continuous_one() -> None:
    graph = laid([(0, 0), (60, 0)])
    cut = cut_evenly(graph, 0.5)
    event = nearest_positions(graph, np.array([(20.0, 0.0)]))
    found = {
        name: total(
            network_density(graph, cut, event, bandwidth_m=100, estimator=name), cut
        )
        for name in SPLITTING
    }
    assert found["equal-split-continuous"] == pytest.approx(1.0, abs=2e-3)
    assert found["equal-split"] < 0.75


def test_the_continuous_one_does_not_jump_at_junctions() -> None:
    graph = star(5)
    cut = cut_evenly(graph, 0.5)
    event = nearest_positions(graph, np.array([(40.0, 0.0)]))
    density = network_density(graph, cut, event, bandwidth_m=150)
    at_junction = density[cut.first[:-1]]
    np.testing.assert_allclose(at_junction, at_junction[0], rtol=0.05)


def test_events_on_no_street_are_left_out_and_weights_count() -> None:
    graph = laid([(0, 0), (400, 0)])
    cut = cut_evenly(graph, 1.0)
    spots = np.array([(200.0, 3.0), (200.0, 90.0)])
    events = nearest_positions(graph, spots, within_m=50)
    density = network_density(
        graph, cut, events, bandwidth_m=50, weights=np.array([2.5, 1.0])
    )
    assert total(density, cut) == pytest.approx(2.5, rel=1e-3)


def test_a_loop_is_walked_both_ways() -> None:
    graph = laid([(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)], [(0, 0), (-300, 0)])
    cut = cut_evenly(graph, 1.0)
    event = nearest_positions(graph, np.array([(-20.0, 0.0)]))
    density = network_density(
        graph, cut, event, bandwidth_m=90, estimator="equal-split"
    )
    loop = int(np.argmin(abs(graph.length_m - 200)))
    around = density[cut.first[loop] : cut.first[loop + 1]]
    np.testing.assert_allclose(around, around[::-1], atol=1e-12)
    assert total(density, cut) == pytest.approx(1.0, rel=1e-3)


def test_shortest_ways_are_those_of_networkx() -> None:
    networkx = pytest.importorskip("networkx", reason="needs networkx (extra: bench)")
    graph = grid(7)
    cut = cut_evenly(graph, 10.0)
    spots = np.random.default_rng(3).uniform(80, 600, (25, 2))
    events = nearest_positions(graph, spots)
    streets = networkx.Graph()
    for s in range(len(graph)):
        streets.add_edge(graph.starts[s], graph.ends[s], weight=graph.length_m[s])
    truth = np.zeros(len(cut.segment))
    for s, along in zip(events.segment, events.along_m, strict=True):
        ends = ((graph.starts[s], along), (graph.ends[s], graph.length_m[s] - along))
        away = {
            end: networkx.single_source_dijkstra_path_length(streets, end)
            for end, _ in ends
        }
        node = np.array(
            [min(away[e][n] + d for e, d in ends) for n in range(len(graph.nodes))]
        )
        way = np.minimum(
            node[graph.starts[cut.segment]] + cut.middle_m,
            node[graph.ends[cut.segment]] + graph.length_m[cut.segment] - cut.middle_m,
        )
        own = cut.segment == s
        way[own] = np.minimum(way[own], abs(cut.middle_m[own] - along))
        truth += quartic(way, 200.0)
    found = network_density(graph, cut, events, bandwidth_m=200, estimator="simple")
    np.testing.assert_allclose(found, truth, atol=1e-12)
