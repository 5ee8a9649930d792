"""The questions of a self-check: the library's survey form, frozen as asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from machimori.guidelines import Instrument, shipped_catalogue
from machimori.language import Language, Text
from machimori.reports.forms import Question, SurveyForm, survey_form
from machimori.scene import Feature, Scene
from machimori_office.inspections.models import SelfCheck


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as a page shows it."""

    number: int
    criterion: str
    # The element of the scene that is meant; none: all of the place.
    element: str
    element_name: str
    heading: Text
    asks: Text
    look: Text
    applies: Text
    citation: str

    def said(self, part: str, language: Language) -> str:
        """Word one part."""
        text: Text = getattr(self, part)
        return text.in_(language)

    def of_what(self, language: Language) -> str:
        """Word what is asked, and of which element where one is meant."""
        said = self.said("asks", language)
        return f"{said}（{self.element_name}）" if self.element else said


def form_for(scene: Scene, place: str, instrument: str, *, on: date) -> SurveyForm:
    """Make the library's form for one place: each item by each element on the map."""
    held = shipped_catalogue()
    found = next(one for one in scene.places if one.id == place)
    kind = str(found.get("place_kind"))
    return survey_form(
        held,
        held.instrument(instrument),
        kind,
        on=on,
        scene=scene,
        place=found,
        is_self_check=True,
    )


def choices(
    scene: Scene, places: Sequence[str]
) -> Iterator[tuple[Feature, Instrument]]:
    """Yield each place of a register's entry with each guideline that speaks of it."""
    for place in scene.places:
        if places and place.id not in places:
            continue
        for instrument in shipped_catalogue().instruments.values():
            if place.get("place_kind") in instrument.places:
                yield place, instrument


def frozen(form: SurveyForm, *, most_elements: int) -> list[dict[str, Any]]:
    """Write the questions down, so that a newer catalogue changes none of them.

    Where an item speaks of more elements than `most_elements`, it is asked once for all
    of them: nobody answers forty times about lamps.
    """
    return [
        _row(question, section.heading)
        for section in form.sections
        for _criterion, alike in groupby(section.questions, lambda q: q.criterion)
        for question in _once_where_many(list(alike), most_elements)
    ]


def _once_where_many(alike: list[Question], most: int) -> list[Question]:
    if len(alike) <= most:
        return alike
    return [replace(alike[0], element="", element_name="")]


def asked(check: SelfCheck) -> list[Asked]:
    """Return the questions of a self-check, in order."""
    return [
        Asked(
            number=number,
            criterion=row["criterion"],
            element=row.get("element", ""),
            element_name=row.get("element_name", ""),
            citation=row["citation"],
            **{part: Text(**row[part]) for part in _PARTS},
        )
        for number, row in enumerate(check.questions, start=1)
    ]


_PARTS = ("heading", "asks", "look", "applies")


def _row(question: Question, heading: Text) -> dict[str, Any]:
    parts = {
        "heading": heading,
        "asks": question.asks,
        "look": question.look,
        "applies": question.applies or Text.same(""),
    }
    said = {part: {"ja": t.ja, "en": t.en} for part, t in parts.items()}
    return {
        "criterion": question.criterion,
        "element": question.element,
        "element_name": question.element_name,
        "citation": question.citation,
        **said,
    }
