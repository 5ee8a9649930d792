"""The pages by which a list is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori_office.desk.lists.example import sheets_of
from machimori_office.desk.lists.forms import FileForm, TakeOverForm, wrapped
from machimori_office.desk.lists.reading import Fault, ReadList, read_list
from machimori_office.desk.lists.trying import (
    DryRun,
    Line,
    What,
    lists,
    take_over,
    try_out,
)
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.people.models import Staff
from machimori_office.web.errors import OfficeError
from machimori_office.web.lists import How, ListImport
from machimori_office.web.speaking import language, said, spoken
from machimori_office.web.tables import as_excel
from machimori_office.web.tasks import Words

SHOWN = 200
"""Rows of a dry run on the page, those that need a look first."""


@require_safe
@requires(Act.SEE_TODAY)
def overview(request: HttpRequest) -> HttpResponse:
    """Say which lists can be taken over."""
    staff = signed_in(request)
    theirs = [about for about in lists().values() if about.is_for(staff)]
    return render(request, "desk/lists/overview.html", {"lists": theirs})


@require_safe
@requires(Act.SEE_TODAY)
def example(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the empty sheet."""
    about = _list(name, signed_in(request))
    return as_excel(str(about.title), sheets_of(about), at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.SEE_TODAY)
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Take a file, and show what taking it over would do; nothing is written."""
    about = _list(name, signed_in(request))
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            read = read_list(content, name=file.name, columns=about.columns())
        except InvalidInput as error:
            problems = [problem.sentence(language()) for problem in error.problems]
        else:
            found = try_out(about, read, on=timezone.localdate())
            held = {"content": wrapped(content), "file_name": file.name}
            return _shown(request, about, found, held)
    context = {"form": form, "list": about, "problems": problems}
    context |= {"columns": about.columns()}
    return render(request, "desk/lists/upload.html", context)


@require_http_methods(["POST"])
@requires(Act.SEE_TODAY)
def import_(request: HttpRequest, name: str) -> HttpResponse:
    """Take over what was looked at, all rows or none."""
    about, form = _list(name, signed_in(request)), TakeOverForm(request.POST)
    read = _read_again(about, form)
    if read is None:
        messages.error(request, _("Choose the file again."))
        return redirect("desk:list", name)
    if form.is_valid():
        try:
            counts = _taken_over(request, about, read, form)
        except OfficeError as refusal:
            form.add_error(None, said(refusal))
        else:
            done = _("Taken over: %(new)s new, %(changed)s changed.")
            messages.success(request, done % {str(w): n for w, n in counts.items()})
            return redirect(about.home)
    held = {key: form.data[key] for key in ("content", "file_name")}
    found = try_out(about, read, on=timezone.localdate())
    return _shown(request, about, found, held, form)


def _read_again(about: ListImport, form: TakeOverForm) -> ReadList | None:
    """Read the file that came back; None where it is not what a page of ours holds."""
    if {"content", "file_name"} & set(form.errors):
        return None
    told = form.cleaned_data
    try:
        return read_list(
            told["content"], name=told["file_name"], columns=about.columns()
        )
    except InvalidInput:
        return None


def _taken_over(
    request: HttpRequest, about: ListImport, read: ReadList, form: TakeOverForm
) -> Mapping[What, int]:
    told = form.cleaned_data
    how = How(
        actor=str(signed_in(request).pk), reason=told["reason"], at=timezone.now()
    )
    return take_over(about, read, seen=told["seen"], how=how, on=timezone.localdate())


def _shown(
    request: HttpRequest,
    about: ListImport,
    found: DryRun,
    held: dict[str, Any],
    refused: TakeOverForm | None = None,
) -> HttpResponse:
    """Show the dry run; its form holds the file, and the mark of what was shown."""
    form = TakeOverForm(initial={**held, "seen": found.mark})
    if refused is not None:
        told = {name: refused.data.get(name, "") for name in refused.fields}
        form = TakeOverForm({**told, "seen": found.mark})
        form.full_clean()
        for error in refused.non_field_errors():
            form.add_error(None, error)
    order = list(What)
    lines = sorted(found.lines, key=lambda line: order.index(line.what))
    context = {
        "form": form,
        "list": about,
        "found": found,
        "counts": [(WHAT_WORDS[what], n) for what, n in found.counts.items()],
        "lines": [_worded(line) for line in lines[:SHOWN]],
        "left_out": max(0, len(lines) - SHOWN),
        "again": FileForm(),
    }
    return render(request, "desk/lists/dry_run.html", context)


WHAT_WORDS: Mapping[What, Words] = {
    What.REFUSED: gettext_lazy("Cannot be taken over"),
    What.NEW: gettext_lazy("New"),
    What.CHANGED: gettext_lazy("Changed"),
    What.SAME: gettext_lazy("Stays as it is"),
}


def _worded(line: Line) -> tuple[Line, Words, list[tuple[Fault, str, str]], str]:
    faults = [(f, spoken(f.expected), spoken(f.remedy)) for f in line.faults]
    return line, WHAT_WORDS[line.what], faults, spoken(line.where)


def _list(name: str, staff: Staff) -> ListImport:
    about = lists().get(name)
    if about is None:
        raise Http404
    if not about.is_for(staff):
        raise PermissionDenied
    return about
