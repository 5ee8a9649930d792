"""The page of what reopens where a roster could not be filled."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from machimori.reports.patrols import reopened_map
from machimori_office.patrols.models import Roster
from machimori_office.people.access import Act, requires
from machimori_office.walks import gaps
from machimori_office.web.paper import SVG, as_picture
from machimori_office.web.speaking import language


@require_safe
@requires(Act.HANDLE_WATCH)
def roster_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Show each open place and hour with its reason, and what nobody sees then."""
    found, study = get_object_or_404(Roster, pk=pk), gaps.newest_gap()
    openings = gaps.openings(found, study)
    context = {"roster": found, "study": study, "openings": openings}
    return render(request, "walks/gaps.html", context)


@require_safe
@requires(Act.HANDLE_WATCH)
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Draw what nobody sees about one place in its hours."""
    found, study = get_object_or_404(Roster, pk=pk), gaps.newest_gap()
    opening = {one.number: one for one in gaps.openings(found, study)}.get(number)
    if study is None or opening is None or not opening.posts:
        raise Http404
    svg = reopened_map(
        gaps.gap_of(study.pk),
        opening.posts,
        opening.hours,
        title=opening.school.name,
        language=language(),
    )
    return as_picture(svg.encode(), SVG)
