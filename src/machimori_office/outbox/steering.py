"""Holding a message, letting it go on, taking it back, wording it anew.

All of it works while workers send: what they are handing over at that moment still goes
out, at most a second's worth a connection; nothing after it. Each returns whether it
could be done; the caller records it in the audit, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from machimori_office.outbox.models import Letter, Message
from machimori_office.outbox.queueing import Wording

__all__ = ["cancel", "hold", "replace_texts", "resume"]

_State = Message.State
_GOING = (_State.QUEUED, _State.SENDING)


def hold(message_pk: int, *, because: str, at: datetime) -> bool:
    """Stop a message for now."""
    going = Message.objects.filter(pk=message_pk, state__in=_GOING)
    return going.update(state=_State.HELD, held_because=because[:200]) == 1


def resume(message_pk: int, *, at: datetime) -> bool:
    """Let a held message go on; it goes to nobody who has it already."""
    held = Message.objects.filter(pk=message_pk, state=_State.HELD)
    return held.update(state=_State.QUEUED, held_because="") == 1


def cancel(message_pk: int, *, at: datetime) -> bool:
    """Take back what has not left; a worker strikes the rows out one after another."""
    stoppable = Message.objects.filter(pk=message_pk, state__in=(*_GOING, _State.HELD))
    return stoppable.update(state=_State.CANCELLED) == 1


@transaction.atomic
def replace_texts(message_pk: int, wordings: Mapping[str, Wording]) -> None:
    """Word letters anew; what leaves from now on says it so."""
    for key, wording in wordings.items():
        Letter.objects.filter(message=message_pk, key=key).update(
            subject=wording.subject, text=wording.text
        )
