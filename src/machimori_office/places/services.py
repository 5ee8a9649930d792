"""Changing the districts, one by one or from a file that was looked at first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from machimori_office.audit import services as audit
from machimori_office.places.boundaries import Outline
from machimori_office.places.models import District, Proposal
from machimori_office.web.errors import PlacesChanged

PROPOSAL_LASTS = timedelta(days=1)

What = Literal["added", "changed", "same", "missing"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a file would do to one district.

    Parameters
    ----------
    what : str
        ``missing``: the office has it and the file does not.
    code, name : str
    differs : tuple of str
        The fields that would change.
    """

    what: What
    code: str
    name: str
    differs: tuple[str, ...] = ()


def current() -> QuerySet[District]:
    """Return the districts that residents may choose, in the city's order."""
    return District.objects.filter(is_current=True).defer("boundary")


def edition() -> str:
    """Name the state of all districts: it differs after each change."""
    found = District.objects.aggregate(newest=Max("changed_at"), rows=Count("pk"))
    newest = found["newest"]
    return f"{found['rows']}.{newest.timestamp() if newest else 0}"


@transaction.atomic
def change(
    *,
    district: District,
    seen_at: datetime | None,
    fields: Mapping[str, Any],
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Change names, place in the list, or whether residents may choose a district.

    Raises
    ------
    PlacesChanged
        Somebody changed it since `seen_at`.
    """
    seen = District.objects.filter(pk=district.pk, changed_at=seen_at)
    if seen.update(**fields, changed_at=at) != 1:
        raise PlacesChanged
    _record("places.district_changed", district.code, actor, reason, at)


@transaction.atomic
def add(
    *, code: str, fields: Mapping[str, Any], actor: str, reason: str, at: datetime
) -> District:
    """Add a district.

    Raises
    ------
    PlacesChanged
        There is one with this code.
    """
    district, is_new = District.objects.get_or_create(
        code=code, defaults={**fields, "changed_at": at}
    )
    if not is_new:
        raise PlacesChanged
    _record("places.district_added", code, actor, reason, at)
    return district


def propose(
    *, outlines: Iterable[Outline], actor: str, at: datetime
) -> tuple[Proposal, list[Step]]:
    """Keep what a file says, and say what it would do; nothing is changed."""
    Proposal.objects.filter(made_at__lt=at - PROPOSAL_LASTS).delete()
    rows = [asdict(outline) for outline in outlines]
    proposal = Proposal.objects.create(
        rows=rows, edition=edition(), made_by=actor, made_at=at
    )
    return proposal, steps(proposal)


def steps(proposal: Proposal) -> list[Step]:
    """Say what a proposal would do, in its order; what it lacks comes last."""
    known = {district.code: district for district in District.objects.all()}
    matched = _matched(proposal.rows, known.values())
    found = [_step(code, row, known.get(code)) for code, row in matched]
    listed = {code for code, _ in matched}
    return found + [
        Step(what="missing", code=d.code, name=d.name_ja)
        for d in known.values()
        if d.is_current and d.code not in listed
    ]


@transaction.atomic
def apply(
    *, proposal_id: UUID, retires_missing: bool, actor: str, reason: str, at: datetime
) -> int:
    """Do what a proposal says; return how many districts were added or changed.

    Raises
    ------
    PlacesChanged
        It was applied already, or the districts changed since it was looked at.
    """
    waiting = Proposal.objects.filter(pk=proposal_id, applied_at=None)
    if waiting.filter(edition=edition()).update(applied_at=at) != 1:
        raise PlacesChanged
    proposal = Proposal.objects.get(pk=proposal_id)
    todo = steps(proposal)
    known = {district.code: district for district in District.objects.all()}
    for position, (code, row) in enumerate(_matched(proposal.rows, known.values())):
        fields = _fields(row, known.get(code))
        fields |= {"position": position, "is_current": True, "changed_at": at}
        District.objects.update_or_create(code=code, defaults=fields)
    if retires_missing:
        gone = [step.code for step in todo if step.what == "missing"]
        District.objects.filter(code__in=gone).update(is_current=False, changed_at=at)
    _record("places.imported", str(proposal.pk), actor, reason, at)
    return sum(step.what in ("added", "changed") for step in todo)


def _matched(
    rows: Sequence[Mapping[str, Any]], known: Iterable[District]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Give each row its code: its own, that of the district so called, or a new one."""
    by_name = {district.name_ja: district.code for district in known}
    codes = set(by_name.values())
    matched = []
    for row in rows:
        code = row["code"] if row["code"] in codes else by_name.get(row["name"], "")
        matched.append((code or row["code"] or _new_code(row, codes), row))
        codes.add(matched[-1][0])
    return matched


def _new_code(row: Mapping[str, Any], taken: set[str]) -> str:
    english = unicodedata.normalize("NFKD", row["name_en"]).encode("ascii", "ignore")
    word = re.sub(r"[^a-z0-9]+", "-", english.decode().lower()).strip("-")[:32]
    return next(code for code in _numbered(word or "district") if code not in taken)


def _numbered(word: str) -> Iterator[str]:
    yield word
    for number in range(2, 100_000):
        yield f"{word}-{number}"


def _step(code: str, row: Mapping[str, Any], known: District | None) -> Step:
    if known is None:
        return Step(what="added", code=code, name=row["name"])
    new = _fields(row, known)
    differs = tuple(f for f in _SHOWN if f in new and new[f] != getattr(known, f))
    if not known.is_current:
        differs += ("is_current",)
    what: What = "changed" if differs else "same"
    return Step(what=what, code=code, name=row["name"], differs=differs)


_SHOWN = ("name_ja", "name_easy", "name_en", "boundary")


def _fields(row: Mapping[str, Any], known: District | None) -> dict[str, Any]:
    """Return the fields that a row sets; what a file leaves empty stays as it was."""
    fields: dict[str, Any] = {"name_ja": row["name"]}
    fields |= {name: row[name] for name in ("name_easy", "name_en") if row[name]}
    if row["geometry"] is not None:
        outline = Outline(**row)
        bounds = outline.bounds or (None,) * 4
        fields["boundary"] = row["geometry"]
        fields |= dict(zip(("west", "south", "east", "north"), bounds, strict=True))
    return fields


def _record(action: str, object_id: str, actor: str, reason: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind="district",
        object_id=object_id,
        reason=reason,
        at=at,
    )
