"""No spoiled file brings a reader down: it is read, or refused with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.eulumdat import parse_eulumdat
from machimori.formats.ies import parse_ies
from machimori.scene.photometry import Photometry
from tests.machimori.formats.mutation import mutant, seeds

PARSERS: tuple[Callable[[bytes, str], Photometry], ...] = (parse_ies, parse_eulumdat)
SEEDS = seeds()

MUTANTS = 100_000
SLOWEST_S = 2.0
MOST_MORE_BYTES = 200_000_000


def is_read(content: bytes) -> bool:
    """Whether a parser reads it; what is neither read nor refused raises."""
    found = [_read(parse, content) for parse in PARSERS]
    for photometry in found:
        if photometry is not None:
            assert_sound(photometry, content)
    return any(photometry is not None for photometry in found)


def _read(
    parse: Callable[[bytes, str], Photometry], content: bytes
) -> Photometry | None:
    try:
        return parse(content, "mutant")
    except InvalidInput as refused:
        problems = refused.problems
    assert problems
    assert all(p.expected.ja and p.remedy.en for p in problems)
    return None


def assert_sound(photometry: Photometry, content: bytes) -> None:
    planes, angles = photometry.planes_deg, photometry.angles_deg
    table = photometry.table_cd
    assert table.shape == (len(planes), len(angles))
    assert table.size <= 8 * len(content) + 100
    assert (planes[0], planes[-1], angles[0], angles[-1]) == (0, 360, 0, 180)
    assert np.all(np.diff(planes) > 0)
    assert np.all(np.diff(angles) > 0)
    assert np.all(np.isfinite(table))
    assert table.min() >= 0
    assert np.array_equal(table[0], table[-1])
    assert np.isfinite(photometry.luminous_flux_lm())
    around = photometry.intensity_cd(
        np.arange(-90.0, 400, 70), np.arange(0.0, 181, 27.5)
    )
    assert np.all((around >= 0) & (around <= photometry.peak_cd * (1 + 1e-12)))
    assert all(note.ja and note.en for note in photometry.warnings)


def test_every_seed_is_read() -> None:
    assert all(is_read(seed) for seed in SEEDS)


@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
@settings(max_examples=1000, deadline=None)
def test_a_spoiled_file_is_read_or_refused(seed: bytes, at_random: int) -> None:
    is_read(mutant(seed, np.random.default_rng(at_random)))


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    is_read(content)


@pytest.mark.prove
def test_a_hundred_thousand_spoiled_files_are_read_or_refused() -> None:
    rng = np.random.default_rng(63)
    before, slowest_s, read = _most_memory_bytes(), 0.0, 0
    for _ in range(MUTANTS):
        content = mutant(SEEDS[rng.integers(len(SEEDS))], rng)
        started = time.perf_counter()
        read += is_read(content)
        slowest_s = max(slowest_s, time.perf_counter() - started)
    assert slowest_s < SLOWEST_S
    assert _most_memory_bytes() - before < MOST_MORE_BYTES
    # The proof is no proof if all mutants are refused, or none.
    assert 0.05 < read / MUTANTS < 0.9


def _most_memory_bytes() -> float:
    resource = pytest.importorskip("resource", reason="needs a Unix to ask for memory")
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
