"""What concerns keep about people, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from machimori.language import Text
from machimori_office.audit.services import record
from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern, Photo, Reporter, Step
from machimori_office.concerns.services.receiving import terms_on
from machimori_office.outbox import notices
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

_FORGOTTEN = "—"


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Forget what was reported some months after its end; what is public stays."""
    months = terms_on(at).kept_months
    today = at.astimezone(JST).date()
    ended = Concern.objects.filter(ended_at__isnull=False, forgotten_at__isnull=True)
    due = [
        pk
        for pk, ended_at in ended.values_list("pk", "ended_at")
        if ended_at and months_after(ended_at.astimezone(JST).date(), months) <= today
    ]
    return _forget(Concern.objects.filter(pk__in=due), at)


def find(address: str) -> Sequence[Kept]:
    """Return the concerns of whoever has a mail address."""
    found = Reporter.objects.filter(mail__iexact=address.strip())
    return [
        Kept(label=_CONCERN, value=f"{number_of(who.concern)} {who.concern.text}")
        for who in found.select_related("concern")
    ]


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Forget what whoever has a mail address reported.

    What is still open is seen to without knowing who reported it.
    """
    theirs = Concern.objects.filter(reporter__mail__iexact=address.strip())
    for concern in theirs:
        record(
            actor=actor,
            action="concerns.forgotten",
            object_kind="concern",
            object_id=str(concern.pk),
            reason=reason,
            at=at,
        )
    over = _forget(theirs.filter(ended_at__isnull=False), at)
    deleted, _ = Reporter.objects.filter(mail__iexact=address.strip()).delete()
    return over + deleted


def _forget(concerns: QuerySet[Concern], at: datetime) -> int:
    """Delete text, place, pictures and address; kind, district and days stay."""
    pks = list(concerns.values_list("pk", flat=True))
    of_these = {"concern__in": pks}
    Step.objects.filter(**of_these).update(said="")
    Photo.objects.filter(**of_these, is_published=False).delete()
    Reporter.objects.filter(**of_these).delete()
    notices.forget([str(pk) for pk in pks])
    return Concern.objects.filter(pk__in=pks).update(
        text=_FORGOTTEN, place_text="", lon=None, lat=None, forgotten_at=at
    )


_CONCERN = Text(ja="市への情報提供", en="Concern")

personal_file(
    PersonalFile(
        name="concerns",
        title=Text(ja="市民からの情報", en="Concerns of residents"),
        purpose=Text(
            ja="危険な場所や不審な出来事を確かめ、対応し、回答するため",
            en="To look into what was reported, see to it, and answer",
        ),
        items=(
            Text(
                ja="知らせの内容、場所、写真", en="What was reported, where, pictures"
            ),
            Text(ja="回答を受け取るメールアドレス", en="A mail address to answer to"),
        ),
        source=Text(
            ja="本人、パトロール隊員、警察", en="Reporters, patrols, the police"
        ),
        kept_until=Text(
            ja="対応が終わってから、決まりの月数（公開した文と写真は残る）",
            en="For the months that the rule says after the end; what is public stays",
        ),
        tables=(
            "concerns.Concern",
            "concerns.Reporter",
            "concerns.Photo",
            "concerns.Step",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
