"""Members come, change and go; each gets a link to a page of their own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from machimori_office.audit import services as audit
from machimori_office.patrols.models import Away, Change, Link, Member, PolicePaper
from machimori_office.patrols.services import letters
from machimori_office.patrols.services.noting import happening, note, patrol_rule
from machimori_office.patrols.services.papers import must_be_told
from machimori_office.web.errors import LinkSpent, NotNow
from machimori_office.web.tokens import hashed
from machimori_office.web.words import JST


@transaction.atomic
def enrol(
    member: Member,
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> Member:
    """Take somebody on; the police are to be told."""
    member.save(force_insert=True)
    note("enrolled", "member", member.pk, actor=actor, at=at, reason=reason)
    must_be_told(Change.What.JOINED, on=member.joined_on, member=member, at=at)
    return member


@transaction.atomic
def take_over(
    members: Sequence[Member], *, actor: str, reason: str, at: datetime
) -> None:
    """Take on whom the police know already: few queries."""
    Member.objects.bulk_create(members)
    audit.record_all(
        [happening("enrolled", "member", m.pk, reason=reason) for m in members],
        actor=actor,
        at=at,
    )


@transaction.atomic
def change(
    member: Member, fields: Sequence[str], *, actor: str, reason: str, at: datetime
) -> None:
    """Keep what is right about a member who is still one."""
    change_all([(member, fields)], actor=actor, reason=reason, at=at)


@transaction.atomic
def change_all(
    changes: Sequence[tuple[Member, Sequence[str]]],
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Keep what is right about members: one query each, and few for all.

    Raises
    ------
    NotNow
        One of them has left.
    """
    for member, fields in changes:
        values = {name: getattr(member, name) for name in fields}
        if Member.objects.filter(pk=member.pk, left_on=None).update(**values) != 1:
            raise NotNow
    audit.record_all(
        [happening("changed", "member", m.pk, reason=reason) for m, _ in changes],
        actor=actor,
        at=at,
    )


@transaction.atomic
def leave(
    member: Member, *, on: date, actor: str, reason: str, at: datetime
) -> list[PolicePaper]:
    """Let a member go: turns to come are free again; return what goes to the police."""
    if Member.objects.filter(pk=member.pk, left_on=None).update(left_on=on) != 1:
        raise NotNow
    member.turns.filter(shift__on__gt=on, here_at=None).delete()
    member.links.all().delete()
    note("left", "member", member.pk, actor=actor, at=at, reason=reason)
    must_be_told(Change.What.LEFT, on=on, member=member, at=at)
    return list(member.papers.filter(ended_on=None))


@transaction.atomic
def send_link(member: Member, *, actor: str, at: datetime) -> str:
    """Give a member a new link in the place of all older ones, by mail where it can be.

    Returns
    -------
    str
        The link, known only now.
    """
    if member.left_on:
        raise NotNow
    member.links.all().delete()
    city = patrol_rule(at)
    until = at + timedelta(days=city.link_days)
    address = make_link(member, until=until, at=at)
    letters.send(
        [member],
        city.letters.link,
        about=f"patrols.link:{member.pk}",
        at=at,
        link=address,
        until=f"{until.astimezone(JST):%Y年%-m月%-d日}",
    )
    note("link_sent", "member", member.pk, actor=actor, at=at, reason="a new link")
    return address


def make_link(member: Member, *, until: datetime, at: datetime) -> str:
    """Make one more way to a member's page, and return its address."""
    token = secrets.token_urlsafe(24)
    Link.objects.create(
        member=member, token_hash=hashed(token), made_at=at, expires_at=until
    )
    return f"{settings.OFFICE_PUBLIC_ADDRESS}/ja/patrol/{token}/"


def member_of(token: str, *, at: datetime) -> Member:
    """Find whose link a word is.

    Raises
    ------
    LinkSpent
    """
    found = Link.objects.filter(
        token_hash=hashed(token), expires_at__gt=at, member__left_on=None
    )
    link = found.select_related("member").first()
    if link is None:
        raise LinkSpent
    return link.member


@transaction.atomic
def be_away(
    member: Member, *, first_on: date, last_on: date, actor: str, at: datetime
) -> Away:
    """Keep days on which a member cannot walk; turns they have stay theirs."""
    made = Away.objects.create(member=member, first_on=first_on, last_on=last_on)
    note("away", "member", member.pk, actor=actor, at=at, reason="days away")
    return made
