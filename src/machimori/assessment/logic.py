"""Three-valued logic (Kleene): True, False, and None for what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true."""
    given = tuple(truths)
    if any(t is False for t in given):
        return False
    return None if any(t is None for t in given) else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false."""
    return negated(all_of(negated(t) for t in truths))


def negated(truth: Truth) -> Truth:
    """The opposite; the unknown stays unknown."""
    return None if truth is None else not truth
