"""The life of an application: which state may follow which, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an application is."""

    RECEIVED = "received"
    RETURNED = "returned"
    COMPLETE = "complete"
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    CARRIED_OUT = "carried_out"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What takes an application on."""

    RETURN = "return"
    CORRECT = "correct"
    ACCEPT = "accept"
    QUEUE = "queue"
    GRANT = "grant"
    REFUSE = "refuse"
    CARRY_OUT = "carry_out"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


MOVES: Mapping[Move, Mapping[State, State]] = {
    Move.RETURN: {
        State.RECEIVED: State.RETURNED,
        State.COMPLETE: State.RETURNED,
    },
    Move.CORRECT: {
        State.RECEIVED: State.RECEIVED,
        State.RETURNED: State.RECEIVED,
    },
    Move.ACCEPT: {State.RECEIVED: State.COMPLETE},
    # Nothing is left, in stock or in the year's budget.
    Move.QUEUE: {State.COMPLETE: State.WAITING},
    Move.GRANT: {State.COMPLETE: State.GRANTED, State.WAITING: State.GRANTED},
    Move.REFUSE: {State.COMPLETE: State.REFUSED, State.WAITING: State.REFUSED},
    Move.CARRY_OUT: {State.GRANTED: State.CARRIED_OUT},
    Move.CLOSE: {State.CARRIED_OUT: State.CLOSED},
    Move.WITHDRAW: {
        State.RECEIVED: State.WITHDRAWN,
        State.RETURNED: State.WITHDRAWN,
        State.COMPLETE: State.WITHDRAWN,
        State.WAITING: State.WITHDRAWN,
        State.GRANTED: State.WITHDRAWN,
    },
    # What was pressed by mistake; a letter that went out is answered by a new one.
    Move.REOPEN: {
        State.COMPLETE: State.RECEIVED,
        State.REFUSED: State.COMPLETE,
        State.GRANTED: State.COMPLETE,
        State.WITHDRAWN: State.RECEIVED,
    },
}


def after(state: State, move: Move) -> State | None:
    """Return the state that a move leads to; None where it cannot be made."""
    return MOVES[move].get(state)


def moves_from(state: State) -> tuple[Move, ...]:
    """Return what can be done with an application in this state."""
    return tuple(move for move, states in MOVES.items() if state in states)


IS_OPEN = frozenset({State.RECEIVED, State.RETURNED, State.COMPLETE, State.WAITING})
"""States in which the conditions may still be decided."""

IS_OVER = frozenset({State.REFUSED, State.CLOSED, State.WITHDRAWN})
"""States in which nothing more is to be done; the time until deletion runs."""

_LETTERS: Mapping[str, frozenset[State]] = {
    "granted": frozenset({State.GRANTED, State.CARRIED_OUT}),
    "refused": frozenset({State.REFUSED}),
}


def may_be_written(occasion: str, state: State) -> bool:
    """Whether the letter of an occasion fits the state; others follow the doing."""
    return state in _LETTERS.get(occasion, {State.CARRIED_OUT, State.CLOSED})
