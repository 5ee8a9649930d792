"""Luminaire files spoiled at random, as networks, editors and converters spoil them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.machimori.formats.corpus import ies_specimens, ldt_specimens
from tests.machimori.formats.test_ies_tilt import tilting

Rng = np.random.Generator

_DIGITS = b"0123456789"

WORDS: Sequence[bytes] = (
    *(b"0", b"1", b"-1", b"2", b"3", b"90", b"-90", b"180", b"360", b"999999999"),
    *(b"1e308", b"-1e308", b"1e-320", b"1e999", b"1D3", b"1.e3", b"+5", b".", b"-"),
    *(b"nan", b"inf", b"0x10", b"1_000", b"1,5", b"TILT=NONE", b"TILT=INCLUDE"),
    *(b"TILT=x.tlt", b"TILT=../x", b"IESNA:LM-63-1986", b"[MORE]", b"\x1a", b"\x00"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\x83\x5c", "９０".encode()),
    b"7" * 5000,
)


def seeds() -> list[bytes]:
    """A small file of each form, dialect and way of writing."""
    coarse = [*ies_specimens(step_deg=30.0), *ldt_specimens(step_deg=30.0)]
    tilted = tilting("1 2 0 90 1 0.5").encode()
    return [*(specimen.content for specimen in coarse), tilted]


def _flip(content: bytes, rng: Rng) -> bytes:
    at = rng.integers(len(content))
    return content[:at] + bytes([rng.integers(256)]) + content[at + 1 :]


def _change_digit(content: bytes, rng: Rng) -> bytes:
    digits = np.flatnonzero(np.isin(np.frombuffer(content, np.uint8), list(_DIGITS)))
    if not len(digits):
        return content
    at = int(rng.choice(digits))
    return content[:at] + bytes([_DIGITS[rng.integers(10)]]) + content[at + 1 :]


def _cut(content: bytes, rng: Rng) -> bytes:
    return content[: rng.integers(len(content))]


def _drop(content: bytes, rng: Rng) -> bytes:
    first, last = sorted(rng.integers(len(content), size=2))
    return content[:first] + content[min(last, first + 40) :]


def _repeat(content: bytes, rng: Rng) -> bytes:
    first, last = sorted(rng.integers(len(content), size=2))
    return content[:last] + content[first:]


def _insert(content: bytes, rng: Rng) -> bytes:
    at, word = rng.integers(len(content)), WORDS[rng.integers(len(WORDS))]
    return content[:at] + word + content[at:]


def _swap_word(content: bytes, rng: Rng) -> bytes:
    words = content.split(b" ")
    words[rng.integers(len(words))] = WORDS[rng.integers(len(WORDS))]
    return b" ".join(words)


def _swap_line(content: bytes, rng: Rng) -> bytes:
    lines = content.split(b"\n")
    at = rng.integers(min(len(lines), 50))
    lines[at] = WORDS[rng.integers(len(WORDS))]
    return b"\n".join(lines)


def _lose_line(content: bytes, rng: Rng) -> bytes:
    lines = content.split(b"\n")
    del lines[rng.integers(len(lines))]
    return b"\n".join(lines)


CHANGES: Sequence[Callable[[bytes, Rng], bytes]] = (
    # Many, because the other ways leave few files that can still be read.
    *(_change_digit,) * 8,
    *(_flip, _cut, _drop, _repeat, _insert, _swap_word, _swap_line, _lose_line),
)


def mutant(seed: bytes, rng: Rng) -> bytes:
    """Spoil a file in one to four ways."""
    content = seed
    for _ in range(rng.integers(1, 5)):
        if content:
            content = CHANGES[rng.integers(len(CHANGES))](content, rng)
    return content
