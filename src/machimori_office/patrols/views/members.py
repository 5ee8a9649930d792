"""Pages of members, and of the police's papers."""

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
from machimori_office.patrols.forms import EndForm, LeaveForm, MemberForm, PaperForm
from machimori_office.patrols.models import Member, PolicePaper
from machimori_office.patrols.services import members as services
from machimori_office.patrols.services import papers as police
from machimori_office.patrols.services.noting import patrol_rule
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.HANDLE_WATCH)
def members(request: HttpRequest) -> HttpResponse:
    """List the members."""
    listing = rows.members(request)
    if listing.wants_excel:
        return as_excel(_("Members"), [listing.sheet()], at=timezone.now())
    return render(request, "patrols/members.html", {"listing": listing})


@require_safe
@requires(Act.HANDLE_WATCH)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member: papers, turns, and the link to their own page."""
    found = get_object_or_404(Member.objects.select_related("staff"), pk=pk)
    turns = found.turns.select_related("shift__school").order_by("-shift__on")
    context = {
        "member": found,
        "papers": found.papers.all(),
        "turns": turns[:20],
        "link": found.links.order_by("-made_at").first(),
        "sent": request.session.pop("patrol_link", ""),
    }
    return render(request, "patrols/member.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def enrol(request: HttpRequest) -> HttpResponse:
    """Take a member on."""
    form = MemberForm(request.POST or None, initial={"joined_on": timezone.localdate()})

    def change() -> HttpResponse:
        made = services.enrol(
            form.save(commit=False),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("Taken on. The police are to be told."))
        return redirect("patrols:member", made.pk)

    context = {"form": form, "title": _("Take a member on"), "back": "patrols:members"}
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is right about a member."""
    found = get_object_or_404(Member, pk=pk)
    form = MemberForm(request.POST or None, instance=found)

    def change() -> HttpResponse:
        services.change(
            form.save(commit=False),
            MemberForm.Meta.fields,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:member", pk)

    context = {"form": form, "title": _("Keep what is right"), "name": found.name}
    context["back_to"] = reverse("patrols:member", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member go."""
    found, form = get_object_or_404(Member, pk=pk), LeaveForm(request.POST or None)

    def change() -> HttpResponse:
        papers = services.leave(
            found,
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        if papers:
            messages.info(request, _("The certificate goes back to the police."))
        return redirect("patrols:member", pk)

    context = {"form": form, "title": _("Let the member go"), "name": found.name}
    context["back_to"] = reverse("patrols:member", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_POST
@requires(Act.HANDLE_WATCH)
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member a new link; by mail, or shown once for who has none."""
    found = get_object_or_404(Member, pk=pk, left_on=None)
    actor = str(signed_in(request).pk)
    address = services.send_link(found, actor=actor, at=timezone.now())
    if found.mail:
        messages.success(request, _("A mail with the new link is on its way."))
    else:
        request.session["patrol_link"] = address
    return redirect("patrols:member", pk)


@require_safe
@requires(Act.HANDLE_WATCH)
def papers(request: HttpRequest) -> HttpResponse:
    """List the police's papers."""
    listing = rows.papers(request)
    if listing.wants_excel:
        return as_excel(_("The police's papers"), [listing.sheet()], at=timezone.now())
    return render(request, "patrols/papers.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the certificate that the police gave a member."""
    found = get_object_or_404(Member, pk=pk, left_on=None)
    return paper_kept(request, PolicePaper(member=found), found.name)


def paper_kept(request: HttpRequest, paper: PolicePaper, whose: str) -> HttpResponse:
    """Ask for a paper of a member or a car, and keep it."""
    kinds = (PolicePaper.Kind.CERTIFICATE,) if paper.member_id else PolicePaper.OF_CARS
    form = PaperForm(request.POST or None, instance=paper, kinds=tuple(kinds))

    def change() -> HttpResponse:
        at = timezone.now()
        paper.kind = form.cleaned_data["kind"]
        paper.holds_until = form.cleaned_data["holds_until"] or police.usual_end(
            paper.kind, paper.issued_on, patrol_rule(at).police
        )
        police.keep_paper(
            paper,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=at,
        )
        return redirect("patrols:paper", paper.pk)

    context = {"form": form, "title": _("Keep the police's paper"), "name": whose}
    whose_page = "patrols:member" if paper.member_id else "patrols:car"
    context["back_to"] = reverse(whose_page, args=[paper.member_id or paper.car_id])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper; say what became of it."""
    found = get_object_or_404(
        PolicePaper.objects.select_related("member", "car"), pk=pk
    )
    form = EndForm(request.POST or None)

    def change() -> HttpResponse:
        police.end_paper(
            found,
            PolicePaper.End(form.cleaned_data["end"]),
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:paper", pk)

    return changed(request, [form], change) or render(
        request, "patrols/paper.html", {"paper": found, "form": form}
    )
