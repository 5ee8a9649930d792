"""What staff fill in about a concern: each move has its form."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.concerns import fields
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import Report, terms_on
from machimori_office.concerns.terms import SEE_TO_CONCERN
from machimori_office.outbox.addresses import Address, read_address
from machimori_office.records.services import activities
from machimori_office.web.fields import PastDay, reason
from machimori_office.web.private_words import find_secrets, find_surnames
from machimori_office.web.speaking import spoken
from machimori_office.web.years import reiwa

_NUMBER = re.compile(r"\A\D*(\d{1,3})[-‐－ー](\d{1,6})\Z")
LONGEST = 4000


class Said(forms.CharField):
    """Words to the reporter, which they read at their link."""

    def __init__(self, **how: Any) -> None:
        super().__init__(
            label=_("Words to the reporter"),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("Read at the reporter's link. No names of other people."),
            **how,
        )


class EnterForm(forms.Form):
    """A concern that came by telephone, at the counter, from staff or the police."""

    by = forms.ChoiceField(
        label=_("Reported by"),
        choices=[(b.value, b.label) for b in Concern.By],
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=fields.kinds)
    text = forms.CharField(
        label=_("What was reported"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Leave out names, and what people look like."),
    )
    district = forms.ChoiceField(
        label=_("District"), choices=fields.districts, required=False
    )
    place_text = forms.CharField(
        label=_("Address or landmark"), max_length=200, required=False
    )
    seen_on = PastDay(label=_("Seen on"), required=False)
    mail = forms.CharField(
        label=_("Mail address for the answer"),
        max_length=254,
        required=False,
        help_text=_("It gets one letter with a button, and answers after its press."),
    )

    def clean_mail(self) -> Address | None:
        """Hold it to the rules of addresses; an empty one is none."""
        typed = str(self.cleaned_data["mail"])
        if not typed:
            return None
        try:
            return read_address(typed)
        except InvalidInput as refusal:
            problem = refusal.problems[0]
            told = f"{spoken(problem.expected)} {spoken(problem.remedy)}"
            raise forms.ValidationError(told) from None

    def report(self) -> Report:
        """Return what was typed."""
        said = {k: v for k, v in self.cleaned_data.items() if k != "mail"}
        return Report(**{**said, "by": Concern.By(said["by"])})


class AnswerForm(forms.Form):
    """An answer."""

    said = Said()

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)


class PassOnForm(forms.Form):
    """To whom it is passed on."""

    to_whom = forms.ChoiceField(label=_("To whom"), choices=fields.recipients)
    said = Said(required=False)

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)
        usual = terms_on(timezone.now()).kind(concern.kind).goes_to
        self.initial.setdefault("to_whom", usual)


class CloseForm(forms.Form):
    """What was done."""

    activity = forms.ChoiceField(label=_("What was done"))
    on = PastDay(label=_("Day"), initial=timezone.localdate)
    result = forms.CharField(
        label=_("Result"),
        max_length=200,
        required=False,
        help_text=_("Empty: done. Stays in the records for good."),
    )
    said = Said(required=False)

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)
        usual = terms_on(timezone.now()).kind(concern.kind).activity
        known = activities()
        offered = [a for a in dict.fromkeys((SEE_TO_CONCERN, usual)) if a in known]
        choices = [(id_, spoken(known[id_])) for id_ in offered]
        self.fields["activity"].choices = choices  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """With which other concern it is the same."""

    into = forms.CharField(
        label=_("Number of the other"),
        max_length=20,
        help_text=_("Such as 声8-12; it goes on for both."),
    )
    reason = reason()

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)

    def clean_into(self) -> Concern:
        """Find it."""
        matched = _NUMBER.match(str(self.cleaned_data["into"]).strip())
        found = None
        if matched:
            year, number = int(matched[1]) - reiwa(0), int(matched[2])
            found = Concern.objects.filter(fiscal_year=year, number=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no concern with this number."))
        return found


class WhyForm(forms.Form):
    """Why."""

    reason = reason()

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)


class ModerateForm(forms.Form):
    """The text without personal data, and the pictures that are deleted."""

    text = forms.CharField(
        label=_("What was reported"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place_text = forms.CharField(
        label=_("Address or landmark"), max_length=200, required=False
    )
    reason = reason()

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)
        self.initial.update(text=concern.text, place_text=concern.place_text)
        self.photos = [photo.pk for photo in concern.photos.defer("jpeg")]
        for number, pk in enumerate(self.photos, start=1):
            label = _("Delete picture %(n)s") % {"n": number}
            self.fields[f"drop_{pk}"] = forms.BooleanField(label=label, required=False)

    def drops(self) -> list[int]:
        """Return the pictures to be deleted."""
        return [pk for pk in self.photos if self.cleaned_data[f"drop_{pk}"]]


class PublishForm(forms.Form):
    """What everybody reads, and which pictures everybody sees."""

    text = forms.CharField(
        label=_("Text for everybody"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words. No names, houses, schools or descriptions."),
    )
    answer = forms.CharField(
        label=_("Answer for everybody"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_looked_at = forms.BooleanField(
        label=_("I looked at what was found; it tells of nobody"), required=False
    )

    def __init__(self, *args: Any, concern: Concern, **how: Any) -> None:
        super().__init__(*args, **how)
        self.photos = list(concern.photos.defer("jpeg"))
        said = concern.steps.exclude(said="").last()
        self.initial.update(
            text=concern.published_text,
            answer=concern.published_answer or (said.said if said else ""),
        )
        for number, photo in enumerate(self.photos, start=1):
            label = _("Show picture %(n)s; what it shows") % {"n": number}
            self.fields[f"shows_{photo.pk}"] = forms.CharField(
                label=label,
                max_length=200,
                required=False,
                initial=photo.shows if photo.is_published else "",
                help_text=_("Empty: nobody sees it. No faces, no number plates."),
            )

    def clean(self) -> None:
        """Ask once about what looks like a name, a house or a telephone."""
        said = self.cleaned_data
        texts = [said.get("text", ""), said.get("answer", "")]
        spans = [(t, span) for t in texts for _what, span in find_secrets(t)]
        spans += [(t, span) for t in texts for span in find_surnames(t)]
        found = [text[slice(*span)] for text, span in spans]
        if found and not said.get("is_looked_at"):
            told = _("This may tell of somebody: %(found)s. Take it out, or say so.")
            self.add_error(None, told % {"found": "、".join(dict.fromkeys(found))})

    def shown(self) -> dict[int, str]:
        """Return the pictures that everybody sees, and what each shows."""
        said = {p.pk: self.cleaned_data[f"shows_{p.pk}"].strip() for p in self.photos}
        return {pk: shows for pk, shows in said.items() if shows}


DONE_TEMPLATE = "done"
"""The template of the city's rule that a concern is closed with after its task."""


def template_words(id_: str, *, variety: str, at: datetime) -> str:
    """Return the words of a template as the reporter reads them."""
    for template in terms_on(at).answers:
        if template.id == id_:
            words = {"ja": template.text.ja, "easy": template.text.easy}
            return words.get(variety, template.text.en) or template.text.ja
    return ""
