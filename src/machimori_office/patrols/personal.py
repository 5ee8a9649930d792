"""What patrols keep about members, until when, and how it is found and erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from machimori.language import Text
from machimori_office.outbox import notices
from machimori_office.outbox.models import Message
from machimori_office.patrols.models import GroupLink, Link, Member, Press
from machimori_office.patrols.services.noting import note, patrol_rule
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

LETTERS_KEPT = timedelta(days=90)
"""So long after a letter was written its text, which names somebody, is kept."""

PRESSES_KEPT = timedelta(days=30)
"""So long a press of a member's own page and its answer are kept on two boxes."""


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Delete whoever left long ago, links that are over, and old letters' texts."""
    today = at.astimezone(JST).date()
    since = months_after(today, -12 * patrol_rule(at).kept_years)
    links, _ = Link.objects.filter(expires_at__lte=at).delete()
    links += GroupLink.objects.filter(expires_at__lte=at).delete()[0]
    presses, _ = Press.objects.filter(at__lte=at - PRESSES_KEPT).delete()
    old = Message.objects.filter(
        about__startswith="patrols.", created_at__lte=at - LETTERS_KEPT
    )
    about = list(old.values_list("about", flat=True).distinct())
    return (
        links
        + presses
        + notices.forget(about)
        + _delete(Member.objects.filter(left_on__lt=since))
    )


def find(address: str) -> Sequence[Kept]:
    """Return what is kept about whoever has a mail address."""
    members = [kept for member in _of(address) for kept in _kept(member)]
    links = [Kept(label=_SPEAKS, value=link.group.name) for link in _links(address)]
    return members + links


@transaction.atomic
def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Delete whoever has a mail address and is no member any more.

    The city needs to know who patrols: a member has to leave first.
    """
    gone = _of(address).filter(left_on__isnull=False)
    for member in gone:
        note("erased", "member", member.pk, actor=actor, at=at, reason=reason)
        notices.forget([f"patrols.link:{member.pk}"])
    return _delete(gone) + _end_links(address, actor, reason, at)


def _end_links(address: str, actor: str, reason: str, at: datetime) -> int:
    """End the links of groups that were sent to an address."""
    links = list(_links(address))
    for link in links:
        group = link.group_id
        how = {"actor": actor, "reason": reason}
        note("group_link_ended", "group", group, at=at, **how)
        notices.forget([f"patrols.group:{group}"])
        link.delete()
    return len(links)


def _links(address: str) -> QuerySet[GroupLink]:
    sent = GroupLink.objects.filter(mail__iexact=address.strip()).exclude(mail="")
    return sent.select_related("group")


def _of(address: str) -> QuerySet[Member]:
    return Member.objects.filter(~Q(mail=""), mail__iexact=address.strip())


def _kept(member: Member) -> Iterator[Kept]:
    yield Kept(label=_MEMBER, value=f"{member.name} {member.section}")
    if member.course_on:
        yield Kept(label=_COURSE, value=member.course_on.isoformat())
    for paper in member.papers.all():
        yield Kept(label=_PAPER, value=f"{paper.number} {paper.holds_until}")
    yield Kept(label=_TURNS, value=str(member.turns.count()))


def _delete(members: QuerySet[Member]) -> int:
    """Delete members with papers, turns and links; the figures of watches stay."""
    deleted: int = members.delete()[1].get("patrols.Member", 0)
    return deleted


_SPEAKS = Text(
    ja="地域の団体の代表者のメールアドレス",
    en="Mail address of who speaks for a group",
)
_MEMBER = Text(ja="氏名・所属・連絡先", en="Name, section, how to reach them")
_COURSE = Text(ja="警察の講習の日", en="Day of the police's course")
_PAPER = Text(ja="実施者証の番号と期限", en="Number and end of the certificate")
_TURNS = Text(ja="当番の回数と、着いた時刻・終えた時刻", en="Turns, with rounded hours")
_PRESSES = Text(
    ja="2台に分けているとき、自分のページで押したことと答え（30日）",
    en="On two boxes, what was pressed on the own page and the answer (30 days)",
)

personal_file(
    PersonalFile(
        name="patrol-members",
        title=Text(ja="見守りパトロールの隊員", en="Members of the patrol"),
        purpose=Text(
            ja="見守りの当番を決め、中止を伝え、警察へ届け出るため",
            en="To set turns, to tell of cancellations, and to tell the police",
        ),
        items=(_MEMBER, _COURSE, _PAPER, _TURNS, _SPEAKS, _PRESSES),
        source=Text(ja="本人と警察署", en="The member and the police"),
        kept_until=Text(
            ja="隊員をやめてから、決まりの年数（初めは1年）",
            en="For the years of the rule (one at first) after leaving",
        ),
        tables=(
            "patrols.Member",
            "patrols.Away",
            "patrols.Link",
            "patrols.GroupLink",
            "patrols.PolicePaper",
            "patrols.Press",
            "patrols.Turn",
            "patrols.Change",
        ),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
