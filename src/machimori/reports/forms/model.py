"""What a survey form holds, whatever it is printed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class Question:
    """One criterion, of one element or of all that it speaks of.

    Parameters
    ----------
    criterion : str
        Its id.
    element : str
        Id of the element that is meant; empty where all of them are.
    element_name : str
    citation : str
    asks, look : Text
        What is to hold; what to look at.
    applies : Text or None
        When the criterion applies at all, where it does not always.
    strength : Text
    asks_lux : bool
        Whether a mean illuminance decides it.
    """

    criterion: str
    element: str = ""
    element_name: str = ""
    citation: str
    asks: Text
    look: Text
    applies: Text | None
    strength: Text
    asks_lux: bool


@dataclass(frozen=True)
class FormSection:
    """The questions under one heading of the guideline."""

    heading: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class SurveyForm:
    """All questions of a guideline for one kind of place, or one place.

    Parameters
    ----------
    instrument, edition
        The guideline's id, and the day of the edition that is asked.
    title : Text
        The guideline's.
    place_kind : str
    kind_name : Text
    place, place_name : str
        Of the place that is meant; empty where the form is for any of its kind.
    is_self_check : bool
        Whether the owner signs it.
    sections : tuple of FormSection
        In the guideline's order.
    """

    instrument: str
    edition: date
    title: Text
    place_kind: str
    kind_name: Text
    place: str = ""
    place_name: str = ""
    is_self_check: bool = False
    sections: tuple[FormSection, ...]

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, in order."""
        return (q for section in self.sections for q in section.questions)
