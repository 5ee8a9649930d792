"""What registration keeps about people, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from machimori.errors import InvalidInput
from machimori.language import Text
from machimori_office.audit.services import record
from machimori_office.outbox import keeping as letters
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address, Letter, Message
from machimori_office.outbox.notices import SPENT
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.rules.services import rule
from machimori_office.subscriptions import keeping, movements
from machimori_office.subscriptions.models import Movement, Request, Subscriber
from machimori_office.subscriptions.registration import Registration
from machimori_office.web.words import JST

AT_ONCE = 500


def delete_due(at: datetime) -> int:
    """Delete what is over: requests, links in letters, who is stopped, nobody's."""
    city = rule(Registration, on=at.astimezone(JST).date())
    requests, _ = Request.objects.filter(expires_at__lte=at).delete()
    since = at - timedelta(hours=city.link_lasts_h)
    stopped = _delete_stopped(at - timedelta(days=city.stopped_kept_days))
    letters = _empty_letters(since)
    return requests + letters + stopped + _delete_addresses(at, city)


def find(address: str) -> Sequence[Kept]:
    """Return what is kept about whoever has a mail address."""
    return list(_found(key_of(address)))


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Delete all that is kept about whoever has a mail address."""
    key = key_of(address)
    requests, _ = Request.objects.filter(key=key).delete()
    row = Address.objects.filter(key=key).first()
    if row is None:
        return requests
    was_registered = Subscriber.objects.filter(address=row).exists()
    if was_registered:
        movements.count(Movement.What.ERASED, way="request", at=at)
    # Afterwards nobody could say which letters were to them.
    letters.forget_those_to(key)
    pk, (deleted, _) = row.pk, row.delete()
    record(
        actor=actor,
        action="subscriptions.erased",
        object_kind="outbox.address",
        object_id=str(pk),
        reason=reason,
        at=at,
    )
    return requests + deleted


def key_of(address: str) -> str:
    """Return what stands for whoever has an address, however they write it."""
    try:
        return read_address(address).key
    except InvalidInput:
        return address.strip().lower()


def _found(key: str) -> Iterator[Kept]:
    row = Address.objects.filter(key=key).select_related("subscriber").first()
    for request in Request.objects.filter(key=key):
        asked = f"{request.get_wish_display()} {_at(request.asked_at)}"
        yield Kept(label=_ASKED, value=asked)
    if row is None:
        return
    yield Kept(label=_ADDRESS, value=row.address)
    if row.stopped_at:
        yield Kept(label=_STOPPED, value=_at(row.stopped_at))
    for failure in row.failures.all():
        yield Kept(label=_FAILED, value=f"{failure.on:%Y-%m-%d} {failure.what}")
    subscriber: Subscriber | None = getattr(row, "subscriber", None)
    if subscriber:
        choices = keeping.choices_of(subscriber)
        yield Kept(label=_REGISTERED, value=_at(subscriber.confirmed_at))
        yield Kept(label=_WAY, value=str(subscriber.get_way_display()))
        yield Kept(label=_KINDS, value=", ".join(choices.kinds) or "*")
        yield Kept(label=_AREAS, value=", ".join(choices.areas) or "*")
        yield Kept(label=_READS, value=choices.reads)


def _at(instant: datetime) -> str:
    return f"{instant.astimezone(JST):%Y-%m-%d %H:%M}"


def _empty_letters(since: datetime) -> int:
    """Take the text, which names an address and holds a link, out of old letters."""
    old = Letter.objects.filter(
        message__purpose=Message.Purpose.REGISTRATION, message__created_at__lte=since
    )
    return old.exclude(text=SPENT).update(text=SPENT)


def _delete_stopped(before: datetime) -> int:
    """Delete the registrations whose mails were stopped long ago.

    They were counted when they were stopped, so nobody is counted as leaving.
    """
    over = Subscriber.objects.filter(
        address__state=Address.State.STOPPED, address__stopped_at__lte=before
    )
    deleted = 0
    while pks := list(over.values_list("pk", flat=True)[:AT_ONCE]):
        Subscriber.objects.filter(pk__in=pks).delete()
        deleted += len(pks)
    return deleted


def _delete_addresses(at: datetime, city: Registration) -> int:
    """Delete the addresses that nobody registered (any more), after their time."""
    nobodys = Address.objects.filter(
        subscriber__isnull=True, created_at__lte=at - timedelta(days=city.kept_days)
    )
    asked = Request.objects.values("key")
    written = Message.objects.filter(created_at__gt=at - timedelta(days=city.kept_days))
    free = nobodys.exclude(key__in=asked).exclude(delivery__message__in=written)
    deleted = 0
    while pks := list(free.values_list("pk", flat=True)[:AT_ONCE]):
        Address.objects.filter(pk__in=pks).delete()
        deleted += len(pks)
    return deleted


_ASKED = Text(ja="申し込み", en="Request")
_ADDRESS = Text(ja="メールアドレス", en="Mail address")
_STOPPED = Text(ja="配信を止めた日時", en="Stopped")
_FAILED = Text(ja="届かなかった日", en="Day of errors")
_REGISTERED = Text(ja="登録した日時", en="Registered")
_WAY = Text(ja="登録の方法", en="How they came")
_KINDS = Text(ja="配信の種別", en="Kinds")
_AREAS = Text(ja="地域", en="Districts")
_READS = Text(ja="読むことば", en="Reads")

personal_file(
    PersonalFile(
        name="subscribers",
        title=Text(ja="安全・安心メール登録者", en="Subscribers of safety mail"),
        purpose=Text(
            ja="防犯・防災のお知らせをメールで届けるため",
            en="Sending residents news of crime and disasters by mail",
        ),
        items=(_ADDRESS, _REGISTERED, _WAY, _KINDS, _AREAS, _READS, _FAILED, _ASKED),
        source=Text(ja="本人", en="The person"),
        kept_until=Text(
            ja="解除の日まで。アドレスだけは、戻ってくるメールのため、決まりの日数"
            "（初めは30日）のあとに消す。申し込みは期限（24時間）まで。配信が止まった登録は、"
            "決まりの日数（初めは180日）のあとに消す。解除した人を復元で登録に戻さない"
            "ための印（アドレスではない）は、いちばん古いバックアップを消す日まで",
            en="Until they leave; the bare address for some days more (30 at first), "
            "for mails that come back; requests for 24 hours; who is stopped for some "
            "days (180 at first); a mark that is not the address, so that no restore "
            "registers who left, until the oldest backup goes",
        ),
        tables=(
            "subscriptions.Subscriber",
            "subscriptions.Choice",
            "subscriptions.AreaChoice",
            "subscriptions.Request",
            "outbox.Address",
            "outbox.Failure",
            "backups.Wish",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
