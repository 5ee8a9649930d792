"""Mails to applicants about each move: that there is something at their link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, cast

from django.conf import settings

from machimori.errors import InvalidInput
from machimori_office.applications import links
from machimori_office.applications.models import Applicant, Application, Asked
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.notices import NoticeTerms
from machimori_office.rules.services import rule
from machimori_office.web.words import JST, Variety


@dataclass(frozen=True, kw_only=True)
class ApplicationNotices:
    """The rule of one city.

    Parameters
    ----------
    link_lasts_h : int
        For how long the button that sends an application in can be pressed. [h]
    confirm : NoticeTerms
        To who applied on the web: the link to that button.
    by_state : mapping of str to NoticeTerms
        What is written when an application comes into a state; states that are not
        named are told at the link alone. ``{number}`` and ``{link}`` are filled in.
    by_letter : mapping of str to NoticeTerms
        What is written when the letter of an occasion, such as ``reminder``, was made:
        it can be read at the link.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    confirm: NoticeTerms
    link_lasts_h: int = 24
    by_state: Mapping[str, NoticeTerms] = field(default_factory=dict)
    by_letter: Mapping[str, NoticeTerms] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.link_lasts_h < 1:
            raise ValueError("a link lasts an hour or more")
        self.confirm.refuse_unknown({"link"})
        for letter in (*self.by_state.values(), *self.by_letter.values()):
            letter.refuse_unknown({"number", "link"})


def terms_on(at: datetime) -> ApplicationNotices:
    """Return what is written on a day."""
    return rule(ApplicationNotices, on=at.astimezone(JST).date())


def tell(application: Application, at: datetime) -> None:
    """Write to an applicant who left an address where the city's rule says so."""
    if settings.OFFICE_PART == "public" and application.version > 1:
        # What an applicant does there is told when the console has taken it.
        return
    _write(application, terms_on(at).by_state.get(application.state), at)


def tell_letter(application: Application, occasion: str, at: datetime) -> None:
    """Write that a letter was made, where the city's rule says so."""
    _write(application, terms_on(at).by_letter.get(occasion), at)


def _write(application: Application, letter: NoticeTerms | None, at: datetime) -> None:
    who = Applicant.objects.filter(application=application).exclude(mail="").first()
    if letter is None or who is None:
        return
    try:
        to = read_address(who.mail)
    except InvalidInput:
        # Taken over from an older list; the page at the link says the same.
        return
    notices.write(
        letter,
        to=to,
        variety=cast(Variety, application.variety),
        fields=links.fields_of(application),
        about=str(application.pk),
        at=at,
    )


def ask_to_confirm(asked: Asked, at: datetime) -> None:
    """Send the link to the button that sends an application in."""
    notices.write(
        terms_on(at).confirm,
        to=read_address(asked.who["mail"]),
        variety=cast(Variety, asked.variety),
        fields={"link": links.confirming(asked)},
        about=str(asked.pk),
        at=at,
        not_after=asked.expires_at,
    )
