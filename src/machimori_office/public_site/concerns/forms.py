"""What a resident writes down: what, where and when; then pictures and an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from machimori.errors import InvalidInput
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import Report
from machimori_office.concerns.terms import ConcernKind
from machimori_office.inspections.models import Site
from machimori_office.limits.forms import GuardedForm
from machimori_office.outbox.addresses import Address, read_address
from machimori_office.public_site import texts
from machimori_office.public_site.concerns import plan
from machimori_office.public_site.districts import districts
from machimori_office.public_site.forms import MailInput, put, said_of
from machimori_office.web.fields import PastDay
from machimori_office.web.pictures import Picture, PictureField
from machimori_office.web.words import Variety

LONGEST = 2000
_NONE = "concerns.not_chosen"
PICTURES = ("picture_1", "picture_2")


class WhatForm(GuardedForm):
    """What was seen, where and when."""

    text = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    district = forms.ChoiceField(required=False)
    site = forms.ChoiceField(required=False)
    place_text = forms.CharField(max_length=200, required=False)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    level = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=plan.CLOSEST,
        widget=forms.HiddenInput,
    )
    seen_on = PastDay(required=False)

    def __init__(
        self,
        posted: QueryDict | None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        kind: ConcernKind,
        variety: Variety,
        given: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(posted, files, initial=given)
        self.kind, self.variety = kind, variety
        self.districts = districts(variety)
        self.sites = _sites()
        for name, places in (("district", self.districts), ("site", self.sites)):
            _offer(self.fields[name], places, texts.plain(_NONE, variety))

    def clean(self) -> None:
        """Ask for words and a place; a guard's refusal is in the reader's words."""
        put(self, self.variety, district="concerns.place_needed")
        said = self.cleaned_data
        if not said.get("text", "").strip():
            self.add_error("text", self._word("text_needed"))
        if self.kind.needs_place and not self._is_placed():
            self.add_error("district", self._word("place_needed"))
        try:
            super().clean()
        except forms.ValidationError as error:
            told = texts.plain("register.once_more", self.variety)
            raise forms.ValidationError(told, code="guard") from error

    def report(self) -> Report:
        """Return what was written."""
        said = self.cleaned_data
        point = (said["lon"], said["lat"]) if self._has_point() else (None, None)
        return Report(
            kind=self.kind.id,
            text=said["text"].strip(),
            by=Concern.By.RESIDENT,
            place_text=said["place_text"],
            district=said["district"] or self._district_of_site(),
            site=said["site"],
            lon=point[0],
            lat=point[1],
            seen_on=said["seen_on"],
            variety=self.variety,
        )

    def _is_placed(self) -> bool:
        said = self.cleaned_data
        named = [said.get(name) for name in ("district", "site", "place_text")]
        return any(named) or self._has_point()

    def _has_point(self) -> bool:
        said = self.cleaned_data
        return said.get("lon") is not None and said.get("lat") is not None

    def _district_of_site(self) -> str:
        chosen, known = self.cleaned_data["site"], {d["code"] for d in self.districts}
        found = (s["district"] for s in self.sites if s["code"] == chosen)
        return next((district for district in found if district in known), "")

    def _word(self, name: str) -> str:
        return texts.plain(f"concerns.{name}", self.variety)


class SendForm(WhatForm):
    """The same once more, with pictures and an address for the answer."""

    picture_1 = PictureField(required=False)
    picture_2 = PictureField(required=False)
    mail = forms.CharField(max_length=400, required=False, widget=MailInput)

    def clean_mail(self) -> Address | None:
        """Read the address; an empty one is none."""
        typed = str(self.cleaned_data["mail"]).strip()
        if not typed:
            return None
        try:
            return read_address(typed)
        except InvalidInput as error:
            raise forms.ValidationError(said_of(error, self.variety)) from error

    def pictures(self) -> list[Picture]:
        """Return the pictures, cleaned."""
        sent = (self.cleaned_data[name] for name in PICTURES)
        return [picture for picture in sent if picture]


def _offer(
    field: forms.Field, places: Iterable[Mapping[str, str]], nothing: str
) -> None:
    named = ((place["code"], place["name"]) for place in places)
    cast(forms.ChoiceField, field).choices = [("", nothing), *named]


def _sites() -> list[dict[str, str]]:
    found = Site.objects.filter(is_current=True).order_by("district", "name")
    return list(found.values("code", "name", "district"))  # type: ignore[arg-type]
