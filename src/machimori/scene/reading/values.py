"""Whether the value of a property is one that the vocabulary allows."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from machimori.language import Text
from machimori.scene.reading.problems import one_of, shown, suggestion
from machimori.scene.vocabulary import PropertyTerm, PropertyType, vocabulary

METHODS = ("computed", "measured", "surveyed", "recorded", "declared")
"""How somebody came to know what a feature says."""

TEXT_LIMIT = 2000
"""Longest text of a property. [characters]"""


@dataclass(frozen=True)
class Refusal:
    """Why a value is not allowed.

    Parameters
    ----------
    expected, remedy : Text
        What should stand there, and what the reader can do.
    member : str
        The member of an object that is wrong; empty for the value itself.
    """

    expected: Text
    remedy: Text
    member: str = ""


def refusal(term: PropertyTerm, value: Any) -> Refusal | None:
    """Say why a property may not have this value; None where it may."""
    return _CHECKS[term.type](term, value)


def is_finite_number(value: Any) -> bool:
    """Whether a JSON value is a number that can be computed with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def normal(term: PropertyTerm, value: Any) -> Any:
    """Return an allowed value in the one form that scenes hold.

    3.0 storeys are 3, and a list is a tuple: what a scene holds does not change.
    """
    if isinstance(value, list):
        return tuple(value)
    return int(value) if term.type == "integer" else value


def expected_value(term: PropertyTerm) -> Text:
    """Word what a property takes."""
    if term.type in ("number", "integer"):
        return _expected_number(term)
    if term.type in ("choice", "choices"):
        listed = one_of(term.values or {})
        if term.type == "choice":
            return listed
        return Text(ja=f"{listed.ja}の一覧", en=f"a list of {listed.en[7:]}")
    return _EXPECTED[term.type]


_EXPECTED = {
    "boolean": Text(ja="true か false", en="true or false"),
    "text": Text(ja="空でない文字列", en="text that is not empty"),
    "texts": Text(ja="重複のない文字列の一覧", en="a list of different texts"),
    "date": Text(ja="年-月-日（例 2026-04-01）", en="a date like 2026-04-01"),
    "object": Text(
        ja="method、on、by を持つオブジェクト",
        en="an object with method, on and by",
    ),
}

_FIX_VALUE = Text(
    ja="値を直すか、分からなければ項目ごと取り除いてください。",
    en="Correct it, or leave the property out where it is not known.",
)
_NO_QUOTES = Text(ja="引用符を取り除いてください。", en="Remove the quotation marks.")


def _expected_number(term: PropertyTerm) -> Text:
    unit = f" {term.unit}" if term.unit not in (None, "1") else ""
    kind = "整数" if term.type == "integer" else "数"
    kind_en = "a whole number" if term.type == "integer" else "a number"
    if term.exclusive_minimum is not None:
        low = f"{term.exclusive_minimum:g}"
        ja, en = f"{low}より大きく", f"above {low} and"
    else:
        low = f"{term.minimum:g}"
        ja, en = f"{low}以上", f"from {low}"
    high = f"{term.maximum:.10g}{unit}"
    joint = "up to" if term.exclusive_minimum is not None else "to"
    return Text(ja=f"{ja}{high}以下の{kind}", en=f"{kind_en} {en} {joint} {high}")


def _check_number(term: PropertyTerm, value: Any) -> Refusal | None:
    expected = _expected_number(term)
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?\d+(\.\d*)?\s*", value):
        return Refusal(expected, _NO_QUOTES)
    if not is_finite_number(value):
        return Refusal(expected, _FIX_VALUE)
    if term.type == "integer" and value != int(value):
        return Refusal(expected, _FIX_VALUE)
    if _is_out_of_range(term, value):
        return Refusal(expected, _check_unit(term))
    return None


def _is_out_of_range(term: PropertyTerm, value: float) -> bool:
    return (
        (term.minimum is not None and value < term.minimum)
        or (term.exclusive_minimum is not None and value <= term.exclusive_minimum)
        or (term.maximum is not None and value > term.maximum)
    )


def _check_unit(term: PropertyTerm) -> Text:
    if term.unit in (None, "1"):
        return _FIX_VALUE
    return Text(
        ja="単位が{unit}であることを確かめて、値を直してください。",
        en="Check that the unit is {unit}, and correct the value.",
    ).format(unit=term.unit)


def _check_boolean(term: PropertyTerm, value: Any) -> Refusal | None:
    if isinstance(value, bool):
        return None
    quoted = isinstance(value, str) and value.lower() in ("true", "false")
    return Refusal(expected_value(term), _NO_QUOTES if quoted else _FIX_VALUE)


def _check_text(term: PropertyTerm, value: Any) -> Refusal | None:
    return None if is_text(value) else Refusal(_EXPECTED["text"], _FIX_VALUE)


def is_text(value: Any) -> bool:
    """Whether a value is text that can be kept: neither empty, endless nor broken."""
    if not isinstance(value, str) or not value.strip() or len(value) > TEXT_LIMIT:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True


def _check_texts(term: PropertyTerm, value: Any) -> Refusal | None:
    if not _is_list_of_different_texts(value):
        return Refusal(_EXPECTED["texts"], _FIX_VALUE)
    if term.name != "complete":
        return None
    known = vocabulary().surveyable()
    return _first_unknown(
        value, known, Text(ja="種類・用途・まとまりの語", en="kinds, uses or groups")
    )


def _check_choice(term: PropertyTerm, value: Any) -> Refusal | None:
    known = term.values or {}
    if isinstance(value, str) and value in known:
        return None
    remedy = suggestion(value, known) if isinstance(value, str) else _FIX_VALUE
    return Refusal(expected_value(term), remedy)


def _check_choices(term: PropertyTerm, value: Any) -> Refusal | None:
    if not _is_list_of_different_texts(value):
        return Refusal(expected_value(term), _FIX_VALUE)
    return _first_unknown(value, term.values or {}, expected_value(term))


def _is_list_of_different_texts(value: Any) -> bool:
    if not isinstance(value, list | tuple) or not all(is_text(v) for v in value):
        return False
    return len(set(value)) == len(value)


def _first_unknown(value: Any, known: Any, expected: Text) -> Refusal | None:
    for word in value:
        if word not in known:
            remedy = Text(ja="「{word}」：{hint}", en="{word}: {hint}")
            hint = suggestion(word, known)
            return Refusal(expected, remedy.format(word=shown(word), hint=hint))
    return None


def _check_date(term: PropertyTerm, value: Any) -> Refusal | None:
    return None if _is_date(value) else Refusal(_EXPECTED["date"], _FIX_VALUE)


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_evidence(term: PropertyTerm, value: Any) -> Refusal | None:
    if not isinstance(value, dict):
        return Refusal(_EXPECTED["object"], _FIX_VALUE)
    for name in value:
        if name not in _EVIDENCE:
            known = suggestion(name, _EVIDENCE)
            return Refusal(_EXPECTED["object"], known, member=shown(name))
    for name, (is_right, expected) in _EVIDENCE.items():
        if name in _MAY_BE_LEFT_OUT and name not in value:
            continue
        if not is_right(value.get(name)):
            return Refusal(expected, _FIX_VALUE, member=name)
    # What holds for the properties that this evidence does not name.
    rest = value.get("otherwise")
    return None if rest is None else _check_evidence(term, rest)


_MAY_BE_LEFT_OUT = ("source", "of", "otherwise")


_EVIDENCE: Mapping[str, tuple[Callable[[Any], bool], Text]] = {
    "method": (lambda v: isinstance(v, str) and v in METHODS, one_of(METHODS)),
    "on": (_is_date, _EXPECTED["date"]),
    "by": (is_text, _EXPECTED["text"]),
    "source": (is_text, _EXPECTED["text"]),
    "of": (_is_list_of_different_texts, _EXPECTED["texts"]),
    "otherwise": (lambda v: isinstance(v, dict), _EXPECTED["object"]),
}

_CHECKS: Mapping[PropertyType, Callable[[PropertyTerm, Any], Refusal | None]] = {
    "number": _check_number,
    "integer": _check_number,
    "boolean": _check_boolean,
    "text": _check_text,
    "texts": _check_texts,
    "choice": _check_choice,
    "choices": _check_choices,
    "date": _check_date,
    "object": _check_evidence,
}
