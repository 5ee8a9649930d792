"""What must be done now, by whom, and why: gathered from every duty's `todo.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import yaml
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from machimori.language import Text
from machimori_office.desk.backups import todo as backups
from machimori_office.desk.delivery import other_box
from machimori_office.desk.delivery import todo as delivery
from machimori_office.desk.mail_in import todo as mail_in
from machimori_office.jobs import services as jobs
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.gathering import from_each_app
from machimori_office.web.speaking import spoken
from machimori_office.web.tasks import Task, Urgency, Words


def tasks(staff: Staff, now: datetime) -> list[Task]:
    """Return all that this member of staff has to do, the most urgent first."""
    of_the_desk = (late_jobs, backups.todo, delivery.todo, other_box.todo, mail_in.todo)
    sources = [*from_each_app("todo", "todo"), *of_the_desk]
    found = [task for source in sources for task in source(staff, now)]
    return sorted(found, key=lambda t: (t.urgency, t.due_on or date.max))


GROUPS: Mapping[Urgency, Words] = {
    Urgency.LATE: gettext_lazy("Late"),
    Urgency.NOW: gettext_lazy("Your turn"),
    Urgency.TODAY: gettext_lazy("Soon"),
    Urgency.WAITING: gettext_lazy("Waiting for somebody else"),
}


def grouped(found: Sequence[Task]) -> list[tuple[Urgency, Words, list[Task]]]:
    """Put tasks that are sorted under the headings of the page."""
    groups = groupby(found, lambda task: task.urgency)
    return [(urgency, GROUPS[urgency], list(of_it)) for urgency, of_it in groups]


def turns(found: Sequence[Task]) -> int:
    """Count what waits for the reader, and not for somebody else."""
    return sum(task.urgency is not Urgency.WAITING for task in found)


def late_jobs(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield the periodic jobs that did not run, to who can see to it."""
    if not may(staff, Act.SEE_AUDIT):
        return
    if not jobs.has_ever_ticked():
        yield _nothing_runs()
    for alarm in jobs.alarms(now):
        title = spoken(alarm.job.title)
        yield Task(
            title=_("Not running as it should: %(job)s") % {"job": title},
            who=_("Managers, with whoever keeps the server"),
            why=_("It ended with %(failure)s.") % {"failure": alarm.failure}
            if alarm.failure
            else _("It should have run at %(time)s.")
            % {"time": f"{alarm.due_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"},
            button=_("Look at the audit page"),
            url=reverse("desk:audit"),
            urgency=Urgency.LATE,
        )


def _nothing_runs() -> Task:
    return Task(
        title=_("Nothing runs by the clock yet"),
        who=_("Managers, with whoever keeps the server"),
        why=_("The command “tick” has never finished a job on this server."),
        button=_("Look at the audit page"),
        url=reverse("desk:audit"),
        urgency=Urgency.LATE,
    )


def season(now: datetime) -> str:
    """Say what a division usually does in this month."""
    return spoken(_seasons()[now.month])


@cache
def _seasons() -> dict[int, Text]:
    file = Path(__file__).with_name("seasons.yaml")
    months = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {month: Text(**words) for month, words in months.items()}
