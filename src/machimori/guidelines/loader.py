"""Reads a catalogue folder strictly: every problem of every file, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.guidelines.catalogue_model import Activity, Catalogue
from machimori.guidelines.checks import Recorded, parameters_of
from machimori.guidelines.model import Criterion, Instrument
from machimori.guidelines.parameters import Parameter, ParameterTable
from machimori.guidelines.strict_yaml import StrictDocument, load_strict
from machimori.guidelines.words import unknown_words
from machimori.language import Text

T = TypeVar("T")


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that ships with the library."""
    return load_catalogue(resources.files(__package__).joinpath("catalogue"))


def load_catalogue(folder: Traversable) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    folder : Path or other traversable
        Holds ``activities.yaml``, ``parameters/*.yaml`` and, for each instrument,
        ``<prefecture>/<name>/instrument.yaml`` beside its files of criteria.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    return _Reading().catalogue(folder)


def load_parameters(text: str, *, file: str) -> ParameterTable:
    """Read parameters from YAML: a list of them.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    reading = _Reading()
    table = ParameterTable.of(reading.listed(text, file, Parameter))
    reading.finish()
    return table


def check_overlay(city: ParameterTable, shipped: ParameterTable, *, file: str) -> None:
    """Refuse a city's parameters that are unknown, the source's own, or in other units.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    problems = [p for id_ in city.by_id for p in _overlay(id_, city, shipped, file)]
    if problems:
        raise InvalidInput(problems)


class _Reading:
    """One pass over a folder; problems are gathered, not raised, until the end."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.documents: dict[str, StrictDocument] = {}
        self.at: dict[str, tuple[StrictDocument, int]] = {}

    def catalogue(self, folder: Traversable) -> Catalogue:
        activities = self.listed(*_read(folder, "activities.yaml"), Activity)
        parameters = [
            parameter
            for file in _yaml_files(folder.joinpath("parameters"))
            for parameter in self.listed(*_read(file, ""), Parameter)
        ]
        instruments, criteria = self.instruments(folder)
        self.finish()
        catalogue = Catalogue(
            instruments={i.id: i for i in instruments},
            criteria={c.id: c for c in criteria},
            parameters=ParameterTable.of(parameters),
            activities={a.id: a for a in activities},
        )
        self.cross_check(catalogue)
        self.finish()
        return catalogue

    def instruments(
        self, folder: Traversable
    ) -> tuple[list[Instrument], list[Criterion]]:
        instruments: list[Instrument] = []
        criteria: list[Criterion] = []
        for home in _instrument_folders(folder):
            for file in _yaml_files(home):
                text, name = _read(file, "")
                if file.name == "instrument.yaml":
                    instruments += self.single(text, name, Instrument)
                else:
                    criteria += self.listed(text, name, Criterion)
        return instruments, criteria

    def single(self, text: str, file: str, type_: type[T]) -> list[T]:
        document = self.document(text, file)
        return [] if document is None else self.validated(document, type_)

    def listed(self, text: str, file: str, type_: type[T]) -> list[T]:
        document = self.document(text, file)
        if document is None:
            return []
        items: list[T] = self.validated(document, tuple[type_, ...])  # type: ignore[valid-type]
        found = list(items[0]) if items else []  # type: ignore[call-overload]
        for index, item in enumerate(found):
            self.keep_once(document, index, item.id)
        return found

    def keep_once(self, document: StrictDocument, index: int, id_: str) -> None:
        if id_ in self.at:
            self.problems.append(_repeated(document, index, id_))
        self.at[id_] = (document, index)

    def document(self, text: str, file: str) -> StrictDocument | None:
        try:
            return load_strict(text, file=file)
        except InvalidInput as error:
            self.problems += error.problems
            return None

    def validated(self, document: StrictDocument, type_: Any) -> list[Any]:
        try:
            return [TypeAdapter(type_).validate_python(document.value)]
        except ValidationError as error:
            self.problems += [_misfit(document, e) for e in error.errors()]
            return []

    def cross_check(self, catalogue: Catalogue) -> None:
        for criterion in catalogue.criteria.values():
            document, index = self.at[criterion.id]
            for found, expected in _dangling(criterion, catalogue):
                self.problems.append(_unknown(document, index, found, expected))

    def finish(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)


def _dangling(criterion: Criterion, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Names in a criterion that nothing has, each with what would be right."""
    instrument = catalogue.instruments.get(criterion.instrument)
    if instrument is None:
        yield criterion.instrument, did_you_mean(criterion.id, catalogue.instruments)
        return
    for path in criterion.cites:
        if path not in instrument.by_path:
            yield path, did_you_mean(path, instrument.by_path)
    for check in catalogue.checks(criterion):
        for id_ in parameters_of(check):
            if id_ not in catalogue.parameters.by_id:
                yield id_, did_you_mean(id_, catalogue.parameters.by_id)
        if isinstance(check, Recorded) and check.activity not in catalogue.activities:
            yield check.activity, did_you_mean(check.activity, catalogue.activities)
    yield from unknown_words(criterion)


def _overlay(
    id_: str, city: ParameterTable, shipped: ParameterTable, file: str
) -> Iterator[Problem]:
    ours = {i: p for i, p in shipped.by_id.items() if i.startswith("interpretation/")}
    if id_ not in ours:
        yield _overlay_problem(file, id_, id_, did_you_mean(id_, ours))
    elif city[id_].unit != ours[id_].unit:
        expected = Text.same(ours[id_].unit)
        yield _overlay_problem(file, id_, city[id_].unit, expected)


def _overlay_problem(file: str, id_: str, found: str, expected: Text) -> Problem:
    return Problem(
        file=file,
        where=Text.same(id_),
        found=found,
        expected=expected,
        remedy=Text(
            ja="市町村が変えられるのは interpretation/ の値だけです。単位も合わせてください。",
            en="Only interpretation/ values may be overlaid, in the same unit.",
        ),
    )


def _misfit(document: StrictDocument, error: ErrorDetails) -> Problem:
    path = tuple(p for p in error["loc"] if p in _keys(document, error["loc"]))
    return Problem(
        file=document.file,
        where=document.where(path),
        found=str(error["input"])[:80],
        expected=Text.same(error["msg"]),
        remedy=Text(
            ja="docs/reference の書式に合わせてください。",
            en="Follow the format in docs/reference.",
        ),
    )


def _keys(document: StrictDocument, loc: tuple[str | int, ...]) -> set[str | int]:
    """Parts of a pydantic location that are real keys; union tags are left out."""
    known = {part for path in document.lines for part in path}
    return known | {loc[-1]} if loc else known


def _repeated(document: StrictDocument, index: int, id_: str) -> Problem:
    return Problem(
        file=document.file,
        where=document.where((index,)),
        found=id_,
        expected=Text(ja="他にないid", en="an id that nothing else has"),
        remedy=Text(ja="別のidにしてください。", en="Choose another id."),
    )


def _unknown(
    document: StrictDocument, index: int, found: str, expected: Text
) -> Problem:
    return Problem(
        file=document.file,
        where=document.where((index,)),
        found=found,
        expected=expected,
        remedy=Text(ja="名前を直してください。", en="Correct the name."),
    )


def _read(folder: Traversable, name: str) -> tuple[str, str]:
    file = folder.joinpath(name) if name else folder
    return file.read_text(encoding="utf-8"), str(file)


def _yaml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    files = [f for f in folder.iterdir() if f.name.endswith(".yaml")]
    return sorted(files, key=lambda f: f.name)


def _instrument_folders(folder: Traversable) -> Iterator[Traversable]:
    for prefecture in sorted(folder.iterdir(), key=lambda f: f.name):
        if prefecture.is_dir() and prefecture.name != "parameters":
            homes = sorted(prefecture.iterdir(), key=lambda f: f.name)
            yield from (h for h in homes if h.is_dir())
