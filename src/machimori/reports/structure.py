"""Checks and conditions in words, made from their structure alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from machimori.guidelines.checks import Check, checks_of
from machimori.guidelines.conditions import (
    AllConditions,
    AnyCondition,
    Condition,
    Decided,
    ElementIs,
    Exists,
    Meets,
    PlaceIs,
    Unless,
)
from machimori.guidelines.differences import SUBJECTS
from machimori.language import Text
from machimori.reports.digest.quantities import measure, percent, quantity_name
from machimori.scene import vocabulary

Values = Mapping[str, tuple[float | None, str]]
"""Value and unit of each parameter on the day."""

_AND = (" かつ ", " and ")
_OR = (" または ", " or ")
_COMMA = ("・", ", ")
_UNSAID = ("check", "methods", "of")

NEEDED = Text(ja="必要と判断された", en="somebody decided that it is needed")
EXISTS = Text(ja="{what}がある", en="there is {what}")
IS = Text(ja="{name}が{values}", en="{name} is {values}")
REACHES = Text(ja="{name}が{value}以上", en="{name} of {value} or more")
KEEPS_TO = Text(ja="{name}が{value}以下", en="{name} of {value} or less")
SUCH = Text(ja="{what}（{details}）", en="{what} ({details})")
NOT = Text(ja="（{what}）ではない", en="not ({what})")
NOT_CHOSEN = Text(ja="未決定", en="not chosen yet")
ASKS = Text(ja="{quantity}（{details}）", en="{quantity} ({details})")
YES = Text(ja="あり", en="yes")
NO = Text(ja="なし", en="no")


def check_words(check: Check, values: Values) -> Text:
    """Say what a check asks: its quantity, then each field that somebody set."""
    name = Text(
        ja=quantity_name(check.quantity, "ja"), en=quantity_name(check.quantity, "en")
    )
    own = [f.name for f in fields(check) if f.name not in (*_UNSAID, *SUBJECTS)]
    set_ = [getattr(check, f) for f in own if getattr(check, f) not in (None, ())]
    details = joined((field_words(one, values) for one in set_), _COMMA)
    return ASKS.format(quantity=name, details=details) if set_ else name


def checks_words(checks: Iterable[Check], values: Values) -> Text:
    """Say what several checks ask."""
    return joined((check_words(check, values) for check in checks), ("；", "; "))


def field_words(value: Any, values: Values) -> Text:
    """Say the value of one field of a check."""
    if isinstance(value, Check):
        return check_words(value, values)
    if isinstance(value, str) and value in values:
        return number_words(value, values)
    if isinstance(value, Mapping):
        pairs = value.items()
        return joined((_property(name, asked, values) for name, asked in pairs), _COMMA)
    if isinstance(value, tuple):
        return joined((field_words(one, values) for one in value), _COMMA)
    if isinstance(value, bool):
        return YES if value else NO
    return _label(str(value))


def number_words(id_: str, values: Values) -> Text:
    """Write the value of a parameter."""
    value, unit = values[id_]
    if value is None:
        return NOT_CHOSEN
    if unit == "1":
        return Text.same(percent(value))
    return Text(ja=measure(value, unit, "ja"), en=measure(value, unit, "en"))


def condition_words(condition: Condition, values: Values) -> Text:
    """Say when a criterion applies."""
    match condition:
        case PlaceIs(place=wanted) | ElementIs(element=wanted):
            parts = [_property(n, asked, values) for n, asked in wanted.items()]
            return joined(parts, _AND)
        case Exists(exists=word, where=where):
            return _existing(word, where, values)
        case Meets(meets=requirement):
            return checks_words(checks_of(requirement), values)
        case AllConditions(all=parts):
            return joined((condition_words(p, values) for p in parts), _AND)
        case AnyCondition(any=parts):
            return joined((condition_words(p, values) for p in parts), _OR)
        case Unless(unless=part):
            return NOT.format(what=condition_words(part, values))
        case Decided():
            return NEEDED
    raise TypeError(condition)


def joined(texts: Iterable[Text], mark: tuple[str, str]) -> Text:
    """List texts with a mark between them, Japanese and English."""
    listed = tuple(texts)
    return Text(
        ja=mark[0].join(t.ja for t in listed), en=mark[1].join(t.en for t in listed)
    )


def _existing(word: str, where: Mapping[str, Any], values: Values) -> Text:
    what = vocabulary().label(word)
    if where:
        details = joined((_property(n, w, values) for n, w in where.items()), _AND)
        what = SUCH.format(what=what, details=details)
    return EXISTS.format(what=what)


def _property(name: str, asked: Any, values: Values) -> Text:
    label = _label(name)
    if isinstance(asked, Mapping):
        (word, id_), *_ = asked.items()
        compared = REACHES if word == "at_least" else KEEPS_TO
        return compared.format(name=label, value=number_words(id_, values))
    said = joined((_value(name, one) for one in asked), _COMMA)
    return IS.format(name=label, values=said)


def _value(name: str, value: Any) -> Text:
    if isinstance(value, bool):
        return YES if value else NO
    return vocabulary().choice(name, str(value))


def _label(word: str) -> Text:
    return Text(ja=quantity_name(word, "ja"), en=quantity_name(word, "en"))
