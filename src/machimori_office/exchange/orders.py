"""What the console says to the internet part: districts, rules, alerts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.forms.models import model_to_dict

from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import carrying
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import carrying as concerns
from machimori_office.exchange.models import Direction, Item
from machimori_office.exchange.parcels import Said
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.places.models import District
from machimori_office.rules.models import Version

SPOKEN_OF = timedelta(days=90)
"""So long after its last change an alert may still be corrected, held or erased."""

THE_CONSOLE = "庁内の職員"
"""What the internet part calls all staff: it learns nobody's name."""

OUTCOME = "concern_outcome"
_RULE = ("name", "text", "reason", "written_by")


def collect(now: datetime) -> Iterator[Said]:
    """Yield all that the internet part should know; unchanged things too."""
    for district in District.objects.all():
        body = model_to_dict(district, exclude=["id", "changed_at"])
        yield Said("district", district.code, body)
    for version in Version.objects.order_by("pk"):
        yield Said("rule", _rule_key(version), _rule(version))
    yield from _alerts(now)
    yield from _concerns(now)


def _concerns(now: datetime) -> Iterator[Said]:
    """Yield what came of what residents reported, and what everybody may read."""
    came = _keys(Direction.IN, "concern")
    spoken_of = came | _keys(Direction.OUT, OUTCOME)
    public = Q(published_at__isnull=False) | Q(pk__in=spoken_of)
    public |= Q(merged__pk__in=came)
    recent = Q(ended_at=None) | Q(ended_at__gte=now - SPOKEN_OF)
    # What others were merged into comes before them.
    found = Concern.objects.filter(public, recent).distinct()
    for concern in found.order_by("merged_into_id", "received_at", "pk"):
        yield Said(OUTCOME, str(concern.pk), concerns.outcome(concern))


def _keys(direction: Direction, kind: str) -> set[str]:
    said = Item.objects.filter(direction=direction, kind=kind)
    return set(said.values_list("key", flat=True))


def _alerts(now: datetime) -> Iterator[Said]:
    recent = Alert.objects.filter(changed_at__gte=now - SPOKEN_OF)
    spoken_of = set(
        Item.objects.filter(direction=Direction.OUT, kind="alert").values_list(
            "key", flat=True
        )
    )
    ours = Q(approved_at__isnull=False) | Q(pk__in=spoken_of)
    # In the order in which they refer to one another.
    for alert in recent.filter(ours).order_by("created_at", "pk"):
        if alert.approved_at and not alert.erased_at:
            yield Said("alert", str(alert.pk), carrying.order(alert))
        yield Said("wish", str(alert.pk), {"wish": carrying.wish(alert)})
    kept = Alert.objects.filter(pk__in=spoken_of).values_list("pk", flat=True)
    for gone in sorted(spoken_of - set(map(str, kept))):
        yield Said("wish", gone, {"wish": carrying.STOP})


def take(item: Said, now: datetime) -> None:
    """Apply one order; the same twice changes nothing."""
    _TAKE[item.kind](item, now)


def _take_district(item: Said, now: datetime) -> None:
    fields = {k: v for k, v in item.body.items() if k != "code"}
    District.objects.update_or_create(
        code=item.key, defaults=fields | {"changed_at": now}
    )


def _take_rule(item: Said, now: datetime) -> None:
    said = item.body
    Version.objects.get_or_create(
        **{name: said[name] for name in _RULE},
        valid_from=said["valid_from"],
        written_at=datetime.fromisoformat(said["written_at"]),
    )


def _take_alert(item: Said, now: datetime) -> None:
    for pk in carrying.people_in(item.body):
        _known(pk)
    carrying.take_order(UUID(item.key), item.body, at=now)


def _take_outcome(item: Said, now: datetime) -> None:
    concerns.take_outcome(UUID(item.key), item.body, at=now)


def _take_wish(item: Said, now: datetime) -> None:
    carrying.take_wish(UUID(item.key), str(item.body["wish"]), at=now)


_TAKE = {
    OUTCOME: _take_outcome,
    "district": _take_district,
    "rule": _take_rule,
    "alert": _take_alert,
    "wish": _take_wish,
}


def _known(pk: UUID) -> None:
    """Know a member of staff by id alone: closed here, without a name or password."""
    organisation, _ = Organisation.objects.get_or_create(name=THE_CONSOLE)
    Staff.objects.get_or_create(
        pk=pk,
        defaults={
            "login_name": f"console-{pk.hex[:24]}",
            "display_name": THE_CONSOLE,
            "organisation": organisation,
            "role": Role.VIEWER,
            "is_active": False,
            "password": "!",
        },
    )


def _rule(version: Version) -> dict[str, Any]:
    said: Mapping[str, Any] = {name: getattr(version, name) for name in _RULE}
    return {
        **said,
        "valid_from": version.valid_from.isoformat(),
        "written_at": version.written_at.isoformat(),
    }


def _rule_key(version: Version) -> str:
    return f"{version.name}.{version.valid_from}.{version.pk}"
