"""Reads a catalogue folder strictly: every problem of every file, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.guidelines.catalogue_model import Activity, Catalogue, Term
from machimori.guidelines.checks import Recorded
from machimori.guidelines.model import Criterion, Instrument
from machimori.guidelines.parameters import Parameter, ParameterTable
from machimori.guidelines.words import unknown_words
from machimori.language import Text
from machimori.strict_yaml import Path, StrictDocument, fitted, load_strict

T = TypeVar("T")
Named = TypeVar("Named", Activity, Parameter, Criterion, Term)


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that ships with the library."""
    return load_catalogue(_shipped())


@cache
def shipped_parameters() -> ParameterTable:
    """Return the parameters that ship, in a tenth of the time of the whole."""
    reading = _Reading()
    parameters = reading.parameters(_shipped())
    reading.finish()
    return parameters


def load_catalogue(*folders: Traversable) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    *folders : Path or other traversable
        Each holds any of ``activities.yaml``, ``parameters/*.yaml``,
        ``<prefecture>/terms.yaml`` and, for each instrument,
        ``<prefecture>/<name>/instrument.yaml`` beside its files of criteria. What a
        later folder holds takes the place of what has the same id
        before it; an instrument does so with all its criteria.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    return _Reading().catalogue(folders)


def extended_catalogue(folder: Traversable) -> Catalogue:
    """Read further instruments, or other editions, on top of those that ship.

    Parameters
    ----------
    folder : Path or other traversable
        See `load_catalogue`; its criteria may use the parameters and activities that
        ship.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    return load_catalogue(_shipped(), folder)


def _shipped() -> Traversable:
    return resources.files(__package__).joinpath("catalogue")


def load_parameters(text: str, *, file: str) -> ParameterTable:
    """Read parameters from YAML: a list of them.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    reading = _Reading()
    found = reading.items(load_strict(text, file=file), Parameter)
    reading.finish()
    return ParameterTable.of(found)


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
        self.at: dict[str, tuple[StrictDocument, int]] = {}
        self.named: set[str] = set()
        self.is_sound = True

    def catalogue(self, folders: Iterable[Traversable]) -> Catalogue:
        catalogue = reduce(_with, [self.folder(folder) for folder in folders])
        # Where one of these could not be read, every name of it would seem unknown.
        if self.is_sound:
            self.cross_check(catalogue)
        self.finish()
        return catalogue

    def folder(self, folder: Traversable) -> Catalogue:
        self.named.clear()
        activities = self.each(_optional(folder, "activities.yaml"), Activity)
        parameters = self.parameters(folder)
        homes = list(_instrument_folders(folder))
        instruments = [i for home in homes for i in self.instrument(home)]
        terms = self.each(_files_of_terms(folder), Term)
        self.is_sound &= not self.problems
        files = [f for home in homes for f in _files_of_criteria(home)]
        return Catalogue(
            instruments={i.id: i for i in instruments},
            criteria={c.id: c for c in self.each(files, Criterion)},
            parameters=parameters,
            activities={a.id: a for a in activities},
            terms={t.id: t for t in terms},
        )

    def parameters(self, folder: Traversable) -> ParameterTable:
        files = _yaml_files(folder.joinpath("parameters"))
        return ParameterTable.of(self.each(files, Parameter))

    def instrument(self, home: Traversable) -> list[Instrument]:
        document = self.document(home.joinpath("instrument.yaml"))
        if document is None:
            return []
        found = self.validated(document, (), Instrument)
        for instrument in found:
            self.problems += _repeated_paths(document, instrument)
        return found

    def each(self, files: Iterable[Traversable], type_: type[Named]) -> list[Named]:
        return [item for file in files for item in self.listed(file, type_)]

    def listed(self, file: Traversable, type_: type[Named]) -> list[Named]:
        document = self.document(file)
        return [] if document is None else self.items(document, type_)

    def items(self, document: StrictDocument, type_: type[Named]) -> list[Named]:
        if not isinstance(document.value, tuple):
            self.problems.append(_no_list(document))
            return []
        found: list[Named] = []
        for index in range(len(document.value)):
            for item in self.validated(document, (index,), type_):
                self.keep_once(document, index, item.id)
                found.append(item)
        return found

    def keep_once(self, document: StrictDocument, index: int, id_: str) -> None:
        if id_ in self.named:
            self.problems.append(_repeated(document, (index, "id"), id_))
        self.named.add(id_)
        self.at[id_] = (document, index)

    def document(self, file: Traversable) -> StrictDocument | None:
        try:
            return load_strict(file.read_text(encoding="utf-8"), file=str(file))
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(_unreadable(str(file), error))
        except InvalidInput as error:
            self.problems += error.problems
        return None

    def validated(
        self, document: StrictDocument, path: Path, type_: type[T]
    ) -> list[T]:
        try:
            return [fitted(document, type_, path, told_by=("check", "all", "any"))]
        except InvalidInput as error:
            self.problems += error.problems
            return []

    def cross_check(self, catalogue: Catalogue) -> None:
        for criterion in catalogue.criteria.values():
            document, index = self.at[criterion.id]
            for found, expected in _dangling(criterion, catalogue):
                path = document.find(found, (index,))
                self.problems.append(_unknown(document, path, found, expected))
        for term in catalogue.terms.values():
            document, index = self.at[term.id]
            for found, expected in _dangling_of_term(term, catalogue):
                path = document.find(found, (index,))
                self.problems.append(_unknown(document, path, found, expected))

    def finish(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)


def _with(before: Catalogue, after: Catalogue) -> Catalogue:
    """Lay one catalogue over another: by id, and an instrument whole."""
    kept = {
        id_: criterion
        for id_, criterion in before.criteria.items()
        if criterion.instrument not in after.instruments
    }
    return Catalogue(
        instruments={**before.instruments, **after.instruments},
        criteria={**kept, **after.criteria},
        parameters=before.parameters.overlaid(after.parameters),
        activities={**before.activities, **after.activities},
        terms={**before.terms, **after.terms},
    )


def _dangling(criterion: Criterion, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Names in a criterion that nothing has, each with what would be right."""
    instrument = catalogue.instruments.get(criterion.instrument)
    if instrument is None:
        yield criterion.id, did_you_mean(criterion.instrument, catalogue.instruments)
        return
    for path in criterion.cites:
        if path not in instrument.by_path:
            yield path, did_you_mean(path, instrument.by_path)
    for id_ in criterion.parameters:
        if id_ not in catalogue.parameters.by_id:
            yield id_, did_you_mean(id_, catalogue.parameters.by_id)
    for check in criterion.checks:
        if isinstance(check, Recorded) and check.activity not in catalogue.activities:
            yield check.activity, did_you_mean(check.activity, catalogue.activities)
    yield from unknown_words(criterion)


def _dangling_of_term(term: Term, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Names in a term that nothing has, each with what would be right."""
    prefectures = {id_.split("/")[0] for id_ in catalogue.instruments}
    for id_ in term.notes:
        if id_.split("/")[0] not in prefectures:
            yield id_, did_you_mean(id_, catalogue.instruments)
    for id_ in term.numbers:
        if id_ not in catalogue.parameters.by_id:
            yield id_, did_you_mean(id_, catalogue.parameters.by_id)
    for id_ in term.same_idea:
        if id_ not in catalogue.terms:
            yield id_, did_you_mean(id_, catalogue.terms)


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
            ja="変えられるのは interpretation/ の値だけで、単位は同じです。",
            en="Only interpretation/ values may be overlaid, in the same unit.",
        ),
    )


def _no_list(document: StrictDocument) -> Problem:
    return Problem(
        file=document.file,
        where=document.where(()),
        found=type(document.value).__name__,
        expected=Text(ja="- で始まる項目の並び", en="a list, each item after a -"),
        remedy=Text(ja="各項目を - で始めてください。", en="Begin each item with -."),
    )


def _unreadable(file: str, error: OSError | UnicodeDecodeError) -> Problem:
    is_text = isinstance(error, OSError)
    return Problem(
        file=file,
        where=Text(ja="ファイル", en="file"),
        found=type(error).__name__,
        expected=Text(ja="UTF-8のファイル", en="a file in UTF-8"),
        remedy=_PUT_THERE if is_text else _SAVE_AS_UTF8,
    )


_PUT_THERE = Text(ja="ファイルをそこに置いてください。", en="Put the file there.")
_SAVE_AS_UTF8 = Text(ja="UTF-8で保存し直してください。", en="Save it as UTF-8.")


def _repeated_paths(
    document: StrictDocument, instrument: Instrument
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, provision in enumerate(instrument.provisions):
        if provision.path in seen:
            path = ("provisions", index, "path")
            yield _repeated(document, path, provision.path)
        seen.add(provision.path)


def _repeated(document: StrictDocument, path: Path, id_: str) -> Problem:
    return Problem(
        file=document.file,
        where=document.where(path),
        found=id_,
        expected=Text(ja="他にないid", en="an id that nothing else has"),
        remedy=Text(ja="別のidにしてください。", en="Choose another id."),
    )


def _unknown(
    document: StrictDocument, path: Path, found: str, expected: Text
) -> Problem:
    return Problem(
        file=document.file,
        where=document.where(path),
        found=found,
        expected=expected,
        remedy=Text(ja="名前を直してください。", en="Correct the name."),
    )


def _yaml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    files = [f for f in folder.iterdir() if f.name.endswith(".yaml")]
    return sorted(files, key=lambda f: f.name)


def _optional(folder: Traversable, name: str) -> list[Traversable]:
    file = folder.joinpath(name)
    return [file] if file.is_file() else []


def _files_of_criteria(home: Traversable) -> list[Traversable]:
    return [f for f in _yaml_files(home) if f.name != "instrument.yaml"]


def _files_of_terms(folder: Traversable) -> list[Traversable]:
    return [f for p in _prefectures(folder) for f in _optional(p, "terms.yaml")]


def _instrument_folders(folder: Traversable) -> Iterator[Traversable]:
    for prefecture in _prefectures(folder):
        homes = sorted(prefecture.iterdir(), key=lambda f: f.name)
        yield from (h for h in homes if h.is_dir())


def _prefectures(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    found = [f for f in folder.iterdir() if f.is_dir() and f.name != "parameters"]
    return sorted(found, key=lambda f: f.name)
