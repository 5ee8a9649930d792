"""Reads the files of cases strictly; what is wrong is said with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.guidelines import Catalogue
from machimori.language import Text
from machimori.strict_yaml import Path as Where
from machimori.strict_yaml import StrictDocument, load_strict
from tests.machimori.guidelines.casebook.drawing import Things, Undrawable, drawn
from tests.machimori.guidelines.casebook.form import (
    KEYS,
    Case,
    Sheet,
    Variation,
    Written,
)

SHARED = "scenes.yaml"
"""Scenes for every file in its folder and below."""

_SHEET = TypeAdapter(Sheet)


def read_cases(folder: Path, catalogue: Catalogue) -> tuple[Case, ...]:
    """Read all cases of a folder, each with its scene.

    Raises
    ------
    InvalidInput
        With the problems of the first file that has any.
    """
    files = [f for f in sorted(folder.rglob("*.yaml")) if f.name != SHARED]
    return tuple(c for f in files for c in _Reading(folder, f, catalogue).cases())


@dataclass
class _Reading:
    folder: Path
    file: Path
    catalogue: Catalogue

    def cases(self) -> Iterator[Case]:
        self.scenes: dict[str, Things] = {}
        for shared in self._shared():
            self._take_scenes(*_sheet(shared))
        document, sheet = _sheet(self.file)
        self._take_scenes(document, sheet)
        for word, cases in sheet.cases.items():
            criterion = self._criterion(document, word)
            for index, written in enumerate(cases):
                at: Where = ("cases", word, index)
                things = self._things(document, at, written, sheet.like)
                yield Case(
                    self.file.relative_to(self.folder).as_posix(),
                    criterion,
                    index + 1,
                    written,
                    tuple(things.values()),
                )

    def _shared(self) -> Iterator[Path]:
        above = [self.folder, *reversed(self.file.relative_to(self.folder).parents)]
        homes = dict.fromkeys(self.folder / home for home in above)
        return (home / SHARED for home in homes if (home / SHARED).exists())

    def _take_scenes(self, document: StrictDocument, sheet: Sheet) -> None:
        for name, scene in sheet.scenes.items():
            at: Where = ("scenes", name)
            if name in self.scenes:
                raise _wrong(document, at, name, "a name that no other scene has")
            if isinstance(scene, Variation):
                start, lines = self._scene(document, at, scene.like), scene.but
            else:
                start, lines = {}, scene
            self.scenes[name] = _drawn(document, at, lines, start)

    def _criterion(self, document: StrictDocument, word: str) -> str:
        home = self.file.parent.relative_to(self.folder).as_posix()
        id_ = f"{home}/{word}"
        if id_ not in self.catalogue.criteria:
            known = did_you_mean(id_, self.catalogue.criteria)
            raise _wrong(document, ("cases", word), word, known.en)
        return id_

    def _things(
        self, document: StrictDocument, at: Where, written: Written, like: str | None
    ) -> Things:
        _check(document, at, written)
        if written.scene is not None:
            start = _drawn(document, at, written.scene, {})
        else:
            start = self._scene(document, at, written.like or like or "—")
        return _drawn(document, at, written.but, start)

    def _scene(self, document: StrictDocument, at: Where, name: str) -> Things:
        if name not in self.scenes:
            known = did_you_mean(name, self.scenes)
            raise _wrong(document, at, name, known.en)
        return self.scenes[name]


def _sheet(file: Path) -> tuple[StrictDocument, Sheet]:
    document = load_strict(file.read_text(encoding="utf-8"), file=file.as_posix())
    try:
        return document, _SHEET.validate_python(document.value)
    except ValidationError as error:
        raise InvalidInput(
            _misfit(document, detail["loc"], detail["msg"]) for detail in error.errors()
        ) from error


def _misfit(
    document: StrictDocument, location: tuple[str | int, ...], message: str
) -> Problem:
    key = str(location[-1]) if location else ""
    hint = f"{message}. {did_you_mean(key, KEYS).en}"
    return _problem(document, document.path(location), key, hint)


def _check(document: StrictDocument, at: Where, written: Written) -> None:
    if len(written.outcomes) != 1:
        raise _wrong(document, at, str(len(written.outcomes)), "one outcome")
    if " / " not in written.story:
        raise _wrong(document, at, written.story, "日本語 / English")
    if written.scene is not None and written.like is not None:
        raise _wrong(document, at, "like, scene", "one of them")


def _drawn(
    document: StrictDocument, at: Where, lines: tuple[object, ...], start: Things
) -> Things:
    try:
        return drawn(lines, start)  # type: ignore[arg-type]
    except Undrawable as error:
        raise _wrong(document, at, str(error), "a thing or a change") from error


def _wrong(
    document: StrictDocument, at: Where, found: str, expected: str
) -> InvalidInput:
    return InvalidInput([_problem(document, at, found, expected)])


def _problem(document: StrictDocument, at: Where, found: str, expected: str) -> Problem:
    return Problem(
        file=document.file,
        where=document.where(at),
        found=found,
        expected=Text.same(expected),
        remedy=Text(ja="直してください。", en="Correct it."),
    )
