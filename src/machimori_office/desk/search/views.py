"""The page of the one search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from machimori_office.desk.search.finding import found_by
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.searching import Sought


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.SEE_TODAY)
def search(request: HttpRequest) -> HttpResponse:
    """Show what all duties find.

    What is sought comes in the body, never in the address: names and serial numbers
    would stay in the logs of every server between, and in the browser's history.
    """
    sought = Sought.typed(request.POST.get("sought", ""))
    kinds = found_by(signed_in(request), sought)
    context = {"sought": sought.text, "kinds": kinds}
    return render(request, "desk/search.html", context)
