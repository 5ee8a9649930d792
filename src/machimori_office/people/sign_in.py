"""How staff sign in: what allauth asks us, and what goes into the audit."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from machimori_office.audit.services import SYSTEM, record
from machimori_office.people.models import Staff

LOCKED_OUT_S = 15 * 60
"""As the rate limit in the settings says."""


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by invitation only; each entry and lock-out is recorded."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for themselves."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Record who came in."""
        super().login(request, user)
        _record(str(user.pk), "people.signed_in", "signed in", str(user.pk))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a lock-out, if it is about somebody who exists."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            name = credentials.get("username")
            staff = Staff.objects.filter(login_name=name).first()
            # Once per lock-out: who hammers on must not fill the audit.
            if staff and cache.add(f"locked-out-{staff.pk}", 1, LOCKED_OUT_S):
                _record(SYSTEM, "people.locked_out", "too many attempts", str(staff.pk))
            raise


@transaction.atomic
def _record(actor: str, action: str, reason: str, staff: str) -> None:
    record(
        actor=actor,
        action=action,
        object_kind="people.staff",
        object_id=staff,
        reason=reason,
        at=timezone.now(),
    )
