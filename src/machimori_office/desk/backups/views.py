"""Which backups there are."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from machimori_office.backups.models import Backup
from machimori_office.people.access import Act, requires

_SHOWN = 60


@require_safe
@requires(Act.SEE_BACKUPS)
def backups(request: HttpRequest) -> HttpResponse:
    """List the last backups, and say how one is made and restored."""
    context = {
        "rows": list(Backup.objects.all()[:_SHOWN]),
        "folder": settings.BACKUP_FOLDER,
    }
    return render(request, "desk/backups.html", context)
