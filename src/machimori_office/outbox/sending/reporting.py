"""What a worker says of itself, so that people learn when mail does not leave.

Nothing is decided by it: whose claims are over is known by locks and leases alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection

from machimori_office.outbox.models import Worker

__all__ = ["EVERY", "Report"]

EVERY = timedelta(seconds=15)
_FORGOTTEN = timedelta(days=1)
_LONGEST = 240


class Report:
    """The row of one worker, written anew from time to time.

    Parameters
    ----------
    name : str
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen_at: datetime | None = None
        self._trouble = ""
        self._stuck_since: datetime | None = None

    def renew(self, trouble: str, *, at: datetime) -> None:
        """Say that it lives and what hinders it, if that is news."""
        if trouble:
            self._stuck_since = self._stuck_since or at
        else:
            self._stuck_since = None
        is_news = bool(trouble) != bool(self._trouble)
        if self._seen_at and not is_news and at - self._seen_at < EVERY:
            return
        try:
            self._write(trouble[:_LONGEST], at)
        except (DatabaseError, InterfaceError):
            # Whoever could read it cannot be reached either.
            connection.close()
            return
        self._seen_at, self._trouble = at, trouble

    def withdraw(self) -> None:
        """Leave in order."""
        try:
            Worker.objects.filter(name=self._name).delete()
        except (DatabaseError, InterfaceError):
            connection.close()

    def _write(self, trouble: str, at: datetime) -> None:
        if self._seen_at is None:
            Worker.objects.filter(seen_at__lt=at - _FORGOTTEN).delete()
        said = {"seen_at": at, "stuck_since": self._stuck_since, "trouble": trouble}
        Worker.objects.update_or_create(name=self._name, defaults=said)
