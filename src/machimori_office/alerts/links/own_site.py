"""Whether a link to the city's own site leads anywhere: known without asking."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from machimori_office.alerts.models import Alert


def is_own(link: str) -> bool:
    """Whether a link leads to this site."""
    asked, own = urlsplit(link), urlsplit(settings.OFFICE_PUBLIC_ADDRESS)
    return asked.netloc.lower() == own.netloc.lower()


def is_dead(link: str) -> bool:
    """Whether a link names a page of this site that is not there."""
    if not is_own(link):
        return False
    try:
        found = resolve(urlsplit(link).path or "/")
    except Resolver404:
        return True
    pk = found.kwargs.get("pk")
    if found.view_name != "public:alert" or not isinstance(pk, UUID):
        return False
    return not Alert.objects.published().filter(pk=pk).exists()
