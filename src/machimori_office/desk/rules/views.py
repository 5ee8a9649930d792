"""The city's rules: all of them, one with its history, another wording of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput, Problem
from machimori.language import Language
from machimori_office.desk.rules.differences import Difference, differences
from machimori_office.desk.rules.forms import RuleForm
from machimori_office.desk.words import actor
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.people.names import names_of
from machimori_office.rules import services
from machimori_office.rules.documents import example_text, read_rule
from machimori_office.rules.models import Version
from machimori_office.rules.registry import Subject, subjects
from machimori_office.web.errors import RuleChanged
from machimori_office.web.speaking import said


@require_safe
@requires(Act.SEE_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules, with the day from which each holds as it does."""
    today = timezone.localdate()
    holding = services.holding(on=today)
    rows = [
        {"subject": _worded(subject), "version": holding.get(subject.name)}
        for subject in subjects()
    ]
    return render(request, "desk/rules/list.html", {"rows": rows})


@require_safe
@requires(Act.SEE_RULES)
def one(request: HttpRequest, name: str) -> HttpResponse:
    """Show the document that holds today, what is to come, and what held before."""
    subject, today = _subject(name), timezone.localdate()
    holding = services.holding(on=today).get(name)
    context = {
        "subject": _worded(subject),
        "text": _text(subject, today),
        "holding": holding,
        "history": _history(subject),
        "today": today,
        "may_adopt": may(signed_in(request), Act.ADOPT_RULES),
    }
    return render(request, "desk/rules/one.html", context)


@require_safe
@requires(Act.SEE_RULES)
def version(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Show one wording and how it differed from the one before."""
    subject = _subject(name)
    history = services.history(name)
    at = next((n for n, each in enumerate(history) if each.pk == pk), None)
    if at is None:
        raise Http404
    before = history[at + 1].text if at + 1 < len(history) else example_text(name)
    context = {
        "subject": _worded(subject),
        "version": history[at],
        "by": _history(subject)[at][1],
        "differences": differences(before, history[at].text, _language()),
    }
    return render(request, "desk/rules/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.ADOPT_RULES)
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Word a rule anew: looked at first, with all its problems and what changes."""
    subject, today = _subject(name), timezone.localdate()
    held = _text(subject, today)
    initial = {"text": held, "valid_from": today, "after": services.newest(name)}
    form = RuleForm(request.POST or None, today=today, initial=initial)
    context: dict[str, Any] = {"subject": _worded(subject), "form": form}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        context["problems"] = _problems(subject, text)
        if not context["problems"]:
            changes = differences(held, text, _language())
            if "adopt" in request.POST and _adopted(request, subject, form, changes):
                return redirect("desk:rule", name=name)
            context |= {"is_right": True, "differences": changes}
        else:
            context["lines"] = _marked(text, context["problems"])
    return render(request, "desk/rules/edit.html", context)


def _adopted(
    request: HttpRequest,
    subject: Subject,
    form: RuleForm,
    changes: Sequence[Difference],
) -> bool:
    if not changes:
        form.add_error("text", gettext("Nothing differs from what holds."))
        return False
    try:
        services.adopt(
            type_=subject.type,
            text=form.cleaned_data["text"],
            valid_from=form.cleaned_data["valid_from"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            after=form.cleaned_data["after"],
        )
    except RuleChanged as refusal:
        form.add_error(None, said(refusal))
        return False
    messages.success(request, gettext("The rule was adopted."))
    return True


def _problems(subject: Subject, text: str) -> list[dict[str, str]]:
    try:
        read_rule(text, subject.type, file=f"{subject.name}.yaml")
    except InvalidInput as error:
        return [_shown(problem) for problem in error.problems]
    return []


def _shown(problem: Problem) -> dict[str, str]:
    language = _language()
    return {
        "where": problem.where.in_(language),
        "found": problem.found,
        "expected": problem.expected.in_(language),
        "remedy": problem.remedy.in_(language),
        "line": "".join(problem.where.en.split(" ")[1:2]),
    }


def _marked(
    text: str, problems: Sequence[dict[str, str]]
) -> list[tuple[int, str, bool]]:
    """Number the lines of a document, and mark those that cannot be used."""
    wrong = {problem["line"] for problem in problems}
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line, str(number) in wrong) for number, line in lines]


def _subject(name: str) -> Subject:
    found = next((s for s in subjects() if s.name == name), None)
    if found is None:
        raise Http404
    return found


def _worded(subject: Subject) -> dict[str, str]:
    language = _language()
    return {
        "name": subject.name,
        "title": subject.title.in_(language),
        "explains": subject.explains.in_(language),
    }


def _text(subject: Subject, on: date) -> str:
    return services.current_text(subject.name, on=on) or example_text(subject.name)


def _history(subject: Subject) -> list[tuple[Version, str]]:
    versions = services.history(subject.name)
    names = names_of(each.written_by for each in versions)
    return [(v, names.get(v.written_by) or actor(v.written_by)) for v in versions]


def _language() -> Language:
    return "en" if get_language() == "en" else "ja"
