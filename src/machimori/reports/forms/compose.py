"""Makes a survey form of a guideline: for any place of a kind, or for one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from machimori.errors import UnknownName
from machimori.guidelines import Catalogue, Criterion, Instrument
from machimori.guidelines.checks import checks_of
from machimori.guidelines.model import split_labels
from machimori.language import Text
from machimori.reports import wording
from machimori.reports.forms.model import FormSection, Question, SurveyForm
from machimori.reports.structure import Values, condition_words
from machimori.scene import Feature, Scene, vocabulary


def survey_form(
    catalogue: Catalogue,
    instrument: Instrument,
    place_kind: str,
    *,
    on: date,
    scene: Scene | None = None,
    place: Feature | None = None,
    is_self_check: bool = False,
) -> SurveyForm:
    """Gather what a guideline asks of a kind of place, in its order.

    Parameters
    ----------
    catalogue : Catalogue
    instrument : Instrument
    place_kind : str
    on : date
        The day whose numbers count.
    scene, place : Scene, Feature, or None
        Where given, the form asks of each element that is on the map.
    is_self_check : bool
        Whether the owner signs it.

    Returns
    -------
    SurveyForm

    Raises
    ------
    UnknownName
        The guideline does not speak of such places.
    """
    if place_kind not in instrument.places:
        what = Text(ja="この指針の場所の種類", en="kind of place of this guideline")
        raise UnknownName(what, place_kind, instrument.places)
    values = {
        i: (p.on(on).value, p.unit) for i, p in catalogue.parameters.by_id.items()
    }
    asked = [
        criterion
        for criterion in catalogue.criteria_of(instrument)
        if place_kind in criterion.applies.place
    ]
    kinds = vocabulary().kinds["place"].properties["place_kind"].values or {}
    return SurveyForm(
        instrument=instrument.id,
        edition=instrument.edition.revised_on,
        title=instrument.title,
        place_kind=place_kind,
        kind_name=kinds.get(place_kind, Text.same(place_kind)),
        place=place.id if place else "",
        place_name=place.name if place else "",
        is_self_check=is_self_check,
        sections=tuple(_sections(asked, instrument, values, scene, place)),
    )


def _sections(
    asked: Iterable[Criterion],
    instrument: Instrument,
    values: Values,
    scene: Scene | None,
    place: Feature | None,
) -> Iterator[FormSection]:
    for heading, criteria in groupby(asked, lambda c: _heading(c, instrument)):
        questions = [
            question
            for criterion in criteria
            for question in _questions(criterion, instrument, values, scene, place)
        ]
        yield FormSection(heading, tuple(questions))


def _heading(criterion: Criterion, instrument: Instrument) -> Text:
    """Name the lowest heading over what a criterion cites."""
    cited = criterion.cites[0]
    over = [p for p in instrument.above(cited) if p.heading is not None]
    shown = [p for p in over if p.labels != split_labels(cited)] or over
    lowest = shown[-1]
    heading = lowest.heading or Text.same("")
    return Text(ja=f"{lowest.path}　{heading.ja}", en=f"{lowest.path} {heading.en}")


def _questions(
    criterion: Criterion,
    instrument: Instrument,
    values: Values,
    scene: Scene | None,
    place: Feature | None,
) -> Iterator[Question]:
    for element in _elements(criterion, scene, place) or (None,):
        yield Question(
            criterion=criterion.id,
            element=element.id if element else "",
            element_name=element.name if element else "",
            citation="、".join(instrument.citation(path) for path in criterion.cites),
            asks=criterion.says,
            look=criterion.look,
            applies=condition_words(criterion.when, values) if criterion.when else None,
            strength=wording.STRENGTHS[instrument.effective_strength(criterion)],
            asks_lux=any(
                check.quantity == "mean_illuminance_lx"
                for check in checks_of(criterion.require)
            ),
        )


def _elements(
    criterion: Criterion, scene: Scene | None, place: Feature | None
) -> tuple[Feature, ...]:
    wanted = criterion.applies.element
    if wanted is None or scene is None or place is None:
        return ()
    found = scene.elements(place, *wanted.kind)
    return tuple(
        one
        for one in found
        if not wanted.use or one.kind != "area" or one.get("use") in wanted.use
    )
