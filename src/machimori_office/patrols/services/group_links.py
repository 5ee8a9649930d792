"""A group's own page: its link, the walks it tells, its number of members."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from machimori_office.outbox import notices
from machimori_office.outbox.addresses import Address, read_address
from machimori_office.patrols.models import Group, GroupLink, Report
from machimori_office.patrols.services.noting import note, patrol_rule
from machimori_office.patrols.services.reports import Told, report_walk
from machimori_office.records import services as records
from machimori_office.web.errors import LinkSpent, NotNow, OfficeError
from machimori_office.web.tokens import hashed
from machimori_office.web.words import JST

DOUBLE_PRESS = timedelta(minutes=5)
TAKEN_BACK_WITHIN = timedelta(days=1)
REFUSED_SHOWN = timedelta(days=14)
MOST_REFUSED = 5


def by_group(group: Group) -> str:
    """Name a group as the actor of what it does on its own page."""
    return f"group:{group.pk}"


@transaction.atomic
def give_link(
    group: Group, *, mail: Address | None = None, actor: str, at: datetime
) -> str:
    """Give a group a link, in the place of an older one; by mail where there is one.

    Returns
    -------
    str
        The address, known only now.

    Raises
    ------
    NotNow
        The group no longer patrols.
    """
    if not Group.objects.select_for_update().filter(pk=group.pk, is_current=True):
        raise NotNow
    city, token = patrol_rule(at), secrets.token_urlsafe(24)
    until = at + timedelta(days=city.link_days)
    told = {"token_hash": hashed(token), "mail": str(mail or ""), "made_at": at}
    GroupLink.objects.update_or_create(
        group=group, defaults={**told, "expires_at": until}
    )
    address = f"{settings.OFFICE_PUBLIC_ADDRESS}/ja/group/{token}/"
    if mail is not None:
        notices.write(
            city.letters.group_link,
            to=mail,
            variety="ja",
            fields={
                "name": group.name,
                "link": address,
                "until": f"{until.astimezone(JST):%Y年%-m月%-d日}",
            },
            about=f"patrols.group:{group.pk}",
            at=at,
        )
    note("group_link_given", "group", group.pk, actor=actor, at=at, reason="a new link")
    return address


@transaction.atomic
def end_link(group: Group, *, actor: str, at: datetime) -> None:
    """Let a group's link lead nowhere.

    Raises
    ------
    NotNow
        There is none.
    """
    ended, _ = GroupLink.objects.filter(group=group).delete()
    if not ended:
        raise NotNow
    note("group_link_ended", "group", group.pk, actor=actor, at=at, reason="link ended")


def group_of(token: str, *, at: datetime) -> Group:
    """Find whose link a word is.

    Raises
    ------
    LinkSpent
        Too old, replaced, ended, or of a group that no longer patrols.
    """
    found = GroupLink.objects.filter(
        token_hash=hashed(token), expires_at__gt=at, group__is_current=True
    )
    link = found.select_related("group").first()
    if link is None:
        raise LinkSpent
    return link.group


@transaction.atomic
def tell_walk(group: Group, *, on: date, people: int, at: datetime) -> Report:
    """Keep a walk that a group tells; pressed twice it counts once."""
    Group.objects.select_for_update().get(pk=group.pk)
    same = group.reports.filter(on=on, people=people, written_at__gt=at - DOUBLE_PRESS)
    told = same.first()
    if told is not None:
        return told
    walked = Told(
        people=people,
        minutes=0,
        weather=Report.Weather.UNTOLD,
        seen=Report.Seen.NOTHING,
    )
    return report_walk(group, walked, on=on, actor=by_group(group), at=at)


@transaction.atomic
def take_walk_back(group: Group, pk: int, *, at: datetime) -> None:
    """Take back what was told by mistake, within a day; the record says so.

    Raises
    ------
    NotNow
        It is older, or not theirs, or taken back already.
    """
    told = group.reports.select_for_update().filter(
        pk=pk, written_at__gt=at - TAKEN_BACK_WITHIN, concern=""
    )
    found = told.first()
    if found is None:
        raise NotNow
    record, actor = found.record, by_group(group)
    found.delete()
    records.withdraw(record, actor=actor, reason="taken back by the group", at=at)
    reason = "taken back by the group"
    note("walk_taken_back", "report", pk, actor=actor, at=at, reason=reason)


@transaction.atomic
def tell_count(group: Group, members: int, *, at: datetime) -> None:
    """Keep how many members a group says it has.

    Raises
    ------
    NotNow
        The group no longer patrols.
    """
    today = at.astimezone(JST).date()
    current = Group.objects.filter(pk=group.pk, is_current=True)
    if current.update(member_count=members, counted_on=today) != 1:
        raise NotNow
    actor, reason = by_group(group), "told by the group"
    note("group_counted", "group", group.pk, actor=actor, at=at, reason=reason)


@transaction.atomic
def keep_refused(
    group: Group,
    said: Mapping[str, Any],
    refusal: OfficeError,
    *,
    called: str,
    at: datetime,
) -> None:
    """Keep for the group's page, and by mail, that what it pressed was not done.

    Parameters
    ----------
    group : Group
    said : mapping of str to object
        What came from the page.
    refusal : OfficeError
    called : str
        What the page calls in Japanese what was pressed.
    at : datetime
    """
    link = GroupLink.objects.select_for_update().filter(group=group).first()
    if link is None:
        return
    do, on = str(said["do"])[:8], str(said.get("on", ""))[:10]
    told = [at.isoformat(), do, on, refusal.message("ja"), refusal.message("en")]
    link.refused = [told, *link.refused][:MOST_REFUSED]
    link.save(update_fields=["refused"])
    actor, reason = by_group(group), "told by the internet part"
    note("group_refused", "group", group.pk, actor=actor, at=at, reason=reason)
    if link.mail:
        notices.write(
            patrol_rule(at).letters.refused,
            to=read_address(link.mail),
            variety="ja",
            fields={
                "name": group.name,
                "what": f"{called} {on}".strip(),
                "why": refusal.message("ja"),
            },
            about=f"patrols.group:{group.pk}",
            at=at,
        )


def refused_lately(group: Group, at: datetime) -> list[Any]:
    """Return what could not be done of late, the newest first."""
    link = GroupLink.objects.filter(group=group).first()
    since = (at - REFUSED_SHOWN).isoformat()
    return [told for told in link.refused if told[0] > since] if link else []


def press(group: Group, said: Mapping[str, Any], *, at: datetime) -> None:
    """Do what was pressed on a group's page.

    Raises
    ------
    NotNow, NotARecord
        Also where it is no press of that page.
    """
    do = said["do"]
    if do == "walk":
        on, people = date.fromisoformat(said["on"]), int(said["people"])
        tell_walk(group, on=on, people=people, at=at)
    elif do == "count":
        tell_count(group, int(said["members"]), at=at)
    elif do == "back":
        take_walk_back(group, int(said["pk"]), at=at)
    else:
        raise NotNow
