"""Taking what the other box says: each act once, no news that is older than ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from machimori_office.exchange import bodies, parcels
from machimori_office.exchange.bodies import Plain
from machimori_office.exchange.contract import Act, Part, Standing, kinds, standings
from machimori_office.exchange.models import Direction, Item, Waiting
from machimori_office.exchange.parcels import Said
from machimori_office.exchange.saying import remember


def end_unsaid(sender: Part, said: Sequence[Said], at: datetime) -> None:
    """End what the other box said once, and does not say where it says everything."""
    stands = {(one.kind, one.key) for one in said}
    for kind in standings(sender):
        if kind.ends is None:
            continue
        known = Item.objects.filter(direction=Direction.IN, kind=kind.name)
        for key in known.exclude(sha256="").values_list("key", flat=True):
            if (kind.name, key) not in stands:
                _end(kind, Said(kind.name, key, None), at)


def take(sender: Part, said: Sequence[Said], at: datetime) -> None:
    """Take all that a file says, in its order.

    Raises
    ------
    ValueError, KeyError, TypeError
        Something in it cannot be; the caller takes nothing then.
    """
    key = parcels.opener(Path(settings.EXCHANGE_KEY))
    for one in said:
        kind = kinds(sender)[one.kind]
        if isinstance(kind, Act):
            _take_act(kind, one, key, at)
        elif one.body is None:
            _end(kind, one, at)
        else:
            _take_standing(kind, one, _plain(kind, one.body, key), at)


def forget_carried(own: Part, seen: int) -> None:
    """Delete the acts that the other box has, and tell their duties so."""
    carried = Waiting.objects.filter(parcel__lte=seen)
    rows = list(carried.values_list("kind", "key"))
    carried.delete()
    for name, key in rows:
        kind = kinds(own)[name]
        if isinstance(kind, Act) and kind.arrived:
            kind.arrived(key)


def _take_act(kind: Act, one: Said, key: X25519PrivateKey, at: datetime) -> None:
    own = {"direction": Direction.IN, "kind": kind.name, "key": one.key}
    counted, _ = Item.objects.get_or_create(**own, defaults={"sha256": "", "at": at})
    if one.acts <= counted.acts:
        return
    if one.body is None:
        raise ValueError("an act says what was done")
    Item.objects.filter(**own).update(acts=one.acts, at=at)
    kind.takes(one.key, bodies.read(kind, bodies.opened(one.body, key)), at)


def _take_standing(kind: Standing, one: Said, plain: Plain, at: datetime) -> None:
    opened = Said(one.kind, one.key, plain, one.acts)
    if _knows_newer(kind, one) or _is_the_same(opened):
        return
    kind.takes(one.key, bodies.read(kind, plain), at)
    remember(Direction.IN, kind.sender, [opened], at)


def _knows_newer(kind: Standing, one: Said) -> bool:
    """Whether something was done here of which the writer had not heard.

    What it had taken is forgotten here by now, even if it has gone back since.
    """
    if not kind.answers:
        return False
    done = Waiting.objects.filter(kind=kind.answers, key=one.key, number__gt=one.acts)
    return done.exists()


def _is_the_same(one: Said) -> bool:
    said = Item.objects.filter(direction=Direction.IN, kind=one.kind, key=one.key)
    return said.filter(sha256=one.sha256).exists()


def _end(kind: Standing, one: Said, at: datetime) -> None:
    if kind.ends is None:
        raise ValueError("things of this kind do not end")
    # Even where an act is on its way: over there nothing is left that it could change.
    kind.ends(one.key, at)
    remember(Direction.IN, kind.sender, [one], at)


def _plain(kind: Standing, body: Plain, key: X25519PrivateKey) -> Plain:
    return bodies.opened(body, key) if kind.is_sealed else body
