"""Whether a link to the city's own site leads anywhere; others nobody asks."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from machimori_office.alerts.models import Alert


def is_dead(link: str) -> bool:
    """Whether a link names a page of this site that is not there."""
    asked, own = urlsplit(link), urlsplit(settings.OFFICE_PUBLIC_ADDRESS)
    if asked.netloc.lower() != own.netloc.lower():
        return False
    try:
        found = resolve(asked.path or "/")
    except Resolver404:
        return True
    pk = found.kwargs.get("pk")
    if found.view_name != "public:alert" or not isinstance(pk, UUID):
        return False
    return not Alert.objects.published().filter(pk=pk).exists()
