"""How pages word states and moves."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.states import Move, State
from machimori_office.applications.terms import Due
from machimori_office.web.moving import MoveWords
from machimori_office.web.words import Words

MOVE_WORDS: Mapping[Move, MoveWords] = {
    Move.ACCEPT: MoveWords(
        _("Accept it as complete"),
        _("The conditions can be decided then."),
        _("Accepted as complete."),
    ),
    Move.RETURN: MoveWords(
        _("Ask the applicant to correct it"),
        _("The applicant reads your words and sends it again."),
        _("Returned for correction."),
    ),
    Move.QUEUE: MoveWords(
        _("Put it on the waiting list"),
        _("It waits for stock or budget, in the order of arrival."),
        _("Put on the waiting list."),
    ),
    Move.GRANT: MoveWords(
        _("Grant it"),
        _("The letter can be written then. Every condition must be met."),
        _("Granted. Write the letter now."),
        is_grave=True,
    ),
    Move.REFUSE: MoveWords(
        _("Refuse it"),
        _("The letter, with the reason, can be written then."),
        _("Refused. Write the letter now."),
        is_grave=True,
    ),
    Move.CLOSE: MoveWords(
        _("Close it"),
        _("The time until the personal data are deleted begins."),
        _("Closed."),
    ),
    Move.WITHDRAW: MoveWords(
        _("Withdraw it for the applicant"),
        _("Nothing more is done; it can be opened again."),
        _("Withdrawn."),
        is_grave=True,
    ),
    Move.REOPEN: MoveWords(
        _("Take the last decision back"),
        _("It goes one step back. A letter that went out needs a new one."),
        _("Taken back."),
    ),
}

DUE_WORDS: Mapping[Due, str | Promise] = {
    Due.CHECK: _("needed before it is complete"),
    Due.DECISION: _("needed before it is granted"),
    Due.DOING: _("needed before it is carried out"),
}

PLEASE_SEND = Words(
    ja="次の書類が足りません。このページから送るか、窓口へお持ちください。",
    easy="つぎの 紙が ありません。ここから 送るか、市役所へ 持って きて ください。",
    en="These papers are missing. Send them on this page, or bring them.",
)

STATE_WORDS: Mapping[State, str | Promise] = {
    State.RECEIVED: _("Received"),
    State.RETURNED: _("With the applicant, for correction"),
    State.COMPLETE: _("Complete, to be decided"),
    State.WAITING: _("On the waiting list"),
    State.GRANTED: _("Granted, to be carried out"),
    State.REFUSED: _("Refused"),
    State.CARRIED_OUT: _("Carried out"),
    State.CLOSED: _("Ended by the office"),
    State.WITHDRAWN: _("Withdrawn"),
}
