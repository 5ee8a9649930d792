"""Which form each move has, and what it does with what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from machimori_office.concerns.forms import (
    AnswerForm,
    CloseForm,
    MergeForm,
    ModerateForm,
    PassOnForm,
    PublishForm,
    WhyForm,
)
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import handling, showing
from machimori_office.concerns.states import Move

FORMS: Mapping[Move, Callable[..., forms.Form]] = {
    Move.ANSWER: AnswerForm,
    Move.PASS_ON: PassOnForm,
    Move.CLOSE: CloseForm,
    Move.MODERATE: ModerateForm,
    Move.PUBLISH: PublishForm,
    Move.HIDE: WhyForm,
    Move.MERGE: MergeForm,
    Move.SET_ASIDE: WhyForm,
    Move.REOPEN: WhyForm,
}


def take_on(
    move: Move, concern: Concern, form: forms.Form, *, actor: str, at: datetime
) -> None:
    """Make a move with what its form says."""
    if isinstance(form, ModerateForm):
        _moderate(concern, form, actor, at)
    elif isinstance(form, PublishForm):
        _publish(concern, form, actor, at)
    else:
        _DONE_BY[move](concern, **form.cleaned_data, actor=actor, at=at)


_DONE_BY: Mapping[Move, Callable[..., None]] = {
    Move.ANSWER: handling.answer,
    Move.PASS_ON: handling.pass_on,
    Move.CLOSE: handling.close,
    Move.MERGE: handling.merge,
    Move.SET_ASIDE: handling.set_aside,
    Move.REOPEN: handling.reopen,
    Move.HIDE: showing.hide,
}


def _moderate(concern: Concern, form: ModerateForm, actor: str, at: datetime) -> None:
    said: dict[str, Any] = form.cleaned_data
    showing.moderate(
        concern,
        text=said["text"],
        place_text=said["place_text"],
        drops=form.drops(),
        reason=said["reason"],
        actor=actor,
        at=at,
    )


def _publish(concern: Concern, form: PublishForm, actor: str, at: datetime) -> None:
    said: dict[str, Any] = form.cleaned_data
    showing.publish(
        concern,
        text=said["text"],
        answer=said["answer"],
        photos=form.shown(),
        actor=actor,
        at=at,
    )
