"""A member's own page on two boxes: pressed on the internet part, done in the console.

The console alone knows who may walk, and changes watches meanwhile. So a press is taken
there as on one box, and what could not be done is said on the page and by mail.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from machimori_office.exchange.services import post
from machimori_office.patrols import own_page
from machimori_office.patrols.models import Member, Press, Shift, Swap, Turn
from machimori_office.patrols.report_forms import AwayForm, ReportForm
from machimori_office.patrols.services import letters, members, reports
from machimori_office.patrols.services.noting import by_link, patrol_rule
from machimori_office.patrols.worded import worded_shift
from machimori_office.web.errors import NotNow, OfficeError, TooOften

ACT = "patrol_press"
MOST_WAITING = 50
"""So many presses of one member may be on their way."""

Do, State = Press.Do, Press.State
_WHEN_PRESSED = (Do.HERE, Do.DONE)
"""What is true of the minute in which it was pressed, whenever it arrives."""


def are_posted() -> bool:
    """Whether presses go to the console by the next file."""
    return bool(settings.OFFICE_PART == "public")


@transaction.atomic
def keep(
    member: Member, do: str, pk: str, typed: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep a press for the console; pressed again before the answer, it is one.

    Raises
    ------
    NotNow
        No such button, or no such watch here.
    TooOften
    """
    shift = _shift_of(do, pk)
    if do not in Do.values or (shift is None and do != Do.AWAY):
        raise NotNow
    waiting = member.presses.filter(state=State.WAITING)
    if waiting.filter(do=do, pk_pressed=pk).exists():
        return
    if waiting.count() >= MOST_WAITING:
        raise TooOften
    press = Press.objects.create(
        member=member, do=do, pk_pressed=pk, shift=shift, at=at
    )
    said = {"member": member.pk, "do": do, "pk": pk, "at": at.isoformat()}
    said |= {"shift": str(shift.pk) if shift else None, "typed": dict(typed)}
    post(ACT, str(press.pk), said, at=at)


@transaction.atomic
def take(key: UUID, said: Mapping[str, Any], *, at: datetime) -> None:
    """Do in the console what a member pressed, as far as it still can be; once."""
    member = Member.objects.filter(pk=said["member"], left_on=None).first()
    if member is None or Press.objects.filter(pk=key).exists():
        return
    do, pk = Do(said["do"]), str(said["pk"])[:40]
    pressed_at = min(datetime.fromisoformat(said["at"]), at)
    fields = {"do": do, "pk_pressed": pk, "at": pressed_at, "state": State.DONE}
    shift = Shift.objects.filter(pk=said["shift"]).select_related("school").first()
    press = Press(pk=key, member=member, shift=shift, **fields)
    try:
        with transaction.atomic():
            _do(press, said["typed"], at)
    except OfficeError as refusal:
        press.state = State.REFUSED
        press.why_ja, press.why_en = refusal.message("ja"), refusal.message("en")
        _tell(press, at)
    press.save(force_insert=True)


def answer(press: Press) -> dict[str, Any]:
    """Say what became of a press."""
    return {"state": press.state, "ja": press.why_ja, "en": press.why_en}


def take_answer(key: UUID, said: Mapping[str, Any]) -> None:
    """Write down what became of a press."""
    why = {"why_ja": said["ja"], "why_en": said["en"]}
    Press.objects.filter(pk=key).update(state=State(said["state"]), **why)


def forget(key: UUID) -> None:
    """Forget a press that was answered long ago."""
    Press.objects.filter(pk=key).delete()


def _do(press: Press, typed: Mapping[str, Any], at: datetime) -> None:
    do = Do(press.do)
    if do is Do.AWAY:
        _be_away(press.member, typed, at)
    elif do is Do.REPORT:
        _report(press, typed)
    else:
        when = press.at if do in _WHEN_PRESSED else at
        own_page.press(press.member, do, press.pk_pressed, when)


def _be_away(member: Member, typed: Mapping[str, Any], at: datetime) -> None:
    form = AwayForm(dict(typed))
    if not form.is_valid():
        raise NotNow
    given: dict[str, date] = form.cleaned_data
    members.be_away(member, **given, actor=by_link(member), at=at)


def _report(press: Press, typed: Mapping[str, Any]) -> None:
    form = ReportForm(dict(typed))
    shift = press.shift and own_page.walked(press.member, press.shift.pk)
    if shift is None or not form.is_valid():
        raise NotNow
    reports.report(shift, form.told, actor=by_link(press.member), at=press.at)


def _tell(press: Press, at: datetime) -> None:
    """Write to a member whose page would say so only when they look."""
    with translation.override("ja"):
        what = str(press.get_do_display())
    if press.shift:
        what = f"{worded_shift(press.shift)} {what}"
    letters.send(
        [press.member],
        patrol_rule(at).letters.refused,
        about=f"patrols.press:{press.pk}",
        at=at,
        what=what,
        why=press.why_ja,
    )


def _shift_of(do: str, pk: str) -> Shift | None:
    """Find the watch that a press is about, where it is still here."""
    try:
        if do == Do.TAKE:
            swap = Swap.objects.select_related("turn__shift__school").get(pk=int(pk))
            return swap.turn.shift
        if do in (Do.SIGN_UP, Do.REPORT):
            return Shift.objects.select_related("school").get(pk=UUID(pk))
        if do in (Do.HERE, Do.DONE, Do.SWAP, Do.KEEP):
            turn = Turn.objects.select_related("shift__school").get(pk=int(pk))
            return turn.shift
    except (Swap.DoesNotExist, Shift.DoesNotExist, Turn.DoesNotExist, ValueError):
        return None
    return None
