"""A concern of a resident becomes a task, and is closed with it."""

from __future__ import annotations

from datetime import date, datetime

from machimori_office.concerns.models import Concern
from machimori_office.concerns.states import IS_OPEN
from machimori_office.inspections.models import Site, Task
from machimori_office.inspections.tasks.services import Wanted, open_task_about


def words_of(concern: Concern) -> str:
    """Word what is to be done from what was reported."""
    return " ".join(concern.text.split())[:200]


def open_task_of(
    concern: Concern, *, what: str, who: str, due_on: date, actor: str, at: datetime
) -> Task:
    """Make a task of a concern; it has one open task at most."""
    site = Site.objects.filter(code=concern.site).first() if concern.site else None
    return open_task_about(
        Task.Origin.CONCERN,
        about_of(concern),
        Wanted(what=what, who=who, due_on=due_on, site=site, where=concern.place_text),
        actor=actor,
        at=at,
    )


def about_of(concern: Concern) -> str:
    """Name a concern in a task."""
    return f"{_PREFIX}{concern.pk}"


def concern_of(task: Task) -> Concern | None:
    """Return the concern that a task was made of."""
    if task.origin != Task.Origin.CONCERN:
        return None
    return Concern.objects.filter(pk=task.about.removeprefix(_PREFIX)).first()


def done_and_untold() -> list[Concern]:
    """Return the open concerns whose tasks are all over and one of them done."""
    of_concerns = Task.objects.filter(origin=Task.Origin.CONCERN)
    is_left = Task.State.OPEN
    left = set(of_concerns.filter(state=is_left).values_list("about", flat=True))
    done = of_concerns.filter(state=Task.State.DONE).values_list("about", flat=True)
    keys = {about.removeprefix(_PREFIX) for about in done if about not in left}
    open_ = Concern.objects.filter(state__in=IS_OPEN).order_by("received_at")
    return [concern for concern in open_ if str(concern.pk) in keys]


_PREFIX = "concern."
