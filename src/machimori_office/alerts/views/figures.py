"""The year's deliveries: on the page, in Excel and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from machimori_office.alerts.figures import table_of
from machimori_office.people.access import Act, requires
from machimori_office.web.figures import answered, year_asked


@require_safe
@requires(Act.SEE_MAIL)
def figures(request: HttpRequest) -> HttpResponse:
    """Show a fiscal year beside the one before; each number opens its alerts."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))
