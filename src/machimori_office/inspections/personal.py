"""What self-checks and rounds keep about people, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from machimori.language import Text
from machimori_office.audit.services import record
from machimori_office.inspections.models import Answer, Photo, SelfCheck
from machimori_office.inspections.self_checks import letters, services
from machimori_office.outbox import notices
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

State = SelfCheck.State


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Forget who signed what ended long ago, and pictures of that age."""
    today = at.astimezone(JST).date()
    since = months_after(today, -services.terms(today).kept_months)
    old = Photo.objects.filter(taken_at__date__lte=since)
    gone, _ = old.delete()
    return _forget(_over(since)) + gone


def find(address: str) -> Sequence[Kept]:
    """Return the self-checks that were asked of a mail address."""
    theirs = _of(address).select_related("site")
    return [
        Kept(label=_SELF_CHECK, value=f"{c.code} {c.site.name} {c.signed_by}")
        for c in theirs
    ]


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Forget address and name; what the body that owns the place stated stays."""
    theirs = _of(address).exclude(state__in=services.OPEN)
    for check in theirs:
        record(
            actor=actor,
            action="inspections.check_forgotten",
            object_kind="self-check",
            object_id=str(check.pk),
            reason=reason,
            at=at,
        )
    return _forget(theirs)


def _of(address: str) -> QuerySet[SelfCheck]:
    return SelfCheck.objects.filter(mail__iexact=address.strip()).exclude(mail="")


def _over(since: date) -> QuerySet[SelfCheck]:
    ended = Q(state=State.ACCEPTED, holds_until__lte=since)
    ended |= Q(state=State.WITHDRAWN, asked_at__date__lte=since)
    return SelfCheck.objects.filter(ended).exclude(mail="", signed_by="")


def _forget(checks: QuerySet[SelfCheck]) -> int:
    pks = list(checks.values_list("pk", flat=True))
    notices.forget([letters.about(check) for check in checks.only("pk")])
    Answer.objects.filter(check_form__in=pks).update(note="")
    forgotten = SelfCheck.objects.filter(pk__in=pks)
    return forgotten.update(mail="", signed_by="", said="")


_SELF_CHECK = Text(ja="自己点検", en="Self-check")

personal_file(
    PersonalFile(
        name="self-checks",
        title=Text(ja="自己点検の回答者", en="Who answers self-checks"),
        purpose=Text(
            ja="所有者・管理者に場所の自己点検を頼み、回答を確かめるため",
            en="To ask owners about the safety of their places",
        ),
        items=(
            Text(ja="メールアドレス、署名した人の氏名", en="Mail address, name"),
            Text(ja="回答、備考、写真", en="Answers, remarks, pictures"),
        ),
        source=Text(ja="所有者・管理者", en="Owners and managers"),
        kept_until=Text(
            ja="有効期限のあと、決まりの月数（場所の回答は残る）",
            en="For the months that the rule says after the end; the answers stay",
        ),
        tables=(
            "inspections.SelfCheck",
            "inspections.Answer",
            "inspections.Photo",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
