"""Pages for when something is wrong: what happened, and what to do now."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the reader's role does not allow this."""
    return render(request, "web/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here, or nothing that the reader may see."""
    return render(request, "web/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or came from elsewhere."""
    return render(request, "web/csrf.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without asking the database for anything."""
    said = str(sys.exc_info()[1])
    # As SQLite and PostgreSQL call it.
    is_full = "disk is full" in said or "No space left on device" in said
    return render(None, "web/500.html", {"is_full": is_full}, status=500)
