"""What seminars keep about people, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.audit.services import SYSTEM
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import counting, planning, signing_up
from machimori_office.seminars.services.changes import note_party, terms


def delete_due(at: datetime) -> int:
    """Delete who took part when the rule's days after the seminar are over."""
    since = at - timedelta(days=terms(at).kept_days)
    due = Seminar.objects.filter(ends_at__lte=since, names_deleted_at__isnull=True)
    return sum(_forget(seminar, at) for seminar in due)


def find(address: str) -> Sequence[Kept]:
    """Return the sign-ups of whoever has a mail address."""
    return [
        Kept(label=_SIGN_UP, value=f"{p.seminar.day} {p.seminar} {p.name} {p.people}")
        for p in _of(address).select_related("seminar")
    ]


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Delete the sign-ups of whoever has a mail address; what is ahead is cancelled."""
    theirs = list(_of(address).select_related("seminar"))
    for party in theirs:
        is_ahead = party.seminar.begins_at > at
        is_counted = counting.is_counted_here(party.seminar, at)
        if is_ahead and is_counted and party.state in Participation.LIVE:
            signing_up.withdraw(party, at=at, actor=actor)
        note_party(party, "forgotten", reason, actor, at)
    notices.forget([str(party.pk) for party in theirs])
    deleted = _of(address).exclude(seats__gt=0).delete()[0]
    # Whoever came is counted still, without a name.
    nameless = _of(address).update(name="", mail="", mail_key="", phone="")
    return deleted + nameless


@transaction.atomic
def _forget(seminar: Seminar, at: datetime) -> int:
    if seminar.state == Seminar.State.OPEN and settings.OFFICE_PART != "public":
        planning.finish(seminar, actor=SYSTEM, at=at)
    notices.forget([str(pk) for pk in seminar.parties.values_list("pk", flat=True)])
    deleted, _ = seminar.parties.all().delete()
    Seminar.objects.filter(pk=seminar.pk).update(names_deleted_at=at, taken=0)
    return deleted


def _of(address: str) -> QuerySet[Participation]:
    try:
        key = read_address(address).key
    except InvalidInput:
        key = address.strip().lower()
    return Participation.objects.filter(mail_key=key).exclude(mail_key="")


_SIGN_UP = Text(ja="講習会の申込み", en="Sign-up for a seminar")

personal_file(
    PersonalFile(
        name="seminars",
        title=Text(ja="市民防犯講習会の参加者", en="Participants of seminars"),
        purpose=Text(
            ja="席の確保、開催の連絡、当日の受付のため",
            en="To keep seats, send news of the seminar, and receive people on the day",
        ),
        items=(
            Text(ja="氏名、参加人数", en="Name, number of people"),
            Text(ja="メールアドレスまたは電話番号", en="Mail address or telephone"),
            Text(ja="当日の出席", en="Whether they came"),
        ),
        source=Text(ja="本人", en="The person"),
        kept_until=Text(
            ja="講習会のあと、決まりの日数（初めは30日）まで。人数だけを残す",
            en="Some days after the seminar (30 at first); only numbers stay",
        ),
        tables=("seminars.Participation",),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
