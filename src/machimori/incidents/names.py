"""Place names as they are compared: the same name, however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

import yaml

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile("[〇一二三四五六七八九十百千]+")
_SECTION = re.compile("^(大字|字)+")
_INNER_SECTION = re.compile("(?<=.)(大字|小字|字)(?=.)")
_DISTRICT = re.compile(
    r"^(?:余市|高市|[東西北]村山|田村|[^市区町村]{1,5})郡(?=.+[町村]$)"
)
_SHORT_CHOME = re.compile(r"(?<=\d)丁(?!目)")
_PART = re.compile(r"(?<=.)(?:\d+(?:丁目?|線|号|区|番)[東西南北]?|(?:大字|小字|字).+)$")


def block_key(name: str) -> str:
    """Fold the name of a town block, so that its writings become one.

    Width, spaces, 大字 and 字, the variants of ``spellings.yaml``, Chinese and Arabic
    numerals, and 丁 for 丁目 do not matter any more.

    Parameters
    ----------
    name : str
        Such as ``北５条西４丁目``, ``北五条西四丁目``, ``大字三輪野山1丁目``.

    Returns
    -------
    str
        To compare with, not to read.
    """
    bare = _INNER_SECTION.sub("", _SECTION.sub("", _folded(name)))
    return _SHORT_CHOME.sub("丁目", _NUMERAL.sub(_arabic, bare))


def exact_key(name: str) -> str:
    """Fold the name of a town block, but keep 大字 and 字 apart from the bare name.

    Some cities have both 大字鰭ケ崎 and 鰭ケ崎, side by side.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return _SHORT_CHOME.sub("丁目", _NUMERAL.sub(_arabic, _folded(name)))


def municipality_key(prefecture: str, municipality: str) -> str:
    """Fold the names of a prefecture and a municipality; the district (郡) goes.

    Parameters
    ----------
    prefecture, municipality : str
        Such as ``千葉県`` and ``印旛郡酒々井町``.

    Returns
    -------
    str
    """
    return f"{_folded(prefecture)}/{_DISTRICT.sub('', _folded(municipality))}"


def wider_keys(name: str) -> tuple[str, ...]:
    """List the keys of what surely holds a block, nearest first.

    Parameters
    ----------
    name : str
        As published.

    Returns
    -------
    tuple of str
        Those of ``三輪野山`` for ``三輪野山４丁目``, of ``大字美国町`` for
        ``大字美国町字船澗``; none where nothing wider is written in it.
    """
    wider: list[str] = []
    left = _NUMERAL.sub(_arabic, _SECTION.sub("", _folded(name)))
    while (found := _PART.search(left)) is not None:
        left = left[: found.start()]
        wider.append(block_key(left))
    return tuple(wider)


def _folded(name: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return plain.translate(_variants())


def _arabic(found: re.Match[str]) -> str:
    numeral = found[0]
    if not any(sign in _UNITS for sign in numeral):
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    total, last = 0, 0
    for sign in numeral:
        if sign in _DIGITS:
            last = _DIGITS[sign]
        else:
            total, last = total + (last or 1) * _UNITS[sign], 0
    return str(total + last)


@cache
def _variants() -> dict[int, str]:
    file = resources.files(__package__).joinpath("spellings.yaml")
    groups = yaml.safe_load(file.read_text(encoding="utf-8"))["letters"]
    return {ord(other): group[0] for group in groups for other in group[1:]}
