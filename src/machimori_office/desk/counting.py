"""How much waits, beside Today in the frame of every page.

To count it means to ask every duty. So the session keeps the number: Today renews it,
and other pages only when it is old.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from machimori_office.desk.today import tasks, turns
from machimori_office.people.models import Staff

KEY = "turns"
FRESH_S = 120


def remember(request: HttpRequest, count: int, now: datetime) -> None:
    """Keep how much waits, and since when that is known."""
    request.session[KEY] = [count, now.timestamp()]


def remembered(request: HttpRequest, staff: Staff) -> int:
    """Return how much waits; 0 until Today was opened once."""
    count, at = request.session.get(KEY, (0, None))
    now = timezone.localtime()
    if at is not None and now.timestamp() - at > FRESH_S:
        count = turns(tasks(staff, now))
        remember(request, count, now)
    return int(count)
