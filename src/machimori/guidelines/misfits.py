"""Words pydantic's findings in both languages, with a place and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from pydantic_core import ErrorDetails

from machimori.errors import Problem, did_you_mean
from machimori.guidelines import catalogue_model, checks, conditions, model, parameters
from machimori.guidelines.strict_yaml import Path, StrictDocument
from machimori.language import Text

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


def misfit(document: StrictDocument, error: ErrorDetails) -> Problem:
    """Say where a value does not fit the format, and what would fit.

    Parameters
    ----------
    document : StrictDocument
    error : ErrorDetails
        One of pydantic's; its location is the path from the document's root.

    Returns
    -------
    Problem
    """
    path = document.path(error["loc"])
    found, expected, remedy = _wording(error)
    named = _with_missing_key(path, error)
    return Problem(
        file=document.file,
        where=document.where(named),
        found=found[:80],
        expected=expected,
        remedy=remedy,
    )


def _wording(error: ErrorDetails) -> tuple[str, Text, Text]:
    kind, context = error["type"], error.get("ctx", {})
    key = str(error["loc"][-1]) if error["loc"] else ""
    found = "null" if error["input"] is None else str(error["input"])
    if kind in ("missing", "missing_argument"):
        return "—", Text.same(key), _ADD.format(key=key)
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return key, did_you_mean(key, _known_keys()), _REMOVE.format(key=key)
    if kind == "union_tag_invalid":
        tags = _quoted(str(context["expected_tags"]))
        return str(context["tag"]), did_you_mean(str(context["tag"]), tags), _CORRECT
    if kind == "union_tag_not_found":
        return found, Text.same("check, all, any"), _NAME_ONE
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


def _known_keys() -> frozenset[str]:
    return frozenset(_fields())


def _fields() -> Iterator[str]:
    """Every key that a catalogue may have."""
    for module in (model, checks, conditions, parameters, catalogue_model):
        for thing in vars(module).values():
            if isinstance(thing, type) and is_dataclass(thing):
                yield from (field.name for field in fields(thing))
