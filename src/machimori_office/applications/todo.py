"""What is to be done about applications, a task for each procedure and step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from machimori_office.applications.conditions import terms_of
from machimori_office.applications.models import Application, Crossing
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import State
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.speaking import spoken
from machimori_office.web.tasks import Task, Urgency, Words
from machimori_office.web.words import JST


@dataclass(frozen=True)
class _Step:
    """What a state asks for, of whom."""

    title: Words
    who: Words
    act: Act
    urgency: Urgency = Urgency.NOW
    # Whether the usual time to a decision runs.
    is_timed: bool = False


_STEPS: Mapping[State, _Step] = {
    State.RECEIVED: _Step(
        gettext_lazy("%(procedure)s: %(n)s to be checked"),
        gettext_lazy("Operators"),
        Act.HANDLE_SUPPORT,
        is_timed=True,
    ),
    State.COMPLETE: _Step(
        gettext_lazy("%(procedure)s: %(n)s to be decided"),
        gettext_lazy("Approvers"),
        Act.DECIDE_SUPPORT,
        is_timed=True,
    ),
    State.GRANTED: _Step(
        gettext_lazy("%(procedure)s: %(n)s granted, to be carried out"),
        gettext_lazy("Operators"),
        Act.HANDLE_SUPPORT,
        Urgency.TODAY,
    ),
    State.RETURNED: _Step(
        gettext_lazy("%(procedure)s: %(n)s with the applicant, for correction"),
        gettext_lazy("The applicants"),
        Act.HANDLE_SUPPORT,
        Urgency.WAITING,
    ),
}


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield the steps that wait for this member of staff: two queries."""
    if not any(may(staff, step.act) for step in _STEPS.values()):
        return
    yield from _crossed(staff)
    waiting = Application.objects.filter(
        procedure__in=list(PROCEDURES), state__in=list(_STEPS)
    )
    counted = waiting.order_by("procedure").values_list("procedure", "state")
    for name, state, n, since in counted.annotate(n=Count("pk"), at=Min("received_at")):
        step = _STEPS[State(state)]
        if may(staff, step.act):
            yield _task(name, State(state), step, n, since, now)


def _crossed(staff: Staff) -> Iterator[Task]:
    first = Crossing.objects.filter(application__procedure__in=list(PROCEDURES)).first()
    if first is None or not may(staff, Act.HANDLE_SUPPORT):
        return
    yield Task(
        title=_("An applicant's change crossed with the office"),
        who=_("Operators"),
        why=_("Nothing was changed: take it over, or answer the applicant."),
        button=_("Look at it"),
        url=reverse("applications:crossed", args=[first.application_id, first.pk]),
        urgency=Urgency.NOW,
    )


def _task(
    name: str, state: State, step: _Step, n: int, since: datetime, now: datetime
) -> Task:
    about, received_on = PROCEDURES[name], since.astimezone(JST).date()
    due_on = received_on + timedelta(days=terms_of(about, now).decided_days)
    is_late = step.is_timed and due_on < now.astimezone(JST).date()
    told = {"procedure": spoken(about.title), "n": n}
    oldest = {"day": f"{received_on:%Y-%m-%d}"}
    return Task(
        title=str(step.title) % told,
        who=step.who,
        why=_("The oldest came on %(day)s.") % oldest,
        button=_("Open the list"),
        url=f"{reverse('applications:procedure', args=[name])}?state={state.value}",
        urgency=Urgency.LATE if is_late else step.urgency,
        due_on=due_on if step.is_timed else None,
    )
