"""Pages about what was handed over."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.desk.delivery import rows, words
from machimori_office.desk.delivery.forms import DomainForm
from machimori_office.desk.delivery.proof import proof_of
from machimori_office.outbox.domain_records.judging import Finding, Sending, judge
from machimori_office.outbox.domain_records.zone import read_zone
from machimori_office.outbox.letters import LEAVE_HERE
from machimori_office.outbox.models import Delivery, Letter, Message
from machimori_office.outbox.office_sender import signers
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.paper import as_pdf
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import as_excel

_SHOWN = 20


@require_safe
@requires(Act.SEE_MAIL)
def messages(request: HttpRequest) -> HttpResponse:
    """List messages and how far they are."""
    listing = rows.messages(request)
    if listing.wants_excel:
        return as_excel(_("Deliveries"), [listing.sheet()], at=timezone.now())
    return render(request, "desk/delivery/list.html", {"listing": listing})


@require_safe
@requires(Act.SEE_MAIL)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say of one message who has it, who waits and who was refused."""
    message = _message(pk)
    ledger = Delivery.objects.filter(message=message).select_related("address")
    sees_addresses = may(signed_in(request), Act.DRAFT_MAIL)
    failed = ledger.failed().order_by("pk")
    context = {
        "message": message,
        "subject": rows.subject(message),
        "letters": [_letter(letter) for letter in message.letters.all()],
        "waiting": rows.waiting(message),
        "held_because": words.held_because(message),
        "lanes": rows.by_lane(ledger.open()),
        "sees_addresses": sees_addresses,
        "failed": [_worded(row) for row in failed[:_SHOWN]] if sees_addresses else [],
        "twice": ledger.filter(may_be_twice=True).count(),
        "rehearsed": message.rehearsals.select_related("address")[:_SHOWN]
        if sees_addresses
        else [],
    }
    return render(request, "desk/delivery/one.html", context)


def _letter(letter: Letter) -> tuple[str, str, str]:
    place = _("(here each reader finds a link to leave by)")
    return (
        letter.subject,
        words.languages(letter.key),
        letter.text.replace(LEAVE_HERE, place),
    )


def _worded(row: Delivery) -> tuple[str, str, str]:
    return words.address(row), words.state(row), words.answer(row)


@require_safe
@requires(Act.DRAFT_MAIL)
def recipients(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the recipients of a message; Excel of all that is seen."""
    message = _message(pk)
    listing = rows.recipients(request, message)
    if listing.wants_excel:
        return as_excel(_("All recipients"), [listing.sheet()], at=timezone.now())
    context = {
        "listing": listing,
        "message": message,
        "subject": rows.subject(message),
        "empty": _("A message in training has recipients only on paper."),
    }
    return render(request, "desk/delivery/recipients.html", context)


@require_safe
@requires(Act.DRAFT_MAIL)
def proof(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the proof of delivery, to print and file."""
    message, at = _message(pk), timezone.now()
    about = request.GET.get("to", "")[:254]
    name = _("Proof of delivery") + f"_{message.uuid}.pdf"
    return as_pdf(proof_of(message, about=about, at=at), name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.SEE_RULES)
def domain(request: HttpRequest) -> HttpResponse:
    """Check the records of the city's domain, as they were pasted; nothing is kept."""
    form = DomainForm(request.POST or None)
    sending = Sending(
        from_domain=settings.MAIL_FROM[1].rpartition("@")[2],
        return_domain=settings.MAIL_DOMAIN,
        signers=signers(),
    )
    context = {"form": form, "sending": sending}
    if form.is_valid():
        zone = read_zone(form.cleaned_data["zone"], domain=sending.return_domain)
        asked = Sending(
            **{**vars(sending), "server_ip": form.cleaned_data["server_ip"] or ""}
        )
        context["findings"] = [_spoken(finding) for finding in judge(zone, asked)]
        context["unread"] = zone.unread
    return render(request, "desk/delivery/domain.html", context)


def _spoken(finding: Finding) -> dict[str, object]:
    return {
        "topic": finding.topic,
        "standing": words.STANDINGS[finding.standing],
        "is_good": finding.standing == "good",
        "says": spoken(finding.says),
        "refuses": spoken(finding.refuses),
        "name": finding.name,
        "record": finding.record,
    }


def _message(pk: UUID) -> Message:
    return get_object_or_404(Message.objects.prefetch_related("letters"), uuid=pk)
