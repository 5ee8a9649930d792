"""What changes between two documents of a rule, in sentences instead of lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori.language import Language, Text
from machimori.strict_yaml import load_strict

Path = tuple[str, ...]
_LONGEST = 200


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Parameters
    ----------
    where : str
        From the whole to the part: 曜日と時間 › 金曜 › 終わり.
    before, after : str
        Empty where there was or will be nothing.
    """

    where: str
    before: str
    after: str


def differences(before: str, after: str, language: Language) -> list[Difference]:
    """Say what differs between two documents.

    Parameters
    ----------
    before, after : str
        YAML that could be read; their order, spaces and remarks do not matter.
    language : str

    Returns
    -------
    list of Difference
        In the order of the documents.
    """
    old, new = (load_strict(text, file="").value for text in (before, after))
    return [
        Difference(_named(path, language), _said(was, language), _said(is_, language))
        for path, was, is_ in _pairs(old, new, ())
    ]


_NOTHING = object()


def _pairs(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            there = (*path, str(key))
            yield from _pairs(old.get(key, _NOTHING), new.get(key, _NOTHING), there)
    elif _is_named_list(old) and _is_named_list(new):
        yield from _pairs(_by_name(old), _by_name(new), path)
    elif _is_plain_list(old) and _is_plain_list(new):
        yield from ((path, each, _NOTHING) for each in old if each not in new)
        yield from ((path, _NOTHING, each) for each in new if each not in old)
        if set(old) == set(new):
            yield path, old, new
    else:
        yield path, old, new


def _is_named_list(value: Any) -> bool:
    """Whether each of a list has an id or a name to be told apart by."""
    return isinstance(value, tuple) and all(_name(each) for each in value)


def _is_plain_list(value: Any) -> bool:
    return isinstance(value, tuple) and not any(
        isinstance(each, Mapping | tuple) for each in value
    )


def _by_name(value: Sequence[Any]) -> dict[str, Any]:
    return {_name(each): each for each in value}


def _name(each: Any) -> str:
    if not isinstance(each, Mapping):
        return ""
    name = each.get("id") or each.get("name") or ""
    return str(name.get("ja", "")) if isinstance(name, Mapping) else str(name)


def _named(path: Path, language: Language) -> str:
    words = [_words(key, language) for key in path]
    return " › ".join(words)


def _words(key: str, language: Language) -> str:
    known = _field_words().get(key)
    return known.in_(language) if known else key or _OTHERS.in_(language)


def _said(value: Any, language: Language) -> str:
    if value is _NOTHING:
        return ""
    if isinstance(value, bool):
        return (_YES if value else _NO).in_(language)
    if isinstance(value, Mapping):
        parts = [
            f"{_words(str(k), language)} {_said(v, language)}" for k, v in value.items()
        ]
        return _short("; ".join(parts))
    if isinstance(value, tuple):
        return _short(", ".join(_said(each, language) for each in value))
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@cache
def _field_words() -> Mapping[str, Text]:
    file = resources.files(__package__).joinpath("field_words.yaml")
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {str(key): Text(**words) for key, words in written.items()}


_YES, _NO = Text(ja="はい", en="yes"), Text(ja="いいえ", en="no")
_OTHERS = Text(ja="そのほか", en="all others")
