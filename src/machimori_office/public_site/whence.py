"""Whose line a form came by: what limits are counted by."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def asked_from(request: HttpRequest) -> str:
    """Return whose line a form came by: one household has many numbers in IPv6."""
    found: str = get_adapter().get_client_ip(request)
    try:
        number = ipaddress.ip_address(found)
    except ValueError:
        return found
    if number.version == 4:
        return str(number)
    return str(ipaddress.ip_network((int(number), 64), strict=False))
