"""Fits a document into types; what does not fit is worded, placed and corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import is_typeddict

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.language import Text
from machimori.strict_yaml.reading import Path, StrictDocument

T = TypeVar("T")

_TYPES: Mapping[str, Text] = {
    "string_type": Text(ja="文字列", en="text"),
    "bool_type": Text(ja="true か false", en="true or false"),
    "float_type": Text(ja="数値", en="a number"),
    "int_type": Text(ja="整数", en="a whole number"),
    "tuple_type": Text(ja="並び（[ ] か -）", en="a list ([ ] or lines of -)"),
    "dict_type": Text(ja="キーと値の組", en="keys with values"),
    "mapping_type": Text(ja="キーと値の組", en="keys with values"),
    "dataclass_type": Text(ja="キーと値の組", en="keys with values"),
    "typed_dict_type": Text(ja="キーと値の組", en="keys with values"),
    "date_type": Text(ja="日付（2026-04-01 の形）", en="a date such as 2026-04-01"),
    "date_parsing": Text(ja="日付（2026-04-01 の形）", en="a date such as 2026-04-01"),
    "date_from_datetime_parsing": Text(
        ja="日付（2026-04-01 の形）", en="a date such as 2026-04-01"
    ),
}
_OTHER = Text(ja="書式どおりの値（{message}）", en="{message}")

_CORRECT = Text(ja="値を直してください。", en="Correct the value.")
_ADD = Text(ja="「{key}」を書き足してください。", en="Add {key!s}.")
_REMOVE = Text(ja="「{key}」を直すか消してください。", en="Correct or remove {key!s}.")
_NAME_ONE = Text(ja="このどれかのキーを書いてください。", en="Write one of these keys.")


def fitted(
    document: StrictDocument,
    type_: type[T],
    path: Path = (),
    *,
    told_by: tuple[str, ...] = (),
) -> T:
    """Make a value of a type from what stands at a path of a document.

    Parameters
    ----------
    document : StrictDocument
    type_ : type
        A dataclass, or whatever pydantic validates.
    path : tuple, optional
        The root where none is given.
    told_by : tuple of str, optional
        The keys by which things of several kinds are told apart, if there are any.

    Returns
    -------
    An instance of `type_`.

    Raises
    ------
    InvalidInput
        With all that does not fit: where it stands, and what would.
    """
    try:
        value = _adapter(cast(Any, type_)).validate_python(document.at(path))
        return cast(T, value)
    except ValidationError as error:
        known = _Known(frozenset(_keys_of(type_, set())), told_by)
        raise InvalidInput(
            _misfit(document, path, detail, known) for detail in error.errors()
        ) from error


@dataclass(frozen=True)
class _Known:
    keys: frozenset[str]
    told_by: tuple[str, ...]


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    """Build the validator of a type once: that takes far longer than using it."""
    return TypeAdapter(type_)


def _keys_of(type_: Any, seen: set[Any]) -> Iterator[str]:
    """Yield every key that a document of this type may have, at any depth."""
    for part in (type_, *get_args(type_)):
        if part is not type_:
            yield from _keys_of(part, seen)
        elif isinstance(part, type) and part not in seen:
            seen.add(part)
            yield from _own_keys_of(part, seen)


def _own_keys_of(type_: type[Any], seen: set[Any]) -> Iterator[str]:
    if is_dataclass(type_):
        kept = {field.name for field in fields(type_) if field.init}
    elif is_typeddict(type_):
        kept = set(type_.__annotations__)
    else:
        return
    yield from kept
    hints = get_type_hints(type_, include_extras=True)
    for name in kept:
        yield from _keys_of(hints[name], seen)


def _misfit(
    document: StrictDocument, below: Path, error: ErrorDetails, known: _Known
) -> Problem:
    path = document.path((*below, *error["loc"]))
    found, expected, remedy = _wording(error, known)
    named = _with_missing_key(path, error)
    return Problem(
        file=document.file,
        where=document.where(named),
        found=found[:80],
        expected=expected,
        remedy=remedy,
    )


def _wording(error: ErrorDetails, known: _Known) -> tuple[str, Text, Text]:
    kind, context = error["type"], error.get("ctx", {})
    key = str(error["loc"][-1]) if error["loc"] else ""
    found = "null" if error["input"] is None else str(error["input"])
    if kind in ("missing", "missing_argument"):
        return "—", Text.same(key), _ADD.format(key=key)
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return key, did_you_mean(key, known.keys), _REMOVE.format(key=key)
    if kind == "union_tag_invalid":
        tags = _quoted(str(context["expected_tags"]))
        return str(context["tag"]), did_you_mean(str(context["tag"]), tags), _CORRECT
    if kind == "union_tag_not_found":
        return found, Text.same(", ".join(known.told_by)), _NAME_ONE
    if kind == "literal_error":
        return found, did_you_mean(found, _quoted(str(context["expected"]))), _CORRECT
    expected = _TYPES.get(kind, _OTHER.format(message=error["msg"]))
    return found, expected, _CORRECT


def _with_missing_key(path: Path, error: ErrorDetails) -> Path:
    """Name the missing key as well: it has no line of its own."""
    if error["type"] in ("missing", "missing_argument"):
        return (*path, error["loc"][-1])
    return path


def _quoted(sentence: str) -> list[str]:
    return re.findall(r"'([^']*)'", sentence)
