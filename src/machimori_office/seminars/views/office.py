"""Planning, publishing, calling off and closing a seminar."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.seminars import papers, rows
from machimori_office.seminars.figures import table_of
from machimori_office.seminars.forms import (
    CallOffForm,
    FinishForm,
    PartyForm,
    PlanForm,
    ReopenForm,
    told,
    topic_forms,
)
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import counting, planning, signing_up
from machimori_office.seminars.services.changes import terms
from machimori_office.web.answering import changed
from machimori_office.web.errors import OfficeError
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.paper import as_pdf
from machimori_office.web.speaking import said, spoken_words
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_EVENTS)
def seminars(request: HttpRequest) -> HttpResponse:
    """List the seminars."""
    listing = rows.seminars(request, terms(timezone.now()))
    if listing.wants_excel:
        return as_excel(_("Seminars"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "handles": _handles(request)}
    return render(request, "seminars/seminars.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a seminar."""
    return _planned(request, None)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a seminar; where day or place differ, everybody is told."""
    return _planned(request, get_object_or_404(Seminar, pk=pk))


def _planned(request: HttpRequest, seminar: Seminar | None) -> HttpResponse:
    posted, now = request.POST or None, timezone.now()
    form = PlanForm(posted, initial=told(seminar) if seminar else {"capacity": 50})
    topics = topic_forms(posted, terms(now), seminar)

    def save() -> HttpResponse:
        parts = [part for topic in topics if (part := topic.part())]
        fields, actor = form.fields_of(), str(signed_in(request).pk)
        if seminar is None:
            made = planning.plan(fields, parts, actor=actor, at=now)
            return redirect("seminars:one", made.pk)
        # As the reader saw it: whoever saved meanwhile is not overwritten.
        seminar.version = form.cleaned_data["version"] or 0
        planning.change(seminar, fields, parts, actor=actor, at=now)
        return redirect("seminars:one", seminar.pk)

    context = {"form": form, "topics": topics, "seminar": seminar}
    return changed(request, [form, *topics], save) or render(
        request, "seminars/plan.html", context
    )


@require_safe
@requires(Act.SEE_EVENTS)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a seminar, its next step, and to whom it may concern, who takes part."""
    seminar, now = get_object_or_404(Seminar, pk=pk), timezone.now()
    handles = _handles(request)
    is_two_boxes = settings.OFFICE_PART != "both"
    door = counting.door_opens_at(seminar, now) if is_two_boxes else None
    parties = seminar.parties.exclude(
        state=Participation.State.ASKED, wish=Participation.Wish.NOTHING
    )
    context = {
        "is_two_boxes": is_two_boxes,
        "door_opens_at": door,
        "seminar": seminar,
        "topics": [spoken_words(topic.title) for topic in seminar.topics.all()],
        "title": spoken_words(seminar.title),
        "handles": handles,
        "has_begun": seminar.begins_at <= now,
        "can_sign_up": signing_up.is_open(seminar, now),
        "parties": list(parties) if handles else [],
    }
    return render(request, "seminars/one.html", context)


@require_POST
@requires(Act.HANDLE_EVENTS)
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a seminar to residents."""
    seminar = get_object_or_404(Seminar, pk=pk)
    actor = str(signed_in(request).pk)
    done = _("It stands on the residents' pages, and they can sign up.")
    act = lambda: planning.publish(seminar, actor=actor, at=timezone.now())  # noqa: E731
    return _pressed(request, seminar, act, done)


@require_POST
@requires(Act.HANDLE_EVENTS)
def unpublish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a seminar off the residents' pages."""
    seminar = get_object_or_404(Seminar, pk=pk)
    actor = str(signed_in(request).pk)
    done = _("It is off the residents' pages.")
    act = lambda: planning.unpublish(seminar, actor=actor, at=timezone.now())  # noqa: E731
    return _pressed(request, seminar, act, done)


def _pressed(
    request: HttpRequest, seminar: Seminar, act: Callable[[], None], done: str
) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except OfficeError as refusal:
        messages.error(request, said(refusal))
    return redirect("seminars:one", seminar.pk)


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_EVENTS)
def call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a seminar off by one press that tells everybody."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form = CallOffForm(request.POST or None)

    def change() -> HttpResponse:
        told_ = planning.call_off(
            seminar,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        words = ngettext(
            "Called off; %(n)s party is told.",
            "Called off; %(n)s parties are told.",
            told_,
        )
        messages.success(request, words % {"n": told_})
        return redirect("seminars:one", seminar.pk)

    live = seminar.parties.filter(state__in=Participation.LIVE)
    context = {
        "form": form,
        "seminar": seminar,
        "by_mail": live.exclude(mail="").count(),
        "by_telephone": live.filter(mail="").count(),
    }
    return changed(request, [form], change) or render(
        request, "seminars/call_off.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down who signs up at the counter or by telephone."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form = PartyForm(request.POST or None)

    def change() -> HttpResponse:
        made = signing_up.enter(
            seminar,
            form.party(),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        became = made.get_wish_display() if made.wish else made.get_state_display()
        messages.success(request, str(became))
        return redirect("seminars:one", seminar.pk)

    context = {"form": form, "seminar": seminar}
    return changed(request, [form], change) or render(
        request, "seminars/enter.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a seminar: its figures and its record."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form = FinishForm(request.POST or None)

    def change() -> HttpResponse:
        planning.finish(
            seminar,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("Closed and recorded."))
        return redirect("seminars:one", seminar.pk)

    came = seminar.parties.filter(arrived__isnull=False)
    arrived = sum(party.arrived or 0 for party in came)
    context = {"form": form, "seminar": seminar, "arrived": arrived}
    return changed(request, [form], change) or render(
        request, "seminars/finish.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a closed seminar again, to put its figures right."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form = ReopenForm(request.POST or None)

    def change() -> HttpResponse:
        planning.reopen(
            seminar,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("seminars:one", seminar.pk)

    context = {"form": form, "seminar": seminar}
    return changed(request, [form], change) or render(
        request, "seminars/reopen.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_EVENTS)
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a calling off back by one press that tells everybody."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form = ReopenForm(request.POST or None)

    def change() -> HttpResponse:
        told_ = planning.hold_after_all(
            seminar,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        words = ngettext(
            "Held after all; %(n)s party is told.",
            "Held after all; %(n)s parties are told.",
            told_,
        )
        messages.success(request, words % {"n": told_})
        return redirect("seminars:one", seminar.pk)

    context = {"form": form, "seminar": seminar, "is_called_off": True}
    return changed(request, [form], change) or render(
        request, "seminars/reopen.html", context
    )


@require_safe
@requires(Act.HANDLE_EVENTS)
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the list of who takes part: on paper, or as Excel."""
    seminar, now = get_object_or_404(Seminar, pk=pk), timezone.now()
    if request.GET.get("as") == "excel":
        title = f"{seminar.title_ja}_{_('Participants')}"
        return as_excel(title, [rows.attendance_sheet(seminar)], at=now)
    printed = papers.attendance_list(seminar, on=timezone.localdate())
    return as_pdf(printed, name=f"受付簿_{seminar.day:%Y%m%d}.pdf")


@require_safe
@requires(Act.SEE_EVENTS)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))


def _handles(request: HttpRequest) -> bool:
    return may(signed_in(request), Act.HANDLE_EVENTS)
