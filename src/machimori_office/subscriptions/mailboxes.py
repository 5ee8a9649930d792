"""The mailboxes of registration: empty mails, answers to mails, what comes back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.limits.services import Limit, take
from machimori_office.mailroom.authentication import Proof, proof
from machimori_office.mailroom.registry import Arrived, mailbox
from machimori_office.outbox import failing
from machimori_office.outbox.addresses import Address, read_address
from machimori_office.outbox.bounces import Kind, classify
from machimori_office.outbox.keys import return_paths
from machimori_office.outbox.manners import may_be_answered
from machimori_office.outbox.models import Message
from machimori_office.outbox.queueing import queue_one
from machimori_office.rules.services import rule
from machimori_office.subscriptions import complaints, services
from machimori_office.subscriptions.answering import filled, posting
from machimori_office.subscriptions.models import Subscriber
from machimori_office.subscriptions.registration import Registration
from machimori_office.web.words import JST

_ANSWERED = Limit(name="mail.answered", times=1, within=timedelta(days=1))


@mailbox("join", title=Text(ja="登録（空メール）", en="Registration (empty mail)"))
def join(mail: Arrived) -> None:
    """Ask for a link for whoever wrote; what they wrote is neither read nor kept."""
    writer = _writer(mail)
    if writer and _is_proven_enough(mail):
        services.ask_to_join(address=writer, way=Subscriber.Way.MAIL, at=mail.at)


@mailbox("reply", title=Text(ja="配信への返信", en="Answers to sent mails"))
def reply(mail: Arrived) -> None:
    """Say politely that nobody reads here, once a day; the mail is not kept."""
    writer = _writer(mail)
    if writer is None or not take(_ANSWERED, writer.key, at=mail.at):
        return
    city = _city(mail)
    words = filled(city.letters["answer"], address=str(writer))
    queue_one(posting(words, Message.Purpose.ANSWER, mail.at), to=writer, at=mail.at)


@mailbox("bounces", title=Text(ja="配信エラー", en="Delivery errors"))
def bounces(mail: Arrived) -> None:
    """Keep what a report proves of a delivery; nobody is ever answered from here."""
    report = classify(
        mail.raw,
        came_to=mail.recipient,
        on=mail.at.astimezone(JST).date(),
        keys=return_paths(),
    )
    returned = failing.note_report(report=report, at=mail.at)
    if returned and returned.kind is Kind.COMPLAINT:
        complaints.heed(address_pk=returned.address_pk, at=mail.at)


def _writer(mail: Arrived) -> Address | None:
    """Return who wrote, if they may be answered."""
    if not may_be_answered(mail, our_domain=settings.MAIL_DOMAIN):
        return None
    try:
        return read_address(mail.sender)
    except InvalidInput:
        return None


def _is_proven_enough(mail: Arrived) -> bool:
    found = proof(mail.raw, server=settings.MAIL_FRONT)
    asked = _city(mail).proof
    if asked == "proven":
        return found is Proof.PASSED
    return asked == "asked_for_nothing" or found is not Proof.FAILED


def _city(mail: Arrived) -> Registration:
    return rule(Registration, on=mail.at.astimezone(JST).date())
