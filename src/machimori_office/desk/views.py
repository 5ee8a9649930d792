"""Pages across duties."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.audit import services
from machimori_office.audit.models import Entry
from machimori_office.desk import audit_lines
from machimori_office.desk.counting import remember
from machimori_office.desk.today import grouped, season, tasks, turns
from machimori_office.people.access import Act, may, requires, signed_in


@require_safe
@requires(Act.SEE_TODAY)
def today(request: HttpRequest) -> HttpResponse:
    """Say what must be done now, by whom, and why."""
    now = timezone.localtime()
    found = tasks(signed_in(request), now)
    remember(request, turns(found), now)
    context = {"groups": grouped(found), "now": now, "season": season(now)}
    return render(request, "desk/today.html", context)


@require_safe
@requires(Act.SEE_TODAY)
def settings_page(request: HttpRequest) -> HttpResponse:
    """List what can be set, by who may set it."""
    staff = signed_in(request)
    context = {
        "sees_staff": may(staff, Act.SEE_STAFF),
        "sees_audit": may(staff, Act.SEE_AUDIT),
        "prints_posters": may(staff, Act.PRINT_POSTERS),
        "sees_backups": may(staff, Act.SEE_BACKUPS),
        "sees_register": may(staff, Act.SEE_REGISTER),
        "answers_requests": may(staff, Act.ANSWER_REQUESTS),
    }
    return render(request, "desk/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.SEE_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """Show the chain, newest first; POST reads it whole and says whether it holds."""
    verification = services.verify() if request.method == "POST" else None
    page = Paginator(Entry.objects.order_by("-sequence"), 50).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": audit_lines.lines(list(page.object_list)),
        "verification": verification,
    }
    return render(request, "desk/audit.html", context)
