"""Pages about staff: the list, and each change with its reason."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.people import access, services
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.people.forms import (
    InvitationForm,
    PasswordForm,
    ReasonForm,
    RoleForm,
)
from machimori_office.people.models import Staff
from machimori_office.web.answering import changed
from machimori_office.web.errors import InvitationSpent, OfficeError
from machimori_office.web.speaking import said


@require_safe
@requires(Act.SEE_STAFF)
def staff_list(request: HttpRequest) -> HttpResponse:
    """List the colleagues whom the reader sees."""
    by = signed_in(request)
    rows = [(staff, access.may_change(by, staff)) for staff in _seen(by)]
    may_invite = access.may(by, Act.MANAGE_STAFF)
    return render(
        request, "people/staff.html", {"rows": rows, "may_invite": may_invite}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_STAFF)
def invite(request: HttpRequest) -> HttpResponse:
    """Open an account and show its link once."""
    by = signed_in(request)
    form = InvitationForm(request.POST or None, by=by)

    def change() -> HttpResponse:
        given = {**form.cleaned_data, "role": form.chosen_role()}
        staff, token = services.invite(by=by, at=timezone.now(), **given)
        return _link_page(request, staff, token)

    return changed(request, [form], change) or render(
        request, "people/invite.html", {"form": form}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_STAFF)
def change_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give another role."""
    by, staff = signed_in(request), _changeable(request, pk)
    form = RoleForm(request.POST or None, by=by, initial={"role": staff.role})

    def change() -> HttpResponse:
        services.change_role(
            by=by,
            staff=staff,
            role=form.chosen_role(),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("The role was changed."))
        return redirect("people:staff")

    return changed(request, [form], change) or render(
        request, "people/change_role.html", {"form": form, "staff": staff}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_STAFF)
def invite_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back password and second factor, and show a new link once."""
    by, staff = signed_in(request), _changeable(request, pk)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        token = services.invite_again(
            by=by, staff=staff, reason=reason, at=timezone.now()
        )
        return _link_page(request, staff, token)

    return changed(request, [form], change) or render(
        request, "people/invite_again.html", {"form": form, "staff": staff}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.MANAGE_STAFF)
def deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close an account."""
    by, staff = signed_in(request), _changeable(request, pk)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.deactivate(by=by, staff=staff, reason=reason, at=timezone.now())
        messages.success(request, _("The account was closed."))
        return redirect("people:staff")

    return changed(request, [form], change) or render(
        request, "people/deactivate.html", {"form": form, "staff": staff}
    )


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever holds the link choose a password; the link is the key."""
    try:
        owner = services.invited_by(token, at=timezone.now())
    except InvitationSpent as spent:
        return _refused(request, spent, status=404)
    form = PasswordForm(request.POST or None, owner=owner)

    def change() -> HttpResponse:
        services.accept_invitation(
            staff=owner,
            token=token,
            password=form.cleaned_data["password"],
            at=timezone.now(),
        )
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect("account_login")

    return changed(request, [form], change) or render(
        request, "people/invitation.html", {"form": form, "owner": owner}
    )


@require_safe
def passkey(request: HttpRequest) -> HttpResponse:
    """Offer to sign in with a passkey; the only page before the door with a script."""
    if not settings.HAS_PASSKEYS:
        return redirect("account_login")
    return render(request, "people/passkey.html")


def _seen(by: Staff) -> list[Staff]:
    return list(access.visible_staff(by).order_by("-is_active", "login_name"))


def _changeable(request: HttpRequest, pk: UUID) -> Staff:
    """Find an account; another organisation's is not found rather than refused."""
    return get_object_or_404(access.visible_staff(signed_in(request)), pk=pk)


def _refused(request: HttpRequest, error: OfficeError, *, status: int) -> HttpResponse:
    context = {"said": said(error)}
    return render(request, "web/refused.html", context, status=status)


def _link_page(request: HttpRequest, staff: Staff, token: str) -> HttpResponse:
    path = reverse("people:invitation", kwargs={"token": token})
    link = settings.OFFICE_ADDRESS + path
    hours = services.INVITATION_LASTS.total_seconds() // 3600
    context = {"staff": staff, "link": link, "hours": int(hours)}
    return render(request, "people/link.html", context)
