"""YAML read strictly: no repeated keys, no aliases, and every value knows its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from machimori.errors import InvalidInput, Problem
from machimori.language import Text

Path = tuple[str | int, ...]

DEEPEST = 100
"""Deepest nesting that is read: libyaml takes the whole program down with it."""


@dataclass(frozen=True)
class StrictDocument:
    """A YAML document and where its values stand.

    Parameters
    ----------
    file : str
        As the user named it.
    value : object
        Plain values; lists are tuples.
    lines : mapping
        From the path of a value (keys and positions) to its line, counted from 1.
    """

    file: str
    value: Any
    lines: Mapping[Path, int]

    def path(self, location: Sequence[str | int]) -> Path:
        """Keep those parts of a location that are keys here; others are types."""
        path: Path = ()
        for part in location:
            # A key that is a date here is its repr in a location.
            here = (p for p in self.lines if p[:-1] == path and p != path)
            path = next((p for p in here if part in (p[-1], repr(p[-1]))), path)
        return path

    def find(self, value: object, below: Path) -> Path:
        """Return the path of a value or key below another, or that other."""
        inside = (p for p in self.lines if p[: len(below)] == below and p != below)
        return next((p for p in inside if value in (p[-1], self.at(p))), below)

    def at(self, path: Path) -> Any:
        """Return the value at a path."""
        value = self.value
        for part in path:
            value = value[part]
        return value

    def where(self, path: Path) -> Text:
        """Name the line and path of a value, or of the nearest that exists."""
        named = ".".join(str(part) for part in path)
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                line = self.lines[path[:end]]
                return Text(ja=f"{line}行目 {named}", en=f"line {line} {named}")
        return Text.same(named)


def load_strict(text: str, *, file: str) -> StrictDocument:
    """Read one YAML document.

    Parameters
    ----------
    text : str
    file : str
        Named in messages.

    Returns
    -------
    StrictDocument

    Raises
    ------
    InvalidInput
        Where the text is not YAML, repeats a key or uses anchors.
    """
    try:
        _refuse_deep(text, file)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        return _Builder(file, loader).document(node)
    except yaml.YAMLError as error:
        raise InvalidInput([_syntax(file, error)]) from error


class _Builder:
    def __init__(self, file: str, loader: yaml.CSafeLoader) -> None:
        self.file = file
        self.loader = loader
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def document(self, node: yaml.Node | None) -> StrictDocument:
        value = None if node is None else self.build(node, ())
        if self.problems:
            raise InvalidInput(self.problems)
        return StrictDocument(self.file, value, self.lines)

    def build(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if id(node) in self.seen:
            self.problems.append(_alias(self.file, line))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(n, (*path, i)) for i, n in enumerate(node.value))
        return self.scalar(node)

    def scalar(self, node: yaml.Node) -> Any:
        try:
            return self.loader.construct_object(node, deep=True)
        except (ValueError, AttributeError):  # 2026-13-01 looks like a date
            line = node.start_mark.line + 1
            self.problems.append(_senseless(self.file, line, str(node.value)))
            return None

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(_senseless(self.file, line, "? …"))
                continue
            key = self.scalar(key_node)
            if key in built:
                self.problems.append(_repeated(self.file, line, str(key)))
            built[key] = self.build(value_node, (*path, key))
        return built


def _refuse_deep(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise InvalidInput([_senseless(file, line, "[[[…")])


def _at(line: int) -> Text:
    return Text(ja=f"{line}行目", en=f"line {line}")


def _syntax(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    return Problem(
        file=file,
        where=_at(line),
        found=str(getattr(error, "problem", error)),
        expected=Text(ja="YAMLの書式", en="YAML"),
        remedy=Text(
            ja="この行の字下げ、コロン、引用符を確かめてください。",
            en="Check indentation, colons and quotes on this line.",
        ),
    )


def _senseless(file: str, line: int, found: str) -> Problem:
    return Problem(
        file=file,
        where=_at(line),
        found=found[:80],
        expected=Text(
            ja="意味のある値（暦にある日付、長すぎない数、深すぎない入れ子）",
            en="a value that makes sense: a date of the calendar, a number of "
            "reasonable length, nesting of reasonable depth",
        ),
        remedy=Text(
            ja="この値を直すか、引用符で囲んでください。",
            en="Correct this value, or put it in quotes.",
        ),
    )


def _alias(file: str, line: int) -> Problem:
    return Problem(
        file=file,
        where=_at(line),
        found="&…/*…",
        expected=Text(ja="アンカーのない値", en="values without anchors"),
        remedy=Text(
            ja="値をその場に書いてください。", en="Write the value out in place."
        ),
    )


def _repeated(file: str, line: int, key: str) -> Problem:
    return Problem(
        file=file,
        where=_at(line),
        found=key,
        expected=Text(ja="一度だけ現れるキー", en="a key that occurs once"),
        remedy=Text(ja="重複を消してください。", en="Remove the repetition."),
    )
