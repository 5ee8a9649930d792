"""How pages word states, moves, districts and places."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.states import Move, State
from machimori_office.web.moving import MoveWords

MOVE_WORDS: Mapping[Move, MoveWords] = {
    Move.ANSWER: MoveWords(
        _("Answer it"),
        _("The reporter reads the answer at their link, and is told so by mail."),
        _("Answered."),
    ),
    Move.PASS_ON: MoveWords(
        _("Pass it on"),
        _("It stays open here until you close it. Passing on sends nothing by itself."),
        _("Noted to whom it was passed on."),
    ),
    Move.CLOSE: MoveWords(
        _("Close it with a record"),
        _("The record says what was done; the time until deletion begins."),
        _("Closed, and recorded."),
    ),
    Move.MODERATE: MoveWords(
        _("Take personal data out"),
        _("What you take out of the text or delete of the pictures is gone for good."),
        _("The text was replaced."),
    ),
    Move.PUBLISH: MoveWords(
        _("Publish it with the answer"),
        _("Everybody reads these two texts; pictures only where you choose them."),
        _("Published."),
    ),
    Move.HIDE: MoveWords(
        _("Take it off the public page"),
        _("Nobody outside reads it any more."),
        _("Taken off the public page."),
    ),
    Move.MERGE: MoveWords(
        _("Merge it into another"),
        _("The other one goes on for both; who reported this one is told with it."),
        _("Merged."),
    ),
    Move.SET_ASIDE: MoveWords(
        _("Set it aside"),
        _("For mischief, or what is not the division's. No record is made."),
        _("Set aside."),
        is_grave=True,
    ),
    Move.REOPEN: MoveWords(
        _("Open it again"),
        _("The record of what was done stays."),
        _("Opened again."),
    ),
}

STATE_WORDS: Mapping[State, str | Promise] = {
    State.RECEIVED: _("Newly arrived"),
    State.IN_HAND: _("Being seen to"),
    State.CLOSED: _("Seen to"),
    State.MERGED: _("Merged into another"),
    State.SET_ASIDE: _("Set aside"),
}
