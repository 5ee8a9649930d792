"""Lists that are told as text, item by item: ◆種別, ◆日時, ◆場所.

What such a text says of looks, words and deeds (特徴, 状況) is never looked at: only
items whose name is known are cut out, each up to the next mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from machimori.incidents.vocabulary import incident_vocabulary

_MARK = re.compile(r"[◆◇■□●○・▼▽★☆※]\s*(?P<name>[^:：\s]{1,12})\s*[:：]")
_ITEMS = {
    "種別": "kind",
    "事案": "kind",
    "罪種": "kind",
    "日時": "instant",
    "場所": "block",
    "発生日時": "instant",
    "発生場所": "block",
}
_LEFT_BEHIND = ("特徴", "状況", "概要", "内容", "人相", "着衣", "被害者", "行為者")
_FEWEST = 2
_TRAILING = re.compile(r"[、。,\s].*$", re.DOTALL)
_WITHOUT_SPACES = str.maketrans("", "", "\u3000 ")

HEADINGS = ("種別", "日時", "場所")
COLUMNS = {"kind": 0, "instant": 1, "block": 2}


@dataclass(frozen=True)
class Told:
    """What a text tells, as lines of a table.

    Parameters
    ----------
    lines : sequence of (int, sequence of str)
        Line on which each begins; kind, time and place.
    left_behind : tuple of str
        Names of the items that tell of persons.
    """

    lines: Sequence[tuple[int, Sequence[str]]]
    left_behind: tuple[str, ...]


def read_told(text: str) -> Told | None:
    """Read a text of marked items.

    Parameters
    ----------
    text : str

    Returns
    -------
    Told or None
        None where the text is none of this form.
    """
    marks = list(_MARK.finditer(text))
    named = [mark["name"] for mark in marks]
    if sum(name in _ITEMS for name in named) < _FEWEST:
        return None
    lines = [(line, _cells(items)) for line, items in _records(text, marks)]
    left = tuple(name for name in _LEFT_BEHIND if any(name in n for n in named))
    return Told(lines, left)


def _records(
    text: str, marks: Sequence[re.Match[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Collect items; one that comes again begins the next record."""
    items: dict[str, str] = {}
    begins = 0
    for number, mark in enumerate(marks):
        name = _ITEMS.get(mark["name"])
        if name is None:
            continue
        if name in items:
            yield begins, items
            items = {}
        if not items:
            begins = text.count("\n", 0, mark.start()) + 1
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        items[name] = text[mark.end() : end].strip().split("\n")[0]
    if items:
        yield begins, items


def _cells(items: dict[str, str]) -> Sequence[str]:
    kind = _TRAILING.sub("", items.get("kind", ""))
    when = items.get("instant", "").translate(_WITHOUT_SPACES).rstrip("。")
    where = _TRAILING.sub("", items.get("block", "").strip())
    return _closest_kind(kind), when, where


def _closest_kind(written: str) -> str:
    """Take the kind that a phrase begins with: 声かけ for 声かけ（路上）."""
    bare = re.split(r"[（(・/／]", written)[0].strip()
    return bare if incident_vocabulary().kind_of(bare) else written
