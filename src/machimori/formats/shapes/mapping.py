"""The mapping file: which column of whose file means which property of a scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pyproj import CRS

from machimori.errors import InvalidInput, did_you_mean
from machimori.formats.key_reader import KeyReader
from machimori.language import Text
from machimori.scene.reading.values import refusal
from machimori.scene.vocabulary import KindTerm, vocabulary
from machimori.strict_yaml import Path, load_strict


@dataclass(frozen=True, kw_only=True)
class Column:
    """Where a property comes from.

    Parameters
    ----------
    name : str
        Of the attribute.
    values : mapping, optional
        From what stands there to what the scene says; None there means unknown.
    factor : float
        From the file's unit to the scene's.
    remove : str
        Words in the cell that say nothing, such as a label.
    """

    name: str
    values: Mapping[str, Any] | None = None
    factor: float = 1.0
    remove: str = ""


@dataclass(frozen=True, kw_only=True)
class LayerRule:
    """How the rows of some files become features.

    Parameters
    ----------
    match : str
        File name with ``*`` and ``?``.
    kind : str
        Of the features.
    prefix : str
        How their ids begin; ``{file}`` stands for the name of the file.
    id_column : str or None
        Whose value ends the id; None numbers the rows from 1.
    constants : mapping
        Properties that all have.
    columns : mapping of Column
        By property.
    where : mapping
        By column: the values of the rows to keep.
    crs : CRS or None
        Of files that do not say it.
    encoding, layer : str or None
        Of attributes; in files of several layers.
    line : int
        Where the rule stands in the mapping.
    """

    match: str
    kind: str
    prefix: str
    id_column: str | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crs: CRS | None = None
    encoding: str | None = None
    layer: str | None = None

    def fits(self, file_name: str) -> bool:
        """Whether the rule is about a file of this name."""
        return fnmatchcase(file_name, self.match)

    def needed_columns(self) -> tuple[str, ...]:
        """Columns that a file must have, each once."""
        own = [self.id_column] if self.id_column else []
        read = (column.name for column in self.columns.values())
        return tuple(dict.fromkeys([*own, *self.where, *read]))


def parse_mapping(text: str, *, file: str) -> tuple[LayerRule, ...]:
    """Read a mapping.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Named in messages.

    Returns
    -------
    tuple of LayerRule

    Raises
    ------
    InvalidInput
        With every problem of the mapping, each with its line.
    """
    document = load_strict(text, file=file)
    reader = _Reader(document)
    rules = reader.rules()
    if reader.problems:
        raise InvalidInput(reader.problems)
    return rules


class _Reader(KeyReader):
    see_guide = Text(
        ja="手引き「地図を取り込む」の例にならって直してください。",
        en="See the example in the guide on importing maps.",
    )

    def rules(self) -> tuple[LayerRule, ...]:
        top = self.mapping(self.document.value, (), allowed=("files",))
        listed = top.get("files")
        if not isinstance(listed, tuple) or not listed:
            self.complain(("files",), listed, _LIST_OF_RULES)
            return ()
        built = (self.rule(rule, ("files", i)) for i, rule in enumerate(listed))
        return tuple(rule for rule in built if rule is not None)

    def rule(self, value: Any, path: Path) -> LayerRule | None:
        given = self.mapping(value, path, allowed=_RULE_KEYS)
        kind = self.kind(given.get("kind"), (*path, "kind"))
        match = self.text(given.get("match"), (*path, "match"))
        named = self.mapping(given.get("id"), (*path, "id"), allowed=_ID_KEYS)
        prefix = self.text(named.get("prefix"), (*path, "id", "prefix"))
        if kind is None:
            return None
        constants = self.constants(given.get("set", {}), (*path, "set"), kind)
        columns = self.columns(given.get("read", {}), (*path, "read"), kind)
        self.require({*constants, *columns}, kind, path)
        return LayerRule(
            match=match,
            kind=kind.name,
            prefix=prefix,
            id_column=self.optional(named, "column", (*path, "id")),
            constants=constants,
            columns=columns,
            where=self.where(given.get("where", {}), (*path, "where")),
            crs=self.crs(given, path),
            encoding=self.encoding(given, path),
            layer=self.optional(given, "layer", path),
        )

    def kind(self, value: Any, path: Path) -> KindTerm | None:
        kinds = vocabulary().kinds
        if value in kinds:
            return kinds[value]
        self.complain(path, value, _A_KIND, did_you_mean(str(value), kinds))
        return None

    def constants(self, value: Any, path: Path, kind: KindTerm) -> dict[str, Any]:
        given = self.mapping(value, path, allowed=_settable(kind))
        for name, constant in given.items():
            refused = refusal(kind.properties[name], constant)
            if refused:
                self.complain((*path, name), constant, refused.expected, refused.remedy)
        return given

    def columns(self, value: Any, path: Path, kind: KindTerm) -> dict[str, Column]:
        given = self.mapping(value, path, allowed=_settable(kind))
        return {
            name: self.column(spec, (*path, name), kind) for name, spec in given.items()
        }

    def column(self, value: Any, path: Path, kind: KindTerm) -> Column:
        if isinstance(value, str):
            return Column(name=value)
        given = self.mapping(value, path, allowed=_COLUMN_KEYS)
        factor = given.get("factor", 1.0)
        if isinstance(factor, bool) or not isinstance(factor, int | float):
            self.complain((*path, "factor"), factor, _A_NUMBER)
            factor = 1.0
        return Column(
            name=self.text(given.get("column"), (*path, "column")),
            values=self.values(given, path, kind),
            factor=float(factor),
            remove=self.optional(given, "remove", path) or "",
        )

    def values(
        self, given: Mapping[str, Any], path: Path, kind: KindTerm
    ) -> dict[str, Any] | None:
        if "values" not in given:
            return None
        path = (*path, "values")
        if not isinstance(given["values"], Mapping):
            self.complain(path, given["values"], _A_MAPPING)
            return None
        term = kind.properties[str(path[-2])]
        for theirs, ours in given["values"].items():
            refused = None if ours is None else refusal(term, ours)
            if refused:
                self.complain((*path, theirs), ours, refused.expected, refused.remedy)
        return {str(theirs): ours for theirs, ours in given["values"].items()}

    def require(self, given: set[str], kind: KindTerm, path: Path) -> None:
        for name in kind.required:
            if name != "kind" and name not in given:
                expected = Text(ja="set か read に {name}", en="{name} in set or read")
                self.complain((*path, "set"), None, expected.format(name=name))


def _settable(kind: KindTerm) -> tuple[str, ...]:
    return tuple(name for name in kind.properties if name != "kind")


_RULE_KEYS = (
    *("match", "kind", "id", "set", "read", "where"),
    *("crs", "encoding", "layer"),
)
_COLUMN_KEYS = ("column", "values", "factor", "remove")
_ID_KEYS = ("prefix", "column")

_LIST_OF_RULES = Text(ja="対応の一覧（- match: …）", en="a list of rules (- match: …)")
_A_MAPPING = Text(ja="「キー: 値」の組", en="keys with values")
_A_KIND = Text(ja="地物の種類", en="a kind of feature")
_A_NUMBER = Text(ja="数", en="a number")
