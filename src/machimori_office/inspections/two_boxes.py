"""Self-checks on two boxes: asked for in the console, answered on the internet part.

What an owner signed travels as an act; the console takes it where it still waits for
answers. The internet part holds answers only while their owner may change them, and
forgets a self-check that was withdrawn or ended: its link is dead then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from machimori_office.exchange.contract import Act, Standing
from machimori_office.inspections import auditing
from machimori_office.inspections.models import Answer, Photo, SelfCheck, Site
from machimori_office.inspections.self_checks import answering, letters
from machimori_office.inspections.self_checks.answering import ACT
from machimori_office.inspections.self_checks.carried import (
    SAME,
    AskedOf,
    Signed,
    asked_of,
)
from machimori_office.inspections.self_checks.services import OPEN
from machimori_office.outbox import notices
from machimori_office.web.pictures import cleaned
from machimori_office.web.words import JST

State = SelfCheck.State


def _standing(now: datetime) -> Iterator[tuple[str, AskedOf]]:
    """Yield the self-checks whose link leads somewhere."""
    today = now.astimezone(JST).date()
    live = Q(state__in=(*OPEN, State.SIGNED))
    live |= Q(state=State.ACCEPTED, holds_until__gte=today)
    found = SelfCheck.objects.filter(live).select_related("site")
    for check in found.prefetch_related("answers").order_by("asked_at", "pk"):
        answers = check.answers.all() if check.state in OPEN else ()
        yield str(check.pk), asked_of(check, answers)


def _take_standing(key: str, said: AskedOf, _at: datetime) -> None:
    site, _ = Site.objects.update_or_create(
        code=said.site_code, defaults={"name": said.site_name}
    )
    fields = {name: getattr(said, name) for name in SAME}
    check, _ = SelfCheck.objects.update_or_create(
        pk=UUID(key),
        defaults={
            **fields,
            "site": site,
            "questions": [dict(question) for question in said.questions],
            "asked_by": "",
        },
    )
    if said.state not in OPEN:
        _empty(check)
        return
    # What was begun here stays: the console knows of nothing before the signature.
    given = set(check.answers.values_list("number", flat=True))
    Answer.objects.bulk_create(
        Answer(
            check_form=check,
            number=one.number,
            holds=one.holds,
            note=one.note,
            answered_at=one.answered_at,
        )
        for one in said.answers
        if one.number not in given
    )


def _end(key: str, _at: datetime) -> None:
    found = SelfCheck.objects.filter(pk=UUID(key)).first()
    if found is None:
        return
    notices.forget([letters.about(found)])
    _empty(found)
    found.delete()
    Site.objects.filter(self_checks=None, scenes=None, pk=found.site_id).delete()


def _empty(check: SelfCheck) -> None:
    """Delete the answers with their pictures, and who signed: the console has them."""
    Photo.objects.filter(answer__check_form=check).delete()
    check.answers.all().delete()
    SelfCheck.objects.filter(pk=check.pk).update(signed_by="")


def _arrived(key: str) -> None:
    for check in SelfCheck.objects.filter(pk=UUID(key)).exclude(state__in=OPEN):
        _empty(check)


def _take_signature(key: str, signed: Signed, at: datetime) -> None:
    """Take what an owner signed on the internet part, if it still waits for that."""
    check = SelfCheck.objects.filter(pk=UUID(key)).first()
    if check is None:
        return
    if check.state not in OPEN:
        # Withdrawn, or typed in from paper: that stands.
        reason = "it crossed with the office"
        auditing.note(
            "self-check",
            check.pk,
            "check_crossed",
            actor=answering.OWNER,
            reason=reason,
            at=at,
        )
        return
    numbers = [one.number for one in signed.answers]
    if sorted(numbers) != list(range(1, len(check.questions) + 1)):
        raise ValueError("each question has one answer")
    for one in signed.answers:
        answering.answer(
            check,
            one.number,
            holds=one.holds,
            note=one.note,
            picture=cleaned(one.jpeg) if one.jpeg else None,
            at=one.answered_at,
        )
    answering.sign(check, name=signed.name, at=signed.at)


CARRIED = (
    Act(
        name=ACT,
        sender="public",
        takes=_take_signature,
        arrived=_arrived,
        body=Signed,
    ),
    Standing(
        name="self_check_asked",
        sender="console",
        says=_standing,
        takes=_take_standing,
        ends=_end,
        answers=ACT,
        body=AskedOf,
        is_sealed=True,
    ),
)
