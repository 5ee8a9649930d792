"""The residents' side of a made-up city: their mails, and what they do with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.demo import catcher, residents
from machimori_office.demo.catcher import Caught
from machimori_office.demo.forms import EmptyMailForm

_SHOWN = 50
_LINK = re.compile(r"(https?://[!-~]+)")
_RETURNS: dict[str, Callable[[Caught], None]] = {
    "bounce": residents.bounce,
    "complaint": residents.complain,
}


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """List what reached the residents, the newest first."""
    everybody = list(catcher.caught())
    whose = request.GET.get("resident", "")
    rows = [m for m in everybody if whose in ("", m.recipient)]
    context = {
        "rows": rows[:_SHOWN],
        "residents": sorted({m.recipient for m in everybody}),
        "whose": whose,
    }
    return render(request, "demo/mails.html", context)


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as its recipient sees it."""
    found = _found(name)
    context = {
        "mail": found,
        "parts": list(_linked(_text(found))),
        "one_click": residents.one_click_address(found),
        "headers": found.letter.items(),
    }
    return render(request, "demo/mail.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Send an empty mail as a resident."""
    form = EmptyMailForm(request.POST or None)
    if form.is_valid() and _sent(request, lambda: _write(form)):
        return redirect("demo:mails")
    return render(request, "demo/write.html", {"form": form})


@require_POST
def send_back(request: HttpRequest, name: str) -> HttpResponse:
    """Let a mail come back to the office as an error report or a complaint."""
    found, way = _found(name), _RETURNS.get(request.POST.get("as", ""))
    if way is None:
        raise Http404
    _sent(request, lambda: way(found))
    return redirect("demo:mail", name=name)


def _write(form: EmptyMailForm) -> None:
    said = form.cleaned_data
    residents.send_empty_mail(sender=said["sender"], mailbox=said["mailbox"])


def _sent(request: HttpRequest, send: Callable[[], None]) -> bool:
    try:
        send()
    except OSError as error:
        messages.error(request, _("The office's mail server said: %s") % error)
        return False
    messages.success(request, _("Sent to the office."))
    return True


def _found(name: str) -> Caught:
    found = catcher.one(name)
    if found is None:
        raise Http404
    return found


def _text(mail: Caught) -> str:
    body = mail.letter.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body else ""


def _linked(text: str) -> Iterator[tuple[str, bool]]:
    """Part a text into what is a link and what is not."""
    for n, part in enumerate(_LINK.split(text)):
        yield part, n % 2 == 1
