"""A group's page on two boxes: told on the internet part, kept by the console."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from machimori_office.exchange.contract import Act, Standing
from machimori_office.patrols.models import Group, GroupLink
from machimori_office.patrols.services import group_links
from machimori_office.public_site import texts
from machimori_office.public_site.group_page import KIND, PRESS, said_of
from machimori_office.web.errors import OfficeError

_NUMBERS = ("member_count", "walks_a_month")


def _groups(at: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the groups that have a link: of nobody in them is anything said."""
    linked = GroupLink.objects.filter(expires_at__gt=at, group__is_current=True)
    for link in linked.select_related("group").order_by("group_id"):
        group = link.group
        yield (
            str(group.pk),
            {
                "name": group.name,
                **{name: getattr(group, name) for name in _NUMBERS},
                "counted_on": f"{group.counted_on}",
                "link": [link.token_hash, f"{link.made_at}", f"{link.expires_at}"],
                "page": said_of(group, at),
            },
        )


@transaction.atomic
def _take(key: str, said: dict[str, Any], _at: datetime) -> None:
    fields = {name: said[name] for name in ("name", *_NUMBERS)}
    fields["counted_on"] = date.fromisoformat(said["counted_on"])
    hash_, made_at, expires_at = said["link"]
    # Another that had the name is said to have ended after this.
    Group.objects.filter(name=said["name"]).exclude(pk=int(key)).delete()
    group, _made = Group.objects.update_or_create(pk=int(key), defaults=fields)
    link = {
        "token_hash": hash_,
        "made_at": datetime.fromisoformat(made_at),
        "expires_at": datetime.fromisoformat(expires_at),
    }
    GroupLink.objects.update_or_create(group=group, defaults=link)


def _end(key: str, _at: datetime) -> None:
    Group.objects.filter(pk=int(key)).delete()


def _take_press(key: str, said: dict[str, Any], at: datetime) -> None:
    """Do what was pressed, as far as it still can be done; the page then shows it."""
    group = Group.objects.filter(pk=int(key), is_current=True).first()
    if group is None:
        return
    pressed_at = min(datetime.fromisoformat(said["at"]), at)
    try:
        with transaction.atomic():
            group_links.press(group, said, at=pressed_at)
    except OfficeError as refusal:
        name = f"group.did_{said['do']}"
        # What is no press of the page has no words there.
        if name in texts.texts():
            called = texts.plain(name, "ja")
            group_links.keep_refused(group, said, refusal, called=called, at=at)


CARRIED = (
    Standing(
        name=KIND,
        sender="console",
        says=_groups,
        takes=_take,
        ends=_end,
        answers=PRESS,
        is_sealed=True,
        is_kept=True,
    ),
    Act(name=PRESS, sender="public", takes=_take_press),
)
