"""Values that the rules of YAML spoil: times, and numbers without end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori.strict_yaml import Path, StrictDocument

_TIMES = ("begins", "ends", "earliest", "latest", "ends_on")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")
_LARGEST = 10**9


def with_plain_values(document: StrictDocument) -> StrictDocument:
    """Give times back what they were written as, and refuse boundless numbers.

    Parameters
    ----------
    document : StrictDocument
        YAML takes ``7:30`` for 450, a number to the base 60.

    Returns
    -------
    StrictDocument

    Raises
    ------
    InvalidInput
        Where a number is beyond all bounds.
    """
    beyond = list(_beyond(document, document.value, ()))
    if beyond:
        raise InvalidInput(beyond)
    return replace(document, value=_mended(document.value, is_time=False))


def _mended(value: Any, *, is_time: bool) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _mended(one, is_time=is_time or key in _TIMES)
            for key, one in value.items()
        }
    if isinstance(value, tuple):
        return tuple(_mended(one, is_time=is_time) for one in value)
    return _time(value) if is_time else value


def _time(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        hours, minutes = divmod(value, 60)
        return f"{hours:02d}:{minutes:02d}" if 60 <= value < 1440 else str(value)
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return f"{int(found[1]):02d}:{found[2]}" if found else value


def _beyond(document: StrictDocument, value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _beyond(document, one, (*path, key))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _beyond(document, one, (*path, number))
    elif isinstance(value, int | float) and not abs(value) <= _LARGEST:
        yield Problem(
            file=document.file,
            where=document.where(path),
            found=str(value)[:40],
            expected=_A_NUMBER,
            remedy=_CORRECT,
        )


_A_NUMBER = Text(ja="10億までの数", en="a number up to a thousand million")
_CORRECT = Text(ja="値を直してください。", en="Correct the value.")
