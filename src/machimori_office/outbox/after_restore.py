"""Mails that waited in a backup may have left since: a person decides."""

from __future__ import annotations

from datetime import datetime

from machimori_office.backups.registry import after_restore
from machimori_office.outbox.models import Message

BECAUSE = "restored"
"""Pages word it."""


@after_restore
def hold_what_waited(at: datetime) -> int:
    """Hold every message that had not wholly left."""
    waiting = (Message.State.QUEUED, Message.State.SENDING)
    open_messages = Message.objects.filter(state__in=waiting)
    return open_messages.update(state=Message.State.HELD, held_because=BECAUSE)
