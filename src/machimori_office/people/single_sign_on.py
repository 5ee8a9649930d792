"""Signing in through the city's own directory (OpenID Connect).

The directory says who somebody is, and nothing else: accounts are opened by invitation,
roles are given here, and the second factor and the rules of sessions stay ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from machimori_office.audit.services import record
from machimori_office.people.models import Staff

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

PROVIDER = "city"


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in whom the office has invited, under the login name of the directory."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by being in the directory."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account it is; the first time by login name, then by identity."""
        name = str(_claims(sociallogin).get("preferred_username") or "")
        # Names and addresses that the directory tells are not ours to keep.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            return
        staff = Staff.objects.filter(login_name=name, is_active=True).first()
        if staff is None or SocialAccount.objects.filter(user=staff).exists():
            raise ImmediateHttpResponse(
                render(request, "people/unknown.html", status=403)
            )
        _join(request, sociallogin, staff)


@transaction.atomic
def _join(request: HttpRequest, sociallogin: SocialLogin, staff: Staff) -> None:
    """Bind the identity for good: a name that is given to another leads nowhere."""
    sociallogin.connect(request, staff)
    record(
        actor=str(staff.pk),
        action="people.joined_directory",
        object_kind="people.staff",
        object_id=str(staff.pk),
        reason="first sign-in by directory",
        at=timezone.now(),
    )


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    told = sociallogin.account.extra_data
    return dict(told.get("userinfo") or told.get("id_token") or told)
