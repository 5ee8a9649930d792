"""What the office fills in about seminars."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.outbox.addresses import read_address
from machimori_office.seminars.models import Seminar
from machimori_office.seminars.services.planning import Part
from machimori_office.seminars.services.signing_up import Party
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.fields import DayInput, reason
from machimori_office.web.speaking import language, spoken_words
from machimori_office.web.words import JST, VARIETIES, Words

MOST_TOPICS = 5
_READS = [("ja", _("Japanese")), ("easy", _("Plain Japanese")), ("en", _("English"))]


class _TimeInput(forms.TimeInput):
    input_type = "time"


def _about(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=1200, required=False, widget=area)


class PlanForm(forms.Form):
    """A seminar: what, when, where, for how many, until when one can sign up."""

    title_ja = forms.CharField(label=_("Title (Japanese)"), max_length=80)
    title_easy = forms.CharField(
        label=_("Title (plain Japanese)"), max_length=80, required=False
    )
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=80, required=False
    )
    on = forms.DateField(label=_("Day"), widget=DayInput)
    begins = forms.TimeField(label=_("Begins at"), widget=_TimeInput)
    ends = forms.TimeField(label=_("Ends at"), widget=_TimeInput)
    place_ja = forms.CharField(label=_("Place (Japanese)"), max_length=80)
    place_easy = forms.CharField(
        label=_("Place (plain Japanese)"), max_length=80, required=False
    )
    place_en = forms.CharField(
        label=_("Place (English)"), max_length=80, required=False
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5000)
    deadline = forms.DateField(label=_("Sign-up until the end of"), widget=DayInput)
    about_ja = _about(_("What it is about (Japanese)"))
    about_easy = _about(_("What it is about (plain Japanese)"))
    about_en = _about(_("What it is about (English)"))
    contact = forms.CharField(
        label=_("Whom to ask"),
        max_length=120,
        required=False,
        help_text=_("Empty: the contact of the rule."),
    )
    materials = forms.URLField(
        label=_("Link to the materials"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        """Refuse an end before the beginning, and a deadline after it."""
        found = self.cleaned_data
        begins, ends = found.get("begins"), found.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It ends before it begins."))
        on, deadline = found.get("on"), found.get("deadline")
        if on and deadline and deadline > on:
            self.add_error("deadline", _("This is after the seminar."))

    def fields_of(self) -> dict[str, Any]:
        """Return the fields of the row."""
        found = dict(self.cleaned_data)
        on, deadline = found.pop("on"), found.pop("deadline")
        begins_at = _instant(on, found.pop("begins"))
        found.pop("version")
        until = min(_instant(deadline, time(23, 59, 59)), begins_at)
        times = {"begins_at": begins_at, "ends_at": _instant(on, found.pop("ends"))}
        return {**found, **times, "signs_up_until": until}


def told(seminar: Seminar) -> dict[str, Any]:
    """Return what stands in the form of a seminar that there is."""
    begins, ends = (at.astimezone(JST) for at in (seminar.begins_at, seminar.ends_at))
    names = ("title", "place", "about")
    words = {f"{n}_{v}": getattr(seminar, f"{n}_{v}") for n in names for v in VARIETIES}
    return {
        **words,
        "on": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "capacity": seminar.capacity,
        "deadline": seminar.signs_up_until.astimezone(JST).date(),
        "contact": seminar.contact,
        "materials": seminar.materials,
        "version": seminar.version,
    }


class TopicForm(forms.Form):
    """One topic; a row without a title is none."""

    subject = forms.ChoiceField(label=_("Field"), required=False)
    ja = forms.CharField(label=_("Topic (Japanese)"), max_length=120, required=False)
    easy = forms.CharField(
        label=_("Topic (plain Japanese)"), max_length=120, required=False
    )
    en = forms.CharField(label=_("Topic (English)"), max_length=120, required=False)

    def __init__(self, *args: Any, terms: SeminarTerms, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen = [(s.id, spoken_words(s.name)) for s in terms.subjects]
        self.fields["subject"].choices = [("", "—"), *chosen]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Ask for the subject of a topic."""
        if self.cleaned_data.get("ja") and not self.cleaned_data.get("subject"):
            self.add_error("subject", _("Choose the subject of this topic."))

    def part(self) -> Part | None:
        """Return the topic; None for an empty row."""
        found = self.cleaned_data
        if not found["ja"]:
            return None
        title = Words(found["ja"], found["easy"], found["en"])
        return Part(subject=found["subject"], title=title)


def topic_forms(
    posted: Any, terms: SeminarTerms, seminar: Seminar | None
) -> list[TopicForm]:
    """Make the rows for topics."""
    there = list(seminar.topics.all()) if seminar else []
    initials = [
        {"subject": t.subject, "ja": t.title_ja, "easy": t.title_easy, "en": t.title_en}
        for t in there
    ]
    initials += [{}] * (MOST_TOPICS - len(initials))
    return [
        TopicForm(posted, prefix=f"topic{n}", terms=terms, initial=initial)
        for n, initial in enumerate(initials)
    ]


class PartyForm(forms.Form):
    """Who signs up at the counter or by telephone."""

    name = forms.CharField(label=_("Name"), max_length=60)
    people = forms.IntegerField(label=_("People"), min_value=1, initial=1)
    mail = forms.CharField(label=_("Mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    reads = forms.ChoiceField(label=_("Language"), choices=_READS, initial="ja")

    def clean_mail(self) -> Any:
        """Read the address."""
        if not self.cleaned_data["mail"]:
            return None
        try:
            return read_address(self.cleaned_data["mail"])
        except InvalidInput as error:
            expected = error.problems[0].expected.in_(language())
            raise forms.ValidationError(expected) from error

    def clean(self) -> None:
        """Ask for one way to reach them."""
        found = self.cleaned_data
        if "mail" in found and not (found["mail"] or found.get("phone")):
            self.add_error(
                "phone", _("A mail address or a telephone number is needed.")
            )

    def party(self) -> Party:
        """Return who signs up."""
        return Party(**self.cleaned_data)


class CallOffForm(forms.Form):
    """Why: for residents, and for the audit."""

    because = forms.CharField(
        label=_("Reason that residents read"),
        max_length=200,
        help_text=_("Stands on the public page and in every mail."),
    )
    reason = reason()


class FinishForm(forms.Form):
    """Who came without being ticked off."""

    uncounted = forms.IntegerField(
        label=_("People who came and are not on the list"),
        min_value=0,
        max_value=5000,
        initial=0,
        help_text=_("Added to those who were ticked off."),
    )


class ReopenForm(forms.Form):
    """Why a closed seminar is opened again."""

    reason = reason()


class PeopleForm(forms.Form):
    """How many came."""

    people = forms.IntegerField(label=_("People"), min_value=1, max_value=99, initial=1)


class WalkInForm(PeopleForm):
    """Somebody without a sign-up."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False)


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, JST)
