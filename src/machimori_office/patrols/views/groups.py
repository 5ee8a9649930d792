"""Pages of residents' groups, of the places of watches, and of reports."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.patrols import rows
from machimori_office.patrols.figures import table_of
from machimori_office.patrols.forms import GroupForm, LinkForm, SchoolForm
from machimori_office.patrols.models import Group, GroupLink, School
from machimori_office.patrols.regularity import months_with, past_months
from machimori_office.patrols.report_forms import WalkForm
from machimori_office.patrols.services import group_links
from machimori_office.patrols.services import groups as services
from machimori_office.patrols.services.reports import report_walk
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import OfficeError
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.naming import subjects_named
from machimori_office.web.speaking import said
from machimori_office.web.tables import as_excel

_SHOWN_ONCE = "group_link"


@require_safe
@requires(Act.SEE_WATCH)
def groups(request: HttpRequest) -> HttpResponse:
    """List the residents' groups."""
    listing = rows.groups(request)
    if listing.wants_excel:
        return as_excel(_("Residents' groups"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "may_handle": _may_handle(request)}
    return render(request, "patrols/groups.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_group(request: HttpRequest) -> HttpResponse:
    """Write down a group."""
    return _group_kept(request, Group(counted_on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a group anew, or say that it no longer patrols."""
    return _group_kept(request, get_object_or_404(Group, pk=pk))


@require_safe
@requires(Act.SEE_WATCH)
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a group and its walks."""
    found = get_object_or_404(Group, pk=pk)
    months = past_months(found, timezone.localdate())
    names = subjects_named(found.districts)
    context = {
        "group": found,
        "districts": [names.get(code, code) for code in found.districts],
        "months": months,
        "kept": months_with(months, found.walks_a_month),
        "reports": found.reports.all()[:24],
        "link": GroupLink.objects.filter(group=found).first(),
        "sent": request.session.pop(_SHOWN_ONCE, ""),
        "may_handle": _may_handle(request),
    }
    return render(request, "patrols/group.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a group a link: by mail, or shown once."""
    found = get_object_or_404(Group, pk=pk, is_current=True)
    form = LinkForm(request.POST or None)

    def change() -> HttpResponse:
        mail = form.cleaned_data["mail"]
        actor = str(signed_in(request).pk)
        address = group_links.give_link(
            found, mail=mail, actor=actor, at=timezone.now()
        )
        if mail:
            messages.success(request, _("A mail with the new link is on its way."))
        else:
            request.session[_SHOWN_ONCE] = address
        return redirect("patrols:group", pk)

    context = {"form": form, "title": _("Give the group a link"), "name": found.name}
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_POST
@requires(Act.HANDLE_WATCH)
def end_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a group's link lead nowhere."""
    found = get_object_or_404(Group, pk=pk)
    actor = str(signed_in(request).pk)
    try:
        group_links.end_link(found, actor=actor, at=timezone.now())
    except OfficeError as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, _("The link leads nowhere from now on."))
    return redirect("patrols:group", pk)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def walked(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a walk that a group told of."""
    found = get_object_or_404(Group, pk=pk)
    form = WalkForm(request.POST or None, initial={"people": found.member_count})

    def change() -> HttpResponse:
        report_walk(
            found,
            form.told,
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("patrols:group", pk)

    context = {"form": form, "title": _("Keep the patrol"), "name": found.name}
    context["back_to"] = reverse("patrols:group", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_safe
@requires(Act.SEE_WATCH)
def schools(request: HttpRequest) -> HttpResponse:
    """List where watches stand."""
    listing = rows.schools(request)
    if listing.wants_excel:
        return as_excel(_("Places of watches"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "may_handle": _may_handle(request)}
    return render(request, "patrols/schools.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_school(request: HttpRequest) -> HttpResponse:
    """Write down a place."""
    return _school_kept(request, School())


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is right about a place."""
    return _school_kept(request, get_object_or_404(School, pk=pk))


@require_safe
@requires(Act.SEE_WATCH)
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports."""
    listing = rows.reports(request)
    if listing.wants_excel:
        return as_excel(_("Reports"), [listing.sheet()], at=timezone.now())
    return render(request, "patrols/reports.html", {"listing": listing})


@require_safe
@requires(Act.SEE_WATCH)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside; each number opens its rows."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))


def _may_handle(request: HttpRequest) -> bool:
    return may(signed_in(request), Act.HANDLE_WATCH)


def _group_kept(request: HttpRequest, about: Group) -> HttpResponse:
    form = GroupForm(request.POST or None, instance=about)

    def change() -> HttpResponse:
        made = services.keep_group(
            form.save(commit=False),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:group", made.pk)

    context = {"form": form, "title": _("Keep the group"), "back": "patrols:groups"}
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


def _school_kept(request: HttpRequest, about: School) -> HttpResponse:
    form = SchoolForm(request.POST or None, instance=about)

    def change() -> HttpResponse:
        services.keep_school(
            form.save(commit=False),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:schools")

    context = {"form": form, "title": _("Keep the place"), "back": "patrols:schools"}
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )
