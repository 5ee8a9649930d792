"""Gi* over a city's blocks, beside esda and pygeoda."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import Claim, Row
from benchmarks.timing import ONE_THREAD, best_s
from machimori.hotspots import Neighbours, gi_star, neighbours_of_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIDE = 224
PERMUTATIONS = 999
DRAWS_OF_REFERENCE = 200_000
AGREEMENT = 0.02


def run() -> Iterator[Row]:
    """All permutations, beside the 999 that peers draw; then as many drawn by us."""
    near, counts = _scene()
    reference = gi_star(
        counts, near, permutations=DRAWS_OF_REFERENCE, rng=np.random.default_rng(1)
    ).p_high
    yield _row(counts, near, reference, _esda(counts, near))
    if find_spec("pygeoda"):
        yield _row(counts, near, reference, _pygeoda(counts))
    yield _drawn(counts, near, reference)


@dataclass(frozen=True)
class _Peer:
    name: str
    time_s: float
    p: Floats
    at_least_ratio: float


def _scene() -> tuple[Neighbours, Ints]:
    field = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    steps = (
        (field[:, :-1], field[:, 1:]),
        (field[:-1], field[1:]),
        (field[:-1, :-1], field[1:, 1:]),
        (field[:-1, 1:], field[1:, :-1]),
    )
    pairs = [np.column_stack([a.ravel(), b.ravel()]) for a, b in steps]
    rng = np.random.default_rng(2)
    counts = rng.poisson(1.5 * np.exp(rng.normal(0.0, 0.8, SIDE * SIDE)))
    return neighbours_of_pairs(np.concatenate(pairs), SIDE * SIDE), counts


def _row(counts: Ints, near: Neighbours, reference: Floats, peer: _Peer) -> Row:
    error = np.abs(gi_star(counts, near).p_high - reference).max()
    theirs = np.abs(peer.p - np.minimum(reference, 1.0 - reference)).max()
    return Row(
        work="Gi* of counts, 50,176 blocks: all permutations (peer: 999), 1 thread",
        ours_s=best_s(lambda: gi_star(counts, near), repeats=10, clock=ONE_THREAD),
        peer=peer.name,
        peer_s=peer.time_s,
        at_least_ratio=peer.at_least_ratio,
        accuracy=f"p within {error:.4f} of 200,000 draws (goal: {AGREEMENT}); "
        f"peer: {theirs:.3f}",
        is_accurate=bool(error <= AGREEMENT),
    )


def _drawn(counts: Ints, near: Neighbours, reference: Floats) -> Row:
    def draw() -> Floats:
        rng = np.random.default_rng(3)
        return gi_star(counts, near, permutations=PERMUTATIONS, rng=rng).p_high

    error = np.abs(draw() - reference).max()
    return Row(
        work="the same with 999 permutations drawn",
        ours_s=best_s(draw, repeats=10, clock=ONE_THREAD),
        accuracy=f"p within {error:.3f}: the chance of 999 draws",
    )


def _esda(counts: Ints, near: Neighbours) -> _Peer:
    from esda import G_Local
    from libpysal.weights import W

    ends = near.starts
    neighbours = {n: near.others[ends[n] : ends[n + 1]] for n in range(len(near))}
    values = counts.astype(np.float64)
    settings = {"transform": "B", "star": True, "permutations": PERMUTATIONS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = W(neighbours, silence_warnings=True)

        def work() -> Floats:
            return np.asarray(G_Local(values, weights, n_jobs=1, **settings).p_sim)

        p = work()
        time_s = best_s(work, repeats=2, clock=ONE_THREAD, warm=False)
    return _Peer(f"esda {version('esda')}", time_s, p, 100.0)


def _pygeoda(counts: Ints) -> _Peer:
    """Run it apart: we compare with it, and do not link it."""
    with tempfile.TemporaryDirectory() as folder:
        values, found = Path(folder, "counts.npy"), Path(folder, "p.npy")
        np.save(values, counts)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _PROGRAM, str(values), str(found)],
            capture_output=True,
            text=True,
            check=True,
        )
        p = np.load(found)
    time_s = float(done.stdout.split()[-1])
    return _Peer(f"pygeoda {version('pygeoda')}", time_s, p, 20.0)


_PROGRAM = """
import sys, time, geopandas, numpy, pygeoda
from shapely import box
counts = numpy.load(sys.argv[1])
side = int(len(counts) ** 0.5)
y, x = numpy.divmod(numpy.arange(side * side), side)
layer = pygeoda.open(geopandas.GeoDataFrame(geometry=box(x, y, x + 1, y + 1)))
near, values, times = pygeoda.queen_weights(layer), counts.astype(float).tolist(), []
for _ in range(3):
    began = time.process_time()
    found = pygeoda.local_gstar(
        near, values, permutations=999, permutation_method="lookup-table", cpu_threads=1
    )
    times.append(time.process_time() - began)
numpy.save(sys.argv[2], numpy.array(found.lisa_pvalues()))
print(min(times))
"""


CLAIM = Claim(
    name="gi-star",
    title="Gi* over blocks",
    scene="224 × 224 blocks, each with up to eight neighbours, counts of a mixed "
    "Poisson distribution (mean 2: ties abound, as in real counts). Ours weighs all "
    "conditional permutations; the peers draw 999 of them, pygeoda from a table it "
    "keeps. p-values are held against 200,000 draws that add whole numbers; those of "
    "the peers, folded as they fold them, are shown beside. pygeoda is GPL and no part "
    "of our extras: it runs as a program of its own, where somebody has installed it.",
    peers=("esda", "libpysal"),
    run=run,
)
