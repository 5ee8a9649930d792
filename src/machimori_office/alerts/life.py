"""An alert's life: its states, and the one table of what leads from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an alert is."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved, before its hour")
    QUEUED = "queued", _("In the queue")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    DISCARDED = "discarded", _("Discarded: out of date")


class Move(StrEnum):
    """What happens to an alert; the value is the action in the audit."""

    SAVE = "alerts.saved"
    ASK = "alerts.asked"
    TAKE_BACK = "alerts.taken_back"
    RETURN = "alerts.returned"
    APPROVE = "alerts.approved"
    BREAK_GLASS = "alerts.glass_broken"
    CALL_BACK = "alerts.called_back"
    POSTPONE = "alerts.postponed"
    QUEUE = "alerts.queued"
    START = "alerts.started"
    FINISH = "alerts.finished"
    HOLD = "alerts.held"
    RESUME = "alerts.resumed"
    CANCEL = "alerts.cancelled"
    DISCARD = "alerts.discarded"
    DROP = "alerts.dropped"


@dataclass(frozen=True)
class Step:
    """From which states a move leads where; None: the row is deleted."""

    origins: frozenset[State]
    leads_to: State | None


def _step(leads_to: State | None, *origins: State) -> Step:
    return Step(frozenset(origins), leads_to)


UNSENT = frozenset({State.DRAFT, State.WAITING, State.APPROVED})
"""Nobody outside the office can have it."""

RUNNING = frozenset({State.QUEUED, State.SENDING, State.HELD})
"""The ledger has it."""

STEPS: Mapping[Move, Step] = MappingProxyType(
    {
        Move.SAVE: _step(State.DRAFT, State.DRAFT),
        Move.ASK: _step(State.WAITING, State.DRAFT),
        Move.TAKE_BACK: _step(State.DRAFT, State.WAITING),
        Move.RETURN: _step(State.DRAFT, State.WAITING),
        Move.APPROVE: _step(State.APPROVED, State.WAITING),
        Move.BREAK_GLASS: _step(State.APPROVED, State.DRAFT, State.WAITING),
        Move.CALL_BACK: _step(State.DRAFT, State.APPROVED),
        Move.POSTPONE: _step(State.APPROVED, State.APPROVED),
        Move.QUEUE: _step(State.QUEUED, State.APPROVED),
        Move.START: _step(State.SENDING, State.QUEUED),
        Move.FINISH: _step(State.SENT, State.QUEUED, State.SENDING, State.HELD),
        Move.HOLD: _step(State.HELD, State.QUEUED, State.SENDING),
        Move.RESUME: _step(State.SENDING, State.HELD),
        Move.CANCEL: _step(State.CANCELLED, *RUNNING),
        Move.DISCARD: _step(State.DISCARDED, State.APPROVED, *RUNNING),
        Move.DROP: _step(None, State.DRAFT, State.WAITING),
    }
)


def may_move(state: str, move: Move) -> bool:
    """Whether an alert in this state can be moved so."""
    return state in STEPS[move].origins
