"""What contests keep about people, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.audit.services import SYSTEM
from machimori_office.contests.models import (
    Contest,
    Entrant,
    Entry,
    Judge,
    Picture,
)
from machimori_office.contests.services import handing_over
from machimori_office.contests.services.changes import note_about, terms
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST

State = Contest.State


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Delete what was never confirmed, what won nothing, and what was shown."""
    today = at.astimezone(JST).date()
    deleted = _unconfirmed(at)
    for contest in Contest.objects.filter(names_deleted_at__isnull=True):
        if _is_due(contest, at):
            deleted += _forget(contest, at)
    shown = Entry.objects.filter(contest__shown_until__lt=today).exclude(award="")
    pictures, _ = Picture.objects.filter(entry__in=shown).delete()
    return deleted + pictures + shown.exclude(shown_name="").update(shown_name="")


def find(address: str) -> Sequence[Kept]:
    """Return the entries of whoever has a mail address."""
    entries = [
        Kept(label=_ENTRY, value=f"{entrant.contest} {entrant.name} {entry.text}")
        for entrant in _of(address).select_related("contest")
        for entry in entrant.entries.all()
    ]
    judges = _judges(address).select_related("contest")
    return entries + [Kept(label=_JUDGE, value=f"{j.contest} {j.name}") for j in judges]


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Delete the entries of whoever has a mail address, shown or not."""
    theirs = list(_of(address))
    for entrant in theirs:
        note_about(
            "entrant", entrant.pk, "forgotten", reason=reason, actor=actor, at=at
        )
    entries = Entry.objects.filter(entrant__in=theirs)
    emptied = _emptied(entries, award="", shown_name="", state=Entry.State.WITHDRAWN)
    for entrant in theirs:
        handing_over.tell_erased(entrant, at=at)
    return emptied + _without(theirs) + _nameless(_judges(address))


def erase_told(entrant: Entrant, *, at: datetime) -> None:
    """Erase in the console who was erased on the internet part."""
    entries = Entry.objects.filter(entrant=entrant)
    _emptied(entries, award="", shown_name="", state=Entry.State.WITHDRAWN)
    note_about(
        "entrant",
        entrant.pk,
        "forgotten",
        reason="told by the internet part",
        actor=SYSTEM,
        at=at,
    )
    _without([entrant])


def _is_due(contest: Contest, at: datetime) -> bool:
    if contest.announced_at is not None:
        kept = timedelta(days=terms(contest).kept_days)
        return contest.announced_at + kept <= at
    # Left lying: nothing is kept past the day everything should end.
    is_over = contest.shown_until < at.astimezone(JST).date()
    return is_over or _is_called_off_for_good(contest, at)


def _is_called_off_for_good(contest: Contest, at: datetime) -> bool:
    if contest.state != State.CALLED_OFF:
        return False
    kept = timedelta(days=terms(contest).kept_days_called_off)
    return contest.called_off_at is None or contest.called_off_at + kept <= at


def _forget(contest: Contest, at: datetime) -> int:
    lost = contest.entries.filter(award="")
    emptied = _emptied(lost)
    deleted = _without(list(contest.entrants.all()))
    deleted += _nameless(contest.judges.all())
    Contest.objects.filter(pk=contest.pk).update(names_deleted_at=at)
    return emptied + deleted


def _emptied(entries: QuerySet[Entry], **changes: str) -> int:
    """Take text and picture out of entries; that they were entered stays."""
    Picture.objects.filter(entry__in=entries).delete()
    emptied = {"text": "", "work_key": "", "entrant": None, **changes}
    return entries.update(**emptied)


def _without(entrants: list[Entrant]) -> int:
    notices.forget([str(entrant.pk) for entrant in entrants])
    deleted, _ = Entrant.objects.filter(pk__in=[e.pk for e in entrants]).delete()
    return deleted


def _nameless(judges: QuerySet[Judge]) -> int:
    """Forget who judged; their marks stay, under a number."""
    notices.forget([str(pk) for pk in judges.values_list("pk", flat=True)])
    return judges.update(name=_FORGOTTEN, mail="", mail_key="")


def _unconfirmed(at: datetime) -> int:
    old = Entrant.objects.filter(consent="", entries__state=Entry.State.ASKED)
    due = [
        entrant
        for entrant in old.select_related("contest").distinct()
        if entrant.asked_at + timedelta(hours=terms(entrant.contest).link_lasts_h) <= at
    ]
    Entry.objects.filter(entrant__in=due).delete()
    return _without(due)


def _of(address: str) -> QuerySet[Entrant]:
    return Entrant.objects.filter(mail_key=_key(address)).exclude(mail_key="")


def _judges(address: str) -> QuerySet[Judge]:
    return Judge.objects.filter(mail_key=_key(address)).exclude(mail_key="")


def _key(address: str) -> str:
    try:
        return read_address(address).key
    except InvalidInput:
        return address.strip().lower()


_FORGOTTEN = "—"
_JUDGE = Text(ja="コンクールの審査員", en="Judge of a contest")
_ENTRY = Text(ja="コンクールの応募", en="Entry in a contest")

personal_file(
    PersonalFile(
        name="contests",
        title=Text(ja="コンクールの応募者と審査員", en="Entrants and judges"),
        purpose=Text(
            ja="応募の受付、審査、入賞の連絡、展示のため",
            en="To take entries, judge them, tell winners and show their works",
        ),
        items=(
            Text(ja="氏名、学年の区分、学校名", en="Name, age group, school"),
            Text(ja="本人または保護者のメールアドレス、電話番号", en="Mail, telephone"),
            Text(ja="保護者の氏名と同意", en="The guardian's name and consent"),
            Text(ja="作品", en="The work"),
            Text(ja="審査員の氏名、メールアドレス", en="Judges' names and addresses"),
        ),
        source=Text(ja="本人または保護者", en="The entrant or a guardian"),
        kept_until=Text(
            ja="発表のあと決まりの日数（初めは60日）、中止のあと14日（初め）まで。入賞作品は展示の終わりまで、"
            "同意された名前とともに載せる。2台に分けているとき、公開側の氏名・学校・作品は、"
            "庁内に届くと消す",
            en="Some days after the announcement (60 at first) or a calling off (14); "
            "works that won are shown, under the name agreed to, until the exhibition "
            "ends; on two boxes the internet part deletes name, school and work once "
            "the console has them",
        ),
        tables=(
            "contests.Entrant",
            "contests.Entry",
            "contests.Picture",
            "contests.Judge",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
