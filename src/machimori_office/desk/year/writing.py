"""Writing what a year was like, closing it, and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.audit import services as audit
from machimori_office.desk.models import YearClosing, YearNote
from machimori_office.desk.year.report import held_figures
from machimori_office.web.errors import NotNow, RowChanged
from machimori_office.web.words import JST
from machimori_office.web.years import last_day


@transaction.atomic
def write_note(
    year: int, section: str, text: str, *, seen: int, actor: str, at: datetime
) -> None:
    """Say something about a section.

    Parameters
    ----------
    seen : int
        The version that the writer saw; 0 where there was none.

    Raises
    ------
    NotNow
        The year is closed.
    RowChanged
        Somebody else wrote meanwhile.
    """
    _refuse_closed(year)
    told = {"text": text.strip(), "written_by": actor, "written_at": at}
    held = YearNote.objects.filter(year=year, section=section)
    if seen:
        changed = held.filter(version=seen).update(**told, version=seen + 1)
    else:
        changed = _first(year, section, told)
    if changed != 1:
        raise RowChanged
    _note(year, "year.written", "about the year", actor, at, section)


@transaction.atomic
def close(year: int, *, actor: str, reason: str, at: datetime) -> YearClosing:
    """Keep the figures of a year that is over as they are reported.

    Raises
    ------
    NotNow
        It is not over, or closed already.
    """
    if at.astimezone(JST).date() <= last_day(year):
        raise NotNow
    closing, is_new = YearClosing.objects.get_or_create(
        year=year,
        defaults={
            "figures": held_figures(year),
            "closed_by": actor,
            "closed_at": at,
        },
    )
    if not is_new:
        raise NotNow
    _note(year, "year.closed", reason, actor, at)
    return closing


@transaction.atomic
def open_again(year: int, *, actor: str, reason: str, at: datetime) -> None:
    """Let a closed year count anew: it was closed too early or by mistake."""
    deleted, _of_which = YearClosing.objects.filter(year=year).delete()
    if deleted != 1:
        raise NotNow
    _note(year, "year.opened", reason, actor, at)


def _refuse_closed(year: int) -> None:
    if YearClosing.objects.filter(year=year).exists():
        raise NotNow


def _first(year: int, section: str, told: dict[str, object]) -> int:
    _made, is_new = YearNote.objects.get_or_create(
        year=year, section=section, defaults=told
    )
    return int(is_new)


def _note(
    year: int, action: str, reason: str, actor: str, at: datetime, section: str = ""
) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind="year",
        object_id=str(year),
        reason=reason,
        at=at,
        details={"section": section} if section else {},
    )
