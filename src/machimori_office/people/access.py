"""Who may do what: the only file that decides it."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from machimori_office.people.models import Role, Staff


class Act(Enum):
    """Something that not everybody may do."""

    SEE_TODAY = auto()
    SEE_STAFF = auto()
    MANAGE_STAFF = auto()
    SEE_AUDIT = auto()
    SEE_MAIL = auto()
    DRAFT_MAIL = auto()
    APPROVE_MAIL = auto()
    BREAK_GLASS = auto()
    REVIEW_GLASS = auto()
    SEE_SUBSCRIBERS = auto()
    HANDLE_SUBSCRIBERS = auto()
    SEE_PLACES = auto()
    EDIT_PLACES = auto()
    SEE_RULES = auto()
    ADOPT_RULES = auto()
    PRINT_POSTERS = auto()
    SEE_BACKUPS = auto()
    SEE_REGISTER = auto()
    ANSWER_REQUESTS = auto()
    SEE_SUPPORT = auto()
    HANDLE_SUPPORT = auto()
    DECIDE_SUPPORT = auto()
    SEE_SITES = auto()
    INSPECT = auto()
    DECIDE_SITES = auto()
    SEE_RECORDS = auto()
    SEE_YEAR = auto()
    WRITE_YEAR = auto()
    WRITE_RECORDS = auto()
    SEE_CONCERNS = auto()
    HANDLE_CONCERNS = auto()
    SEE_EVENTS = auto()
    HANDLE_EVENTS = auto()
    DECIDE_EVENTS = auto()
    SEE_WATCH = auto()
    HANDLE_WATCH = auto()
    SEE_ANALYSES = auto()
    ANALYSE = auto()
    DECIDE_ANALYSES = auto()


_ALL = frozenset(
    {
        Act.SEE_TODAY,
        Act.SEE_MAIL,
        Act.SEE_PLACES,
        Act.SEE_RULES,
        Act.SEE_SITES,
        Act.SEE_RECORDS,
        Act.SEE_EVENTS,
        Act.SEE_YEAR,
        Act.SEE_WATCH,
    }
)
# At night one person may be alone: whoever writes may break the glass.
_WORKING = _ALL | {
    Act.SEE_STAFF,
    Act.DRAFT_MAIL,
    Act.SEE_REGISTER,
    Act.SEE_SUBSCRIBERS,
    Act.HANDLE_SUBSCRIBERS,
    Act.BREAK_GLASS,
    Act.PRINT_POSTERS,
    Act.SEE_SUPPORT,
    Act.HANDLE_SUPPORT,
    Act.INSPECT,
    Act.WRITE_RECORDS,
    Act.SEE_CONCERNS,
    Act.HANDLE_CONCERNS,
    Act.HANDLE_EVENTS,
    Act.HANDLE_WATCH,
    Act.SEE_ANALYSES,
    Act.ANALYSE,
}
_APPROVING = _WORKING | {
    Act.APPROVE_MAIL,
    Act.EDIT_PLACES,
    Act.ADOPT_RULES,
    Act.DECIDE_SUPPORT,
    Act.DECIDE_SITES,
    Act.DECIDE_EVENTS,
    Act.DECIDE_ANALYSES,
}
_LEADING = _APPROVING | {
    Act.MANAGE_STAFF,
    Act.SEE_AUDIT,
    Act.REVIEW_GLASS,
    Act.SEE_BACKUPS,
    Act.WRITE_YEAR,
    Act.ANSWER_REQUESTS,
}

ALLOWED: dict[Role, frozenset[Act]] = {
    Role.VIEWER: _ALL,
    Role.OPERATOR: _WORKING,
    Role.APPROVER: _APPROVING,
    Role.MANAGER: _LEADING,
    Role.ADMINISTRATOR: _LEADING,
}

_RANK = {role: rank for rank, role in enumerate(Role)}


def may(staff: Staff, act: Act) -> bool:
    """Whether this member of staff may do this."""
    return staff.is_active and act in ALLOWED[Role(staff.role)]


def visible_staff(staff: Staff) -> QuerySet[Staff]:
    """Return whom one sees: colleagues; administrators see everybody."""
    everybody = Staff.objects.select_related("organisation")
    if staff.role == Role.ADMINISTRATOR:
        return everybody
    return everybody.filter(organisation=staff.organisation)


def may_change(by: Staff, staff: Staff) -> bool:
    """Whether `by` may change this account: not one's own, and none above."""
    return (
        may(by, Act.MANAGE_STAFF)
        and by.pk != staff.pk
        and may_grant(by, Role(staff.role))
        and _sees(by, staff)
    )


def _sees(by: Staff, staff: Staff) -> bool:
    """The same for one account, without asking the database."""
    is_colleague = staff.organisation_id == by.organisation_id
    return by.role == Role.ADMINISTRATOR or is_colleague


def may_grant(by: Staff, role: Role) -> bool:
    """Whether `by` may give this role: none above one's own."""
    return may(by, Act.MANAGE_STAFF) and _RANK[role] <= _RANK[Role(by.role)]


def grantable_roles(by: Staff) -> list[tuple[str, str]]:
    """Return the roles that `by` may give, with their names."""
    return [(role.value, str(role.label)) for role in Role if may_grant(by, role)]


Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def requires(act: Act) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let a view be reached only by who may do `act`, signed in as the rules ask."""

    def decorate(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponse:
            refused = _refusal(request)
            if refused:
                return refused
            if not may(signed_in(request), act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return decorate


def may_open(staff: Staff, address: str) -> bool:
    """Whether this member of staff gets the page behind an address of the office."""
    view = resolve(urlsplit(address).path).func
    act = getattr(view, "act", None)
    return isinstance(act, Act) and may(staff, act)


def signed_in(request: HttpRequest) -> Staff:
    """Return who asks; only for views that require something."""
    if not isinstance(request.user, Staff):
        raise PermissionDenied
    return request.user


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if _is_over(request):
        logout(request)
        return redirect_to_login(request.get_full_path())
    if settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return None


def _is_over(request: HttpRequest) -> bool:
    """Whether the session is older than a day's work, or of unknown age."""
    records = get_authentication_records(request, signed_in(request))
    if not records:
        return True
    began_at = float(records[0]["at"])
    return time.time() - began_at > float(settings.SESSION_LONGEST_S)
