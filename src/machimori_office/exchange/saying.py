"""What this box has to say: what changed, what ended, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings

from machimori_office.exchange import bodies, parcels
from machimori_office.exchange.contract import Act, Part, Standing, kinds, standings
from machimori_office.exchange.models import Direction, Item, Waiting
from machimori_office.exchange.parcels import Said

FULL_BYTES = 20_000_000
"""A file with more begins another; sealed it is a third longer."""


def collect(own: Part, at: datetime, *, is_anew: bool = False) -> list[Said]:
    """Return what a file says: how things stand, then what was done, in order.

    One that says all that stands holds nothing else, and is as long as it must be.
    """
    news = (said for kind in standings(own) for said in _news_of(kind, at))
    return list(news) if is_anew else list(_fitting(chain(news, _done())))


def sealed(own: Part, said: Iterable[Said]) -> Iterator[Said]:
    """Close what says something about people; acts are sealed since they were done."""
    key = recipient()
    for item in said:
        kind = kinds(own)[item.kind]
        is_open = isinstance(kind, Act) or not kind.is_sealed or item.body is None
        body = (
            item.body if is_open or item.body is None else bodies.seal(item.body, key)
        )
        yield Said(item.kind, item.key, body, item.acts)


def note(own: Part, said: Sequence[Said], *, parcel: int, at: datetime) -> None:
    """Remember the last that was said of each thing, and in which file acts went."""
    stands = [s for s in said if isinstance(kinds(own)[s.kind], Standing)]
    remember(Direction.OUT, own, stands, at)
    acts = [s for s in said if isinstance(kinds(own)[s.kind], Act)]
    for act in acts:
        theirs = Waiting.objects.filter(kind=act.kind, key=act.key, number=act.acts)
        theirs.update(parcel=parcel)


def remember(
    direction: Direction, sender: Part, said: Sequence[Said], at: datetime
) -> None:
    """Write down the last that was said of each thing; what ended is forgotten."""
    Item.objects.bulk_create(
        [_item(direction, sender, one, at) for one in said if one.body is not None],
        update_conflicts=True,
        unique_fields=["direction", "kind", "key"],
        update_fields=["sha256", "body", "at"],
    )
    for one in said:
        if one.body is None:
            # The count of acts stays: a thing that comes again goes on from there.
            own = {"direction": direction, "kind": one.kind, "key": one.key}
            Item.objects.filter(**own).delete()


def recipient() -> X25519PublicKey:
    """Return the key that seals for the other box."""
    return parcels.recipient(Path(settings.EXCHANGE_PEER))


def _news_of(kind: Standing, at: datetime) -> Iterator[Said]:
    known = _shas(kind)
    heard = _heard(kind)
    said = set()
    for key, body in kind.says(at):
        said.add(key)
        one = Said(kind.name, key, bodies.laid_out(body), heard.get(key, 0))
        if known.get(key) != one.sha256:
            yield one
    if kind.ends is not None:
        for key in sorted(known.keys() - said):
            yield Said(kind.name, key, None)


def _shas(kind: Standing) -> dict[str, str]:
    said = Item.objects.filter(direction=Direction.OUT, kind=kind.name)
    return dict(said.exclude(sha256="").values_list("key", "sha256"))


def _heard(kind: Standing) -> dict[str, int]:
    if not kind.answers:
        return {}
    came = Item.objects.filter(direction=Direction.IN, kind=kind.answers)
    return dict(came.values_list("key", "acts"))


def _done() -> Iterator[Said]:
    for act in Waiting.objects.filter(parcel=None).order_by("pk").iterator():
        yield Said(act.kind, act.key, act.body, act.number)


def _fitting(said: Iterable[Said]) -> Iterator[Said]:
    """Yield from the first on what fits; one alone may be larger."""
    size = 0
    for one in said:
        size += len(one.line)
        if size > FULL_BYTES and size > len(one.line):
            return
        yield one


def _item(direction: Direction, sender: Part, one: Said, at: datetime) -> Item:
    kind = kinds(sender)[one.kind]
    is_kept = isinstance(kind, Standing) and kind.is_kept and direction == Direction.IN
    return Item(
        direction=direction,
        kind=one.kind,
        key=one.key,
        sha256=one.sha256,
        body=one.body if is_kept else None,
        at=at,
    )
