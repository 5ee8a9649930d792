"""What other duties do about a concern: each says so in its `work_on_concerns.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from machimori_office.concerns.models import Concern
from machimori_office.web.gathering import from_each_app
from machimori_office.web.tasks import Words


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece of work.

    Parameters
    ----------
    what, who : str
    state : Words
    due_on : date
    page : str
        The page of the office that shows it.
    done_on : date or None
        When it was done; none where it was not.
    result : str
        What came of it.
    """

    what: str
    who: str
    state: Words
    due_on: date
    is_open: bool
    page: str
    done_on: date | None = None
    result: str = ""


def work_on(concern: Concern) -> Sequence[Work]:
    """Return all of it, the newest first."""
    sources = from_each_app("work_on_concerns", "work_on")
    return [one for source in sources for one in source(concern)]


def newest_done(work: Sequence[Work]) -> Work | None:
    """Return what was done last where nothing is left to do; else none."""
    done = [one for one in work if one.done_on]
    if not done or any(one.is_open for one in work):
        return None
    return max(done, key=lambda one: one.done_on or date.min)
