"""A concern's state changes where nobody else changed it; step and audit beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from machimori_office.audit import services as audit
from machimori_office.concerns.models import Concern, Step
from machimori_office.concerns.states import Move, State, after
from machimori_office.web.errors import NotNow, RowChanged


def advance(concern: Concern, move: Move, **changes: Any) -> State:
    """Change a concern as its reader saw it; the caller's copy follows.

    Raises
    ------
    NotNow
        The move does not follow from where the concern is.
    RowChanged
        Somebody else was faster.
    """
    state = after(State(concern.state), move)
    if state is None:
        raise NotNow
    changes |= {"state": state, "version": concern.version + 1}
    unchanged = Concern.objects.filter(
        pk=concern.pk, version=concern.version, state=concern.state
    )
    if unchanged.update(**changes) != 1:
        raise RowChanged
    for name, value in changes.items():
        setattr(concern, name, value)
    return state


def step(
    concern: Concern,
    move: str,
    state: State,
    *,
    actor: str,
    reason: str,
    at: datetime,
    said: str = "",
    to_whom: str = "",
) -> None:
    """Write down what was done, for its page and the audit."""
    Step.objects.create(
        concern=concern,
        move=move,
        state=state,
        at=at,
        by=actor,
        said=said,
        to_whom=to_whom,
    )
    audit.record(
        actor=actor,
        action=f"concerns.{move}",
        object_kind="concern",
        object_id=str(concern.pk),
        reason=reason,
        at=at,
        details={"state": str(state), **({"to": to_whom} if to_whom else {})},
    )
