"""Letters and links of entrants, guardians and judges."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from machimori_office.contests.models import Contest, Entrant, Judge
from machimori_office.contests.services.changes import terms
from machimori_office.contests.terms import LetterName
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.web.tokens import signed, signed_id
from machimori_office.web.words import UNWRITTEN, VARIETIES, Variety, Words
from machimori_office.web.words import worded_instant as worded

_ENTRANT, _JUDGE = "contests.entrant", "contests.judge"


def write_to_entrant(
    name: LetterName,
    entrant: Entrant,
    *,
    at: datetime,
    works: str = "",
    award: Words = UNWRITTEN,
    until: datetime | None = None,
) -> None:
    """Write to an entrant, or to the guardian; not to who left no address."""
    if not entrant.mail:
        return
    reads: Variety = next((v for v in VARIETIES if v == entrant.reads), "ja")
    said = {
        "name": Words(entrant.name),
        "works": Words(works),
        "link": Words(_address(reads, "entry", signed(_ENTRANT, entrant.pk))),
        "until": worded(until) if until else UNWRITTEN,
        "award": award,
    }
    _write(name, entrant.contest, entrant.mail, reads, said, entrant.pk, at, until)


def tell_entrants(name: LetterName, contest: Contest, *, at: datetime) -> int:
    """Write to all who entered and left an address in this box; return how many."""
    if name not in terms(contest).letters:
        return 0
    theirs = contest.entrants.exclude(mail="").exclude(consent="")
    told = list(theirs.select_related("contest"))
    for entrant in told:
        write_to_entrant(name, entrant, at=at)
    return len(told)


def write_to_judge(judge: Judge, *, at: datetime) -> None:
    """Send a judge their link."""
    if not judge.mail:
        return
    said = {
        "name": Words(judge.name),
        "works": UNWRITTEN,
        "link": Words(judge_link(judge)),
        "until": Words(f"{judge.contest.judged_until:%Y-%m-%d}"),
        "award": UNWRITTEN,
    }
    _write("judge", judge.contest, judge.mail, "ja", said, judge.pk, at, None)


def judge_link(judge: Judge) -> str:
    """Return the address under which somebody judges."""
    return _address("ja", "judge", signed(_JUDGE, judge.pk))


def entrant_by(token: str) -> Entrant | None:
    """Find the entrant whose link this is."""
    pk = signed_id(_ENTRANT, token)
    if pk is None:
        return None
    return Entrant.objects.filter(pk=pk).select_related("contest").first()


def judge_by(token: str) -> Judge | None:
    """Find the judge whose link this is, while the contest is judged."""
    pk = signed_id(_JUDGE, token)
    if pk is None:
        return None
    found = Judge.objects.filter(
        pk=pk, is_active=True, contest__state=Contest.State.JUDGING
    )
    return found.select_related("contest").first()


def late_judge_by(token: str) -> Judge | None:
    """Find the judge whose link this was, once the judging is over or called off."""
    pk = signed_id(_JUDGE, token)
    if pk is None:
        return None
    late = Judge.objects.exclude(contest__state=Contest.State.JUDGING)
    return late.filter(pk=pk).select_related("contest").first()


def _address(reads: Variety, page: str, token: str) -> str:
    return f"{settings.OFFICE_PUBLIC_ADDRESS}/{reads}/events/{page}/{token}/"


def _write(
    name: LetterName,
    contest: Contest,
    to: str,
    reads: Variety,
    said: dict[str, Words],
    about: UUID,
    at: datetime,
    until: datetime | None,
) -> None:
    city = terms(contest)
    said |= {"title": contest.title, "contact": city.contact}
    notices.write(
        city.letters[name],
        to=read_address(to),
        variety=reads,
        fields={key: words.in_(reads) or words.ja for key, words in said.items()},
        about=str(about),
        at=at,
        not_after=until,
    )
