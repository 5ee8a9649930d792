"""Density along streets, beside networkx."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import Claim, Row
from benchmarks.timing import ONE_THREAD, best_s
from machimori.geometry import PlaneFrame
from machimori.hotspots import network_density
from machimori.hotspots.network_density import Estimator
from machimori.streets import (
    Cut,
    Positions,
    Street,
    StreetGraph,
    cut_evenly,
    lay_streets,
    nearest_positions,
)

Floats = NDArray[np.float64]

SIDE = 95
EVENTS = 20_000
EVENTS_OF_PEER = 200
BANDWIDTH_M = 300.0
PIECE_M = 10.0
AGREEMENT = 1e-9


def run() -> Iterator[Row]:
    """An event by the shortest ways, beside networkx; then the others."""
    graph, cut, events = _scene()
    few = events[:EVENTS_OF_PEER]
    streets = _networkx(graph)
    peer_s = best_s(
        lambda: _by_networkx(streets, graph, cut, few), repeats=2, clock=ONE_THREAD
    )
    truth = _by_networkx(streets, graph, cut, few)
    ours = network_density(graph, cut, few, bandwidth_m=BANDWIDTH_M, estimator="simple")
    error = np.abs(ours - truth).max() / truth.max()
    yield Row(
        work="an event, shortest ways, 1 thread",
        ours_s=_ours_s(graph, cut, events, "simple"),
        peer=f"networkx {version('networkx')}",
        peer_s=peer_s / len(few),
        at_least_ratio=50.0,
        accuracy=f"densities within {error:.0e} (goal: {AGREEMENT:.0e})",
        is_accurate=bool(error <= AGREEMENT),
    )
    splitting: tuple[Estimator, ...] = ("equal-split", "equal-split-continuous")
    for estimator in splitting:
        lost = 1.0 - _total(graph, cut, events, estimator) / EVENTS
        yield Row(
            work=f"an event, {estimator}",
            ours_s=_ours_s(graph, cut, events, estimator),
            accuracy=f"{lost:.0e} of an event lost",
        )


def _scene() -> tuple[StreetGraph, Cut, Positions]:
    rng = np.random.default_rng(1)
    ticks = 100.0 * np.arange(SIDE) + rng.uniform(-25, 25, (2, SIDE))
    x, y = (a.T for a in np.meshgrid(*ticks))
    at = np.stack([x, y], axis=-1)
    blocks = [(at[:-1], at[1:]), (at[:, :-1], at[:, 1:])]
    lines = [np.stack([a.reshape(-1, 2), b.reshape(-1, 2)], axis=1) for a, b in blocks]
    streets = [
        Street(id=str(n), vertices=line) for n, line in enumerate(np.concatenate(lines))
    ]
    graph = lay_streets(streets, PlaneFrame(None))
    spots = rng.uniform(0.0, 100.0 * (SIDE - 1), (EVENTS, 2))
    return graph, cut_evenly(graph, PIECE_M), nearest_positions(graph, spots)


def _ours_s(
    graph: StreetGraph, cut: Cut, events: Positions, estimator: Estimator
) -> float:
    all_s = best_s(
        lambda: network_density(
            graph, cut, events, bandwidth_m=BANDWIDTH_M, estimator=estimator
        ),
        repeats=5,
        clock=ONE_THREAD,
    )
    return all_s / len(events)


def _total(
    graph: StreetGraph, cut: Cut, events: Positions, estimator: Estimator
) -> float:
    density = network_density(
        graph, cut, events, bandwidth_m=BANDWIDTH_M, estimator=estimator
    )
    return float((density * (cut.to_m - cut.from_m)).sum())


def _networkx(graph: StreetGraph) -> Any:
    from networkx import Graph

    streets = Graph()
    for s in range(len(graph)):
        ends = graph.starts[s], graph.ends[s]
        streets.add_edge(*ends, weight=graph.length_m[s], segment=s)
    return streets


def _by_networkx(
    streets: Any, graph: StreetGraph, cut: Cut, events: Positions
) -> Floats:
    from networkx import single_source_dijkstra_path_length

    density = np.zeros(len(cut.segment))
    middles_m, lengths_m = cut.middle_m, graph.length_m
    for s, along in zip(events.segment, events.along_m, strict=True):
        streets.add_edge("event", graph.starts[s], weight=along)
        streets.add_edge("event", graph.ends[s], weight=lengths_m[s] - along)
        away = single_source_dijkstra_path_length(
            streets, "event", cutoff=BANDWIDTH_M, weight="weight"
        )
        streets.remove_node("event")
        del away["event"]
        near = {streets[n][m]["segment"] for n in away for m in streets[n]} | {s}
        for other in near:
            pieces = slice(cut.first[other], cut.first[other + 1])
            middle, length = middles_m[pieces], lengths_m[other]
            from_start = away.get(graph.starts[other], np.inf) + middle
            from_end = away.get(graph.ends[other], np.inf) + length - middle
            way = np.minimum(from_start, from_end)
            if other == s:
                way = np.minimum(way, abs(middle - along))
            inside = np.maximum(1.0 - (way / BANDWIDTH_M) ** 2, 0.0)
            density[pieces] += 0.9375 / BANDWIDTH_M * inside**2
    return density


CLAIM = Claim(
    name="network-density",
    title="Density along streets",
    scene="A town of 17,860 streets between crossings about 100 m apart, cut into "
    "187,000 pieces; a quartic kernel that reaches 300 m. 20,000 events; networkx: the "
    "first 200.",
    peers=("networkx",),
    run=run,
)
