"""One alert: the line through its life, its delivery in words, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from machimori_office.alerts import audit_words
from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.life import Move, State, may_move
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import rules_at, sheet_of
from machimori_office.alerts.services import drafting, sending
from machimori_office.alerts.services.moving import KIND
from machimori_office.alerts.views.finding import areas_of, found, label, mails
from machimori_office.audit.models import Entry
from machimori_office.audit.services import SYSTEM
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.people.forms import ReasonForm
from machimori_office.people.names import names_of
from machimori_office.web.answering import changed


@dataclass(frozen=True)
class Point:
    """One thing that happened to an alert."""

    at: datetime
    what: str
    who: str
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.SEE_MAIL)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an alert's life; POST takes note that it was discarded."""
    alert, now, by = found(pk), timezone.now(), signed_in(request)
    if request.method == "POST" and may(by, Act.DRAFT_MAIL):
        sending.take_note(alert=alert, by=by, at=now)
        return redirect("alerts:one", pk=pk)
    rules, sheet = rules_at(now), sheet_of(alert)
    context = {
        "alert": alert,
        "kind": label(rules.kinds, alert.category),
        "areas": areas_of(sheet),
        "mails": mails(alert, sheet, rules=rules, at=now),
        "points": life_of(alert),
        "followers": Alert.objects.filter(refers_to=alert).order_by("created_at"),
        "may_draft": may(by, Act.DRAFT_MAIL),
        "may_review": may(by, Act.REVIEW_GLASS) and by.pk != alert.approved_by_id,
        "steps": [s for s in STEERING if may_move(alert.state, STEERING[s].move)],
        "relations": _relations(alert, rules.kinds.may_name(alert.category)),
        "in_flight": alert.state in (State.QUEUED, State.SENDING),
    }
    return render(request, "alerts/one.html", context)


def life_of(alert: Alert) -> list[Point]:
    """Return what happened to an alert, from the audit."""
    entries = list(Entry.objects.filter(object_kind=KIND, object_id=str(alert.pk)))
    actors = {e.actor for e in entries} - {SYSTEM}
    names = names_of(actors)
    return [
        Point(
            at=entry.at,
            what=str(audit_words.ACTIONS.get(entry.action, entry.action)),
            who=names.get(entry.actor) or _("The office itself"),
            why=str(audit_words.REASONS.get(entry.reason, entry.reason)),
        )
        for entry in entries
    ]


_RELATIONS = {
    Relation.CORRECTS: gettext_lazy("Draft a correction"),
    Relation.ALL_CLEAR: gettext_lazy("Draft the all-clear"),
    Relation.FOUND: gettext_lazy("Draft the notice that the person was found"),
    Relation.WITHDRAWS: gettext_lazy("Draft a withdrawal"),
}


def _relations(alert: Alert, is_search: bool) -> list[tuple[str, Any]]:
    """Return what may follow an alert; a search ends with a found notice."""
    other = Relation.ALL_CLEAR if is_search else Relation.FOUND
    return [
        (relation.value, words)
        for relation, words in _RELATIONS.items()
        if relation is not other and drafting.may_follow(alert, relation)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def follow(request: HttpRequest, pk: UUID, relation: str) -> HttpResponse:
    """Draft what corrects or ends an alert."""
    alert = found(pk)
    offered = dict(
        _relations(alert, rules_at(timezone.now()).kinds.may_name(alert.category))
    )
    if relation not in offered:
        raise Http404
    if request.method != "POST":
        context = {"alert": alert, "button": offered[relation]}
        return render(request, "alerts/follow.html", context)
    after = drafting.follow(
        alert=alert,
        relation=Relation(relation),
        by=signed_in(request),
        at=timezone.now(),
    )
    return redirect("alerts:edit", pk=after.pk)


@dataclass(frozen=True)
class Steering:
    """Something that can be done to an alert that is being sent."""

    move: Move
    act: Callable[..., Alert]
    title: Any
    button: Any
    explains: Any


STEERING = {
    "hold": Steering(
        Move.HOLD,
        sending.hold,
        gettext_lazy("Hold the sending"),
        gettext_lazy("Hold it now"),
        gettext_lazy("What servers have taken is out. The rest waits for you."),
    ),
    "resume": Steering(
        Move.RESUME,
        sending.resume,
        gettext_lazy("Go on sending"),
        gettext_lazy("Send the rest now"),
        gettext_lazy("Who has it already does not get it again."),
    ),
    "cancel": Steering(
        Move.CANCEL,
        sending.cancel,
        gettext_lazy("Cancel the sending"),
        gettext_lazy("Cancel it for good"),
        gettext_lazy(
            "What servers have taken is out; draft a withdrawal for those people. "
            "The rest never goes."
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def steer(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Hold an alert that is being sent, let it go on, or cancel it."""
    alert, steering = found(pk), STEERING.get(step)
    if steering is None or not may_move(alert.state, steering.move):
        raise Http404
    form = ReasonForm(request.POST or None)

    def steered() -> HttpResponse:
        steering.act(
            alert=alert,
            by=signed_in(request),
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, str(steering.title))
        return redirect("alerts:one", pk=pk)

    context = {"form": form, "alert": alert, "steering": steering, "step": step}
    return changed(request, [form], steered) or render(
        request, "alerts/steer.html", context
    )
