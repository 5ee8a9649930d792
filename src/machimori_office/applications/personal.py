"""What applications keep about people, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from machimori.language import Text
from machimori_office.applications.conditions import terms_of
from machimori_office.applications.models import (
    Applicant,
    Application,
    Asked,
    Crossing,
    Finding,
    Letter,
    Paper,
    Step,
)
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.audit.services import record
from machimori_office.outbox import notices
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

_FORGOTTEN = "—"


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Forget applicants whose years after the end are over, and what nobody sent in."""
    late, _ = Asked.objects.filter(expires_at__lte=at).delete()
    due = [a for a in _ended() if _is_due(a, at)]
    return late + _forget(Application.objects.filter(pk__in=[a.pk for a in due]))


def find(address: str) -> Sequence[Kept]:
    """Return the applications of whoever has a mail address."""
    found = Applicant.objects.filter(mail__iexact=address.strip()).exclude(mail="")
    return [
        Kept(label=_APPLICATION, value=f"{number_of(who.application)} {who.name}")
        for who in found.select_related("application")
    ]


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Forget whoever has a mail address in applications that are over.

    One that is still under way needs its applicant: it has to be withdrawn first.
    """
    theirs = Application.objects.filter(
        applicant__mail__iexact=address.strip(), ended_at__isnull=False
    )
    for application in theirs.exclude(applicant__mail=""):
        record(
            actor=actor,
            action="applications.forgotten",
            object_kind="application",
            object_id=str(application.pk),
            reason=reason,
            at=at,
        )
    return _forget(theirs.exclude(applicant__mail=""))


def _ended() -> QuerySet[Application]:
    ended = Application.objects.filter(ended_at__isnull=False, applicant__isnull=False)
    return ended.filter(procedure__in=list(PROCEDURES))


def _is_due(application: Application, at: datetime) -> bool:
    if application.ended_at is None:
        return False
    years = terms_of(PROCEDURES[application.procedure], at).kept_years
    ended_on = application.ended_at.astimezone(JST).date()
    return months_after(ended_on, 12 * years) <= at.astimezone(JST).date()


def _forget(applications: QuerySet[Application]) -> int:
    """Delete who applied, and every word that could name them; the figures stay."""
    pks = list(applications.values_list("pk", flat=True))
    of_these = {"application__in": pks}
    Letter.objects.filter(**of_these).update(paragraphs=[_FORGOTTEN])
    Step.objects.filter(**of_these).update(said="")
    Finding.objects.filter(**of_these).update(evidence=_FORGOTTEN, because="")
    Application.objects.filter(pk__in=pks).update(answers={})
    notices.forget([str(pk) for pk in pks])
    Paper.objects.filter(**of_these).delete()
    Crossing.objects.filter(**of_these).delete()
    deleted, _ = Applicant.objects.filter(**of_these).delete()
    return deleted


_APPLICATION = Text(ja="申請", en="Application")

personal_file(
    PersonalFile(
        name="applications",
        title=Text(ja="貸与・支給・補助の申請者", en="Applicants"),
        purpose=Text(
            ja="録音機の貸与、防犯資機材の支給、防犯カメラの補助の審査と連絡のため",
            en="To decide on loans, equipment and grants, and to reach the applicant",
        ),
        items=(
            Text(ja="氏名・団体名、住所、電話番号、メールアドレス", en="Name, address"),
            Text(ja="申請書の回答、確認した資料", en="Answers and what was looked at"),
        ),
        source=Text(ja="本人または団体の代表者", en="The applicant"),
        kept_until=Text(
            ja="手続きが終わってから、業務ごとの決まりの年数",
            en="For the years that the duty's rule says, after the end",
        ),
        tables=(
            "applications.Applicant",
            "applications.Asked",
            "applications.Application",
            "applications.Crossing",
            "applications.Letter",
            "applications.Paper",
            "applications.Step",
            "applications.Finding",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
