"""The life of a concern: which state may follow which, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a concern is."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    CLOSED = "closed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


class Move(StrEnum):
    """What takes a concern on."""

    ANSWER = "answer"
    PASS_ON = "pass_on"
    MODERATE = "moderate"
    PUBLISH = "publish"
    HIDE = "hide"
    CLOSE = "close"
    MERGE = "merge"
    SET_ASIDE = "set_aside"
    REOPEN = "reopen"


_R, _H, _C, _M, _S = State

MOVES: Mapping[Move, Mapping[State, State]] = {
    Move.ANSWER: {_R: _H, _H: _H, _C: _C},
    Move.PASS_ON: {_R: _H, _H: _H},
    # What is hidden or shown says nothing about where it is.
    Move.MODERATE: {_R: _R, _H: _H, _C: _C, _M: _M, _S: _S},
    Move.PUBLISH: {_H: _H, _C: _C},
    Move.HIDE: {_H: _H, _C: _C, _M: _M},
    Move.CLOSE: {_R: _C, _H: _C},
    Move.MERGE: {_R: _M, _H: _M},
    # Mischief, or nothing of the division's: no record is made of it.
    Move.SET_ASIDE: {_R: _S, _H: _S},
    Move.REOPEN: {_C: _H, _M: _R, _S: _R},
}

IS_OPEN = frozenset({_R, _H})
"""States in which somebody has something to do."""


def after(state: State, move: Move) -> State | None:
    """Return the state that a move leads to; None where it cannot be made."""
    return MOVES[move].get(state)


def moves_from(state: State) -> tuple[Move, ...]:
    """Return what can be done with a concern in this state."""
    return tuple(move for move, states in MOVES.items() if state in states)
